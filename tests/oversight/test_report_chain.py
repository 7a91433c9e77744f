"""The daily chain by tables: plan 563/KH-UBND part 9 (17:00, 18:00, 18:30), NQ 202/2025/QH15."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.places import Level, units_on
from sohotich.domain.policies.report_days import reported
from sohotich.oversight.reports.chain import (
    ZONE,
    Chain,
    Hours,
    State,
    minutes_late,
    period_of,
    periods_due,
    state_of,
    tiers_on,
)

C, D, P = Level.COMMUNE, Level.DISTRICT, Level.PROVINCE
HOURS = Hours({C: time(17), D: time(18), P: time(18, 30)})
FIRST, LAST = date(2025, 1, 1), date(2025, 1, 15)


def at(day: int, clock: str, month: int = 1) -> datetime:
    return datetime.combine(date(2025, month, day), time.fromisoformat(clock), ZONE)


def chain(**changes: object) -> Chain:
    return Chain(**{"first": FIRST, "last": LAST, "hours": lambda _: HOURS, **changes})


def due(now: datetime, closed: set = frozenset(), **changes: object) -> list[str]:
    """`07 commune` for each period that is to be closed, in order."""
    return [f"{p.day:%d} {p.tier}" for p in periods_due(chain(**changes), now, closed)]


ALL_OF_1 = ["01 commune", "01 district", "01 province"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(1, "00:00"), []),
        (at(1, "16:59"), []),
        (at(1, "17:00"), ALL_OF_1[:1]),
        (at(1, "18:00"), ALL_OF_1[:2]),
        (at(1, "18:29"), ALL_OF_1[:2]),
        (at(1, "18:30"), ALL_OF_1),
        (at(1, "23:59"), ALL_OF_1),
        # Midnight closes nothing and forgets nothing.
        (at(2, "00:00"), ALL_OF_1),
        (at(2, "17:00"), [*ALL_OF_1, "02 commune"]),
    ],
)
def test_what_is_due_when(now: datetime, expected: list[str]) -> None:
    assert due(now) == expected
    assert due(now.astimezone(UTC)) == expected, "the same moment, told in another zone"


def test_a_server_down_at_17_00_makes_up_for_everything_it_missed() -> None:
    closed = {(date(2025, 1, 1), tier) for tier in (C, D, P)}
    missed = periods_due(chain(), at(3, "08:10"), closed)
    assert [(p.day.day, p.tier, p.due) for p in missed] == [
        (2, C, at(2, "17:00")),
        (2, D, at(2, "18:00")),
        (2, P, at(2, "18:30")),
    ]
    assert due(at(20, "08:00"), closed)[-1] == "15 province", "long after the campaign too"
    assert len(due(at(20, "08:00"), closed)) == 14 * 3


def test_only_what_is_not_closed() -> None:
    closed = {(date(2025, 1, 1), C), (date(2025, 1, 1), P)}
    assert due(at(1, "20:00"), closed) == ["01 district"]


def test_what_closed_before_the_chain_ran_is_nobody_s() -> None:
    assert due(at(7, "17:05"), since=at(7, "15:00")) == ["07 commune"]
    assert due(at(7, "17:05"), since=at(7, "17:00")) == []


@pytest.mark.parametrize(
    ("working_only", "wanted"),
    [(False, list(range(1, 16))), (True, [2, 3, 6, 7, 8, 9, 10, 13, 14, 15])],
)
def test_days_and_nights_or_working_days(working_only: bool, wanted: list[int]) -> None:
    """01/01/2025 is New Year's Day; 4, 5, 11 and 12 are Saturdays and Sundays."""
    days = "working" if working_only else "every"

    def hours(day: date) -> Hours:
        free = {"2025-01-01": "Tết Dương lịch", "thứ Hai": "không phải ngày"}
        return Hours(HOURS.at, reported=reported(day, days, free))

    found = chain(hours=hours)
    assert [day.day for day in found.days(until=date(2025, 2, 1))] == wanted
    assert not found.reports(date(2024, 12, 31))
    assert not found.reports(date(2025, 1, 16))


