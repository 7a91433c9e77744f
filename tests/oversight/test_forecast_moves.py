"""Who should send people where: cases whose answer is known, and an exact search beside it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from sohotich.oversight.forecast.history import FLOW, History
from sohotich.oversight.forecast.moves import in_time, propose
from sohotich.oversight.forecast.whatif import (
    KEYER,
    SCANNER,
    Change,
    Rules,
    Unit,
    forecast_with,
    forecasts_with,
    keyers_now,
)

MONDAY = date(2025, 1, 6)
RULES = Rules(date(2025, 1, 20), weekend=1.0)


def unit(
    code: str,
    expected: int,
    people: int,
    *,
    each: int = 50,
    scanned: int = 10_000,
    machines: int = 1,
    district: str = "262",
) -> Unit:
    """Six days at `each` entries a keyer a day; scanned at most so many a day."""
    days = 6
    done = {}
    given = [min(expected, scanned * (day + 1)) for day in range(days)]
    for stage in FLOW:
        pace = scanned if stage == "scanned" else people * each
        done[stage] = tuple(min(pace * (day + 1), given[day]) for day in range(days))
        given = list(done[stage])
    keyers = frozenset(f"{code}.{n}" for n in range(people))
    return Unit(code, district, History(expected, MONDAY, done, (keyers,) * days, (machines,) * 6))


def fewest_heads(units: list[Unit], most: int) -> int | None:
    """Exact: every way of giving each unit more or fewer keyers, the fewest moved in all."""
    best = None
    choices = []
    for one in units:
        people = keyers_now(one.history)
        fine = [
            delta
            for delta in range(-people + 1, most + 1)
            if in_time(forecast_with(one, Change(keyers=delta), RULES), RULES)
        ]
        choices.append(fine)
    for deltas in product(*choices):
        moved = sum(delta for delta in deltas if delta > 0)
        if sum(deltas) <= 0 and (best is None or moved < best):
            best = moved
    return best


def test_nobody_moves_where_all_are_in_time():
    found = propose([unit("1", 900, 3), unit("2", 1_000, 3)], RULES)
    assert found.moves == found.unmet == found.beyond == ()


def test_the_one_late_unit_gets_just_enough_from_the_one_that_has():
    late, easy = unit("1", 1_800, 2), unit("2", 700, 6)
    found = propose([late, easy], RULES)
    assert found.heads == fewest_heads([late, easy], 6)
    assert {(move.giver, move.taker, move.kind) for move in found.moves} == {("2", "1", KEYER)}
    one_less = Change(keyers=found.heads - 1)
    assert not in_time(forecast_with(late, one_less, RULES), RULES)


@pytest.mark.parametrize(
    "sizes",
    [
        [(1_800, 2), (700, 6), (800, 5)],
        [(2_000, 2), (1_900, 3), (500, 7)],
        [(1_500, 2), (1_600, 2), (600, 4)],
    ],
)
def test_as_few_heads_as_an_exact_search_and_all_in_time(sizes):
    units = [unit(str(n), size, people) for n, (size, people) in enumerate(sizes)]
    found = propose(units, RULES)
    assert found.unmet == ()
    assert found.heads == fewest_heads(units, 6)
    after = forecasts_with(units, found.moves, RULES)
    assert all(in_time(one, RULES) for one in after.values())


def test_people_come_from_the_same_district_first():
    late = unit("1", 1_800, 2, district="262")
    far, near = unit("2", 600, 9, district="256"), unit("3", 600, 6, district="262")
    found = propose([late, far, near], RULES)
    assert {move.giver for move in found.moves} == {"3"}


def test_a_unit_held_by_its_scanner_gets_a_scanner():
    late = unit("1", 1_800, 6, scanned=80)
    easy = unit("2", 600, 3, machines=3)
    found = propose([late, easy], RULES)
    assert {(move.kind, move.taker) for move in found.moves} == {(SCANNER, "1")}


def test_where_there_is_too_little_those_that_lack_least_are_served_and_the_rest_is_told():
    small, big = unit("1", 1_500, 2), unit("2", 6_000, 2)
    easy = unit("3", 700, 4)
    found = propose([big, small, easy], RULES)
    assert {move.taker for move in found.moves} == {"1"}
    (unmet,) = found.unmet
    assert (unmet.unit, unmet.helpable) == ("2", True)
    assert unmet.keyers > 0


def test_a_unit_without_a_pace_is_beyond_moves():
    idle = Unit("1", "262", History(500, MONDAY, dict.fromkeys(FLOW, (0,) * 6)))
    found = propose([idle, unit("2", 600, 6)], RULES)
    (beyond,) = found.beyond
    assert (beyond.unit, beyond.holds) == ("1", "scanned")
    assert found.moves == ()


def test_by_the_late_end_of_the_range_more_are_moved():
    units = [unit("1", 1_700, 2), unit("2", 500, 8), unit("3", 500, 8)]
    assert propose(units, RULES, sure=True).heads >= propose(units, RULES).heads
