"""How a report stands, in words, shape and colour."""

from __future__ import annotations

from datetime import date, datetime

from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.models import Report

_LOOKS = {
    State.OPEN: ("quiet", "shape-open"),
    State.CONFIRMED: ("action", "shape-check"),
    State.ON_TIME: ("done", "shape-approved"),
    State.LATE: ("error", "clock"),
    State.SILENT: ("error", "shape-cross"),
    State.REOPENED: ("doubt", "shape-triangle"),
}


def state_words(state: State, report: Report) -> str:
    """`đúng giờ`, `nộp muộn 17:09`, `chưa báo cáo`, `mở lại đến 20:00` …"""
    if state is State.CONFIRMED:
        return f"đã xác nhận {_clock(report.confirmed_at, report.day)}"
    if state is State.LATE:
        return f"nộp muộn {_clock(report.confirmed_at, report.day)}"
    if state is State.REOPENED:
        return f"mở lại đến {_clock(report.reopened_until, report.day)}"
    return {State.OPEN: "chưa xác nhận", State.ON_TIME: "đúng giờ"}.get(state, "chưa báo cáo")


def state_badge(state: State, report: Report) -> Badge:
    """The same as a badge."""
    tone, icon = _LOOKS[state]
    return Badge(state_words(state, report), tone, icon)


def _clock(moment: datetime | None, day: date) -> str:
    """`17:09` on the report's own day, `08:10 08/01` on another."""
    if moment is None:
        return ""
    here = shown(moment)
    return f"{here:%H:%M}" if here.date() == day else f"{here:%H:%M %d/%m}"