def test_the_hours_of_each_day_are_those_decided_for_it() -> None:
    later = Hours({**HOURS.at, C: time(16, 30)})
    found = chain(hours=lambda day: later if day >= date(2025, 1, 2) else HOURS)
    dues = [p.due for p in periods_due(found, at(2, "16:45"), set()) if p.tier is C]
    assert dues == [at(1, "17:00"), at(2, "16:30")]


def test_three_tiers_until_the_end_of_june_two_after() -> None:
    assert tiers_on(date(2025, 6, 30)) == (C, D, P)
    assert tiers_on(date(2025, 7, 1)) == (C, P)
    for day in (date(2025, 6, 30), date(2025, 7, 1)):
        assert {unit.level for unit in units_on(day)} == set(tiers_on(day))
    across = chain(first=date(2025, 6, 30), last=date(2025, 7, 1))
    found = [f"{p.day:%d} {p.tier}" for p in periods_due(across, at(2, "00:00", 7), set())]
    assert found == ["30 commune", "30 district", "30 province", "01 commune", "01 province"]


@pytest.mark.parametrize(
    ("clock", "grace", "late"),
    [
        ("16:59", 0, 0),
        ("17:00", 0, 0),
        ("17:01", 0, 1),
        ("17:09", 0, 9),
        ("18:30", 0, 90),
        ("17:05", 5, 0),
        # Past the grace it counts from the cut-off.
        ("17:06", 5, 6),
    ],
)
def test_late_is_counted_from_the_cut_off(clock: str, grace: int, late: int) -> None:
    period = period_of(date(2025, 1, 7), C, Hours(HOURS.at, timedelta(minutes=grace)))
    assert minutes_late(at(7, clock), period) == late
    seconds = at(7, clock) + timedelta(seconds=30)
    assert (minutes_late(seconds, period) > 0) == (seconds > period.closes), "never late by 0"


def test_grace_moves_the_closing_even_over_midnight() -> None:
    night = Hours({**HOURS.at, P: time(23, 50)}, timedelta(minutes=30))
    found = chain(hours=lambda _: night)
    assert "01 province" not in [f"{p.day:%d} {p.tier}" for p in found_due(found, at(2, "00:19"))]
    assert "01 province" in [f"{p.day:%d} {p.tier}" for p in found_due(found, at(2, "00:20"))]


def found_due(found: Chain, now: datetime) -> list:
    return periods_due(found, now, set())


@pytest.mark.parametrize(
    ("now", "late", "reopened_until", "state"),
    [
        ("16:00", None, None, State.OPEN),
        ("16:00", 0, None, State.CONFIRMED),
        ("17:00", 0, None, State.ON_TIME),
        ("17:00", None, None, State.SILENT),
        ("17:10", 9, None, State.LATE),
        ("19:00", None, "20:00", State.REOPENED),
        ("19:00", 0, "20:00", State.REOPENED),
        ("20:00", 0, "20:00", State.ON_TIME),
        ("20:00", None, "20:00", State.SILENT),
        ("20:00", 9, "20:00", State.LATE),
    ],
)
def test_how_a_report_stands(now, late, reopened_until, state) -> None:
    until = at(7, reopened_until) if reopened_until else None
    found = state_of(now=at(7, now), closes=at(7, "17:00"), late_minutes=late, reopened_until=until)
    assert found is state


@given(st.integers(-3_000, 30_000), st.integers(0, 30))
def test_closing_once_leaves_nothing_due_and_nothing_is_skipped(minutes, grace) -> None:
    now = at(1, "00:00") + timedelta(minutes=minutes)
    hours = Hours(HOURS.at, timedelta(minutes=grace))
    found = chain(hours=lambda _: hours)
    first = periods_due(found, now, set())
    done = {(p.day, p.tier) for p in first}
    assert periods_due(found, now, done) == []
    # Stopped anywhere between, the rest is due afterwards, in the same order.
    half = {(p.day, p.tier) for p in first[: len(first) // 2]}
    assert periods_due(found, now, half) == first[len(first) // 2 :]
    assert [p.closes for p in first] == sorted(p.closes for p in first)
