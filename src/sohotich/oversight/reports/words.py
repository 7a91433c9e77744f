"""How a report stands, in words, shape and colour; the short text under the figures."""

from __future__ import annotations

from datetime import date, datetime

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.pages.states import Badge
from sohotich.oversight.facts.stages import stage
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.figures import Kept, fullest_wait
from sohotich.oversight.reports.models import Report

_LOOKS = {
    State.OPEN: ("quiet", "shape-open"),
    State.CONFIRMED: ("action", "shape-check"),
    State.ON_TIME: ("done", "shape-approved"),
    State.LATE: ("error", "clock"),
    State.SILENT: ("error", "shape-cross"),
    State.REOPENED: ("doubt", "shape-triangle"),
}
SENT_TO = {
    Level.COMMUNE: "gửi huyện",
    Level.DISTRICT: "gửi tỉnh",
    Level.PROVINCE: "gửi UBND tỉnh, Tổ Đề án 06",
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


def moved(figures: Kept) -> str:
    """One or two sentences: what moved that day, where most work waits."""
    approved = figures["counts"].get("approved", [0, 0])[0]
    if approved > 0:
        first = f"Trong ngày duyệt thêm {grouped(approved)} trường hợp."
    elif approved < 0:
        first = f"Trong ngày mở lại {grouped(-approved)} trường hợp đã duyệt."
    else:
        first = "Trong ngày chưa duyệt thêm trường hợp nào."
    waits = fullest_wait(figures)
    if waits is None:
        return first
    key, count = waits
    name = stage(key).label.lower()
    return f"{first} Việc chờ nhiều nhất: {grouped(count)} trường hợp chưa “{name}”."


def _clock(moment: datetime | None, day: date) -> str:
    """`17:09` on the report's own day, `08:10 08/01` on another."""
    if moment is None:
        return ""
    here = shown(moment)
    return f"{here:%H:%M}" if here.date() == day else f"{here:%H:%M %d/%m}"
