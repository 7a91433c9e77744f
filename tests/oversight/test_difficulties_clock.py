"""The clock of answers: every hour, or working hours over nights, weekends and days off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.oversight.difficulties.answer_clock import AnswerClock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = AnswerClock(
    working=True,
    hours=((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))),
    days_off={"2025-01-01": "Tết Dương lịch"},
)
ALWAYS = AnswerClock()


def at(text: str) -> datetime:
    """`07 16:00`: that day of January 2025."""
    day, clock = text.split()
    return datetime.combine(date(2025, 1, int(day)), time.fromisoformat(clock), ZONE)


# 07/01/2025 is a Tuesday, 10 a Friday, 01 a day off.
@pytest.mark.parametrize(
    ("clock", "start", "hours", "due"),
    [
        (ALWAYS, "07 16:00", 2, "07 18:00"),
        (ALWAYS, "10 23:30", 8, "11 07:30"),
        (OFFICE, "07 14:00", 2, "07 16:00"),
        (OFFICE, "07 16:00", 2, "08 08:30"),
        (OFFICE, "07 11:00", 2, "07 15:00"),
        (OFFICE, "07 12:15", 2, "07 15:30"),
        (OFFICE, "07 22:00", 2, "08 09:30"),
        (OFFICE, "10 16:00", 2, "13 08:30"),
        (OFFICE, "11 09:00", 8, "14 08:00"),
        (OFFICE, "01 09:00", 2, "02 09:30"),
        (OFFICE, "07 07:30", 7.5, "07 17:00"),
    ],
)
def test_due(clock: AnswerClock, start: str, hours: float, due: str) -> None:
    assert clock.due(at(start), timedelta(hours=hours)) == at(due)
    assert clock.passed(at(start), at(due)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("clock", "start", "end", "minutes"),
    [
        (ALWAYS, "07 16:00", "08 16:00", 1_440),
        (OFFICE, "07 17:00", "08 07:30", 0),
        (OFFICE, "10 16:30", "13 07:45", 45),
        (OFFICE, "11 00:00", "12 23:59", 0),
        (OFFICE, "07 08:00", "07 07:00", 0),
        (OFFICE, "06 07:30", "10 17:00", 5 * 450),
    ],
)
def test_passed(clock: AnswerClock, start: str, end: str, minutes: int) -> None:
    assert clock.passed(at(start), at(end)) == timedelta(minutes=minutes)


@given(start=st.integers(0, 20_000), minutes=st.integers(1, 4_000), working=st.booleans())
def test_as_much_has_passed_as_was_allowed(start: int, minutes: int, working: bool) -> None:
    clock = OFFICE if working else ALWAYS
    begun = at("02 00:00") + timedelta(minutes=start)
    due = clock.due(begun, timedelta(minutes=minutes))
    assert clock.passed(begun, due) == timedelta(minutes=minutes)


def test_a_table_without_hours_ends_all_the_same() -> None:
    nothing = AnswerClock(working=True, hours=())
    assert nothing.due(at("07 16:00"), timedelta(hours=2)) == at("07 18:00")
