"""The clock and the hours of answers, as the province decided them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta

from sohotich.foundation.database.clock import campaign_now, shown
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.pages.numbers import duration
from sohotich.foundation.policies.services import number, value
from sohotich.oversight.difficulties.answer_clock import AnswerClock


def answer_clock() -> AnswerClock:
    """The clock in force today."""
    if value("difficulty.clock") != "working":
        return AnswerClock()
    days_off = value("report.days_off")
    return AnswerClock(
        working=True,
        hours=_hours(value("difficulty.working_hours")),
        days_off=days_off if isinstance(days_off, Mapping) else {},
    )


def hours_for(urgency: str) -> int:
    """The hours within which a difficulty of that urgency is answered."""
    return number(f"difficulty.hours_{urgency}")


def due_from(start: datetime, urgency: str) -> CampaignTime:
    """When the answer to what was opened at `start` (campaign time) is due."""
    found = answer_clock().due(shown(start), timedelta(hours=hours_for(urgency)))
    return CampaignTime.of(found)


def minutes_passed(start: datetime, end: datetime) -> int:
    """Whole minutes of the clock between two campaign moments."""
    return round(answer_clock().passed(shown(start), shown(end)).total_seconds() / 60)


def left_words(
    due_at: datetime, moment: datetime | None = None, clock: AnswerClock | None = None
) -> tuple[str, bool]:
    """(`còn 1 giờ 20`, False) or (`quá hạn 35 phút`, True); `clock`: the one in force, read once
    for a whole list.
    """
    now, clock = shown(moment or campaign_now()), clock or answer_clock()
    due = shown(due_at)
    if now < due:
        return f"còn {duration(clock.passed(now, due).total_seconds())}", False
    # What is left is rounded up, what is over is not: nobody is later than they are.
    over = int(clock.passed(due, now).total_seconds()) // 60
    return f"quá hạn {duration(over * 60)}", True


def _hours(table: object) -> tuple[tuple[time, time], ...]:
    found = []
    for begins, ends in sorted(table.items() if isinstance(table, Mapping) else ()):
        with suppress(ValueError):
            span = time.fromisoformat(begins), time.fromisoformat(ends)
            if span[0] < span[1]:
                found.append(span)
    return tuple(found)
