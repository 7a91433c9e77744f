"""When a unit will be done: cases with known answers, and what must hold for any unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.oversight.forecast.flow import Means, run
from sohotich.oversight.forecast.history import FLOW, History
from sohotich.oversight.forecast.hours import USUAL_HOURS, day_share
from sohotich.oversight.forecast.model import Outcome, forecast, pipeline_of
from sohotich.oversight.forecast.pace import skill, strength_of, weekend_share
from sohotich.oversight.forecast.reasons import reasons
from sohotich.oversight.forecast.types import by_type
from sohotich.oversight.forecast.whatif import Change, Rules, Unit, forecast_with

MONDAY = date(2025, 1, 6)
ENDS_ON = date(2025, 1, 24)


def steady(expected: int, days: int, **paces: int) -> History:
    """Every stage at one pace from the first day, each held by the one before it."""
    done: dict[str, tuple[int, ...]] = {}
    given = [expected] * days
    for stage in FLOW:
        pace = paces.get(stage, paces["keyed"])
        done[stage] = tuple(min(pace * (day + 1), given[day]) for day in range(days))
        given = list(done[stage])
    skilled = frozenset({"a", "b"})
    return History(expected, MONDAY, done, (skilled,) * days, (1,) * days)


def dated(history: History, **kwargs):
    return forecast(history, ends_on=ENDS_ON, weekend=1.0, **kwargs)


def test_a_steady_unit_ends_where_its_pace_says():
    # 1.000 entries, 100 a day, four days over: six days of work; signing follows within a day or
    # two, and newcomers have still become a little quicker.
    found = dated(steady(1_000, 4, scanned=300, keyed=100))
    assert found.outcome is Outcome.DATED
    assert found.holds == "keyed"
    assert date(2025, 1, 13) <= found.finish <= date(2025, 1, 16)
    assert found.early <= found.finish <= found.late
    assert found.needed == pytest.approx(600 / 15)


def test_what_is_scanned_caps_the_keyers():
    """Twice the pace of keying brings nothing while nothing more is scanned."""
    history = steady(1_000, 4, scanned=50, keyed=100)
    found = dated(history)
    assert found.holds == "scanned"
    assert found.finish >= date(2025, 1, 25)
    more = run(pipeline_of(history, 1.0), Means(keying=50.0))
    assert more.days == pytest.approx(run(pipeline_of(history, 1.0), Means()).days, abs=0.6)


def test_no_weekend_work_pushes_the_date_over_the_weekend():
    history = steady(1_000, 5, scanned=300, keyed=150)
    worked = forecast(history, ends_on=ENDS_ON, weekend=1.0)
    rested = forecast(history, ends_on=ENDS_ON, weekend=0.0)
    assert (rested.finish - worked.finish).days >= 1
    assert any("Cuối tuần hầu như không làm" in one for one in reasons(rested))


def test_a_chair_who_signs_seldom_makes_the_last_book_wait():
    quick = steady(1_000, 8, scanned=300, keyed=100)
    seldom = dict(quick.done) | {"approved": (0, 0, 0, 0, 0, 0, 0, 600)}
    assert dated(replace(quick, done=seldom)).finish > dated(quick).finish


def test_new_keyers_are_expected_to_become_quicker():
    history = steady(2_000, 3, scanned=900, keyed=100)
    old = replace(
        history,
        done={s: (*([0] * 12), *history.done[s]) for s in FLOW},
        starts_on=date(2024, 12, 25),
        keyers=(frozenset({"a", "b"}),) * 15,
        scanners=(1,) * 15,
    )
    assert strength_of(history, 1.0).keyers[0][0] < strength_of(old, 1.0).keyers[0][0]
    assert dated(history).finish < dated(old).finish
    assert skill(0) < skill(3) < skill(30) <= 1


@pytest.mark.parametrize(
    ("history", "missing", "words"),
    [
        (History(0, MONDAY, {}), "expected", "chưa khai"),
        (History(500, MONDAY, dict.fromkeys(FLOW, (0, 0))), "scanned", "chưa quét trường hợp nào"),
        (
            History(500, MONDAY, {"scanned": (200, 500), "keyed": (0, 0)}),
            "keyed",
            "chưa nhập đủ hai lần trường hợp nào",
        ),
        (
            History(500, MONDAY, {"scanned": (200,) * 30, "keyed": (100,) * 30}),
            "scanned",
            "còn 300 trường hợp",
        ),
    ],
)
def test_no_pace_is_no_date_but_a_reason(history, missing, words):
    found = dated(history)
    assert found.outcome is Outcome.UNKNOWN
    assert (found.finish, found.early, found.late) == (None, None, None)
    assert found.missing == missing
    (reason,) = reasons(found)
    assert reason.startswith("Chưa tính được")
    assert words in reason


def test_a_pace_of_next_to_nothing_says_so_instead_of_a_date_in_years():
    history = steady(100_000, 6, scanned=20_000, keyed=3)
    found = dated(history)
    assert found.outcome is Outcome.TOO_FAR
    assert found.finish is None
    assert any("chưa tính được ngày xong" in one for one in reasons(found))


def test_an_officer_who_stopped_long_ago_holds_the_unit():
    line = tuple(min(40 * (day + 1), 800) for day in range(20))
    seen = (40, *([80] * 19))
    history = History(
        800,
        MONDAY,
        {"scanned": line, "keyed": line, "agreed": line, "reviewed": seen, "approved": seen},
    )
    found = dated(history)
    assert (found.outcome, found.holds) == (Outcome.TOO_FAR, "reviewed")


def test_an_officer_who_keeps_up_with_a_day_between_keeps_up_with_more_keyers():
    """What waits is yesterday's work; nothing shows that more would be too much."""
    history = steady(2_000, 8, scanned=2_000, keyed=100)
    late = dict(history.done) | {
        stage: (0, *history.done[stage][:-1]) for stage in ("reviewed", "approved")
    }
    line = pipeline_of(replace(history, done=late), 1.0)
    assert line.pace["reviewed"].follows
    assert run(line, Means(keying=4.0)).days < 0.6 * run(line, Means()).days


def test_the_reasons_give_the_figures_behind_the_date():
    told = " ".join(reasons(dated(steady(4_000, 4, scanned=1_200, keyed=300))))
    for figure in ("Còn 2.800 trường hợp", "3 ngày gần nhất 300/ngày", "2 người đang nhập"):
        assert figure in told


def test_the_hour_counts_what_is_still_to_come_today():
    assert day_share(time(0, 0)) == 0
    assert day_share(time(23, 59)) == 1
    assert 0.3 < day_share(time(12, 0)) < 0.6
    night = dict.fromkeys((20, 21, 22), 200)
    assert day_share(time(12, 0), night) == 0
    # A handful of pieces of work is no pattern.
    assert day_share(time(12, 0), {20: 3}) == day_share(time(12, 0), USUAL_HOURS | {})
    morning = replace(steady(1_000, 4, scanned=300, keyed=100), day_share=0.4)
    assert dated(morning).finish <= dated(replace(morning, day_share=1.0)).finish


def test_weekends_are_learned_from_units_that_had_one():
    assert weekend_share([], fallback=0.5) == 0.5
    whole = [steady(9_000, 10, scanned=900, keyed=100) for _ in range(30)]
    assert weekend_share(whole, fallback=0.5) > 0.9


@st.composite
def histories(draw) -> History:
    """Any unit: each stage gains at most what the one before has given."""
    expected = draw(st.integers(1, 5_000))
    days = draw(st.integers(1, 18))
    given = [expected] * days
    done = {}
    for stage in FLOW:
        stands, line = 0, []
        for day in range(days):
            stands = min(stands + draw(st.integers(0, 500)), given[day])
            line.append(stands)
        done[stage] = tuple(line)
        given = line
    people = [draw(st.frozensets(st.integers(0, 5), max_size=4)) for _ in range(days)]
    share = draw(st.sampled_from((0.2, 0.7, 1.0)))
    return History(expected, MONDAY, done, tuple(people), (1,) * days, share)


@settings(max_examples=80, deadline=None)
@given(histories(), st.floats(0, 1))
def test_any_unit_is_done_dated_or_told_why_not(history, weekend):
    found = forecast(history, ends_on=ENDS_ON, weekend=weekend)
    assert all(reasons(found))
    if history.remaining == 0:
        assert found.outcome is Outcome.DONE
        assert found.finish == history.today
    if found.outcome is Outcome.DATED:
        assert history.today <= found.early <= found.finish <= found.late
        assert list(found.path) == sorted(found.path)
        assert found.path[-1] == history.expected
    else:
        assert found.outcome is Outcome.DONE or found.finish is None


@settings(max_examples=50, deadline=None)
@given(histories(), st.integers(0, 5), st.integers(1, 5), st.integers(0, 2))
def test_more_people_or_machines_never_finish_later(history, keyers, added, scanners):
    unit, rules = Unit("09508", "262", history), Rules(ENDS_ON)
    fewer = forecast_with(unit, Change(keyers=keyers), rules)
    more = forecast_with(unit, Change(keyers=keyers + added, scanners=scanners), rules)
    assert fewer.outcome is not Outcome.DATED or more.finish <= fewer.finish
    longer = forecast_with(unit, Change(keyers=keyers, hours=1.25, weekend=True), rules)
    assert fewer.outcome is not Outcome.DATED or longer.finish <= fewer.finish


@settings(max_examples=40, deadline=None)
@given(histories(), histories())
def test_types_add_up_to_their_unit(one, other):
    days = min(one.days, other.days)
    types = {"KS": one.until(days), "KH": other.until(days)}
    whole = History(
        one.expected + other.expected,
        MONDAY,
        {
            s: tuple(a + b for a, b in zip(types["KS"].done[s], types["KH"].done[s], strict=True))
            for s in FLOW
        },
        types["KS"].keyers,
        types["KS"].scanners,
    )
    unit = forecast(whole, ends_on=ENDS_ON, weekend=0.5)
    parts = by_type(unit, types)
    assert sum(part.remaining for part in parts) == whole.remaining
    if unit.outcome is Outcome.DATED:
        assert max(part.finish for part in parts) == unit.finish
        assert all(part.early <= part.finish <= part.late for part in parts)
    if unit.outcome is Outcome.UNKNOWN:
        assert all(part.finish is None for part in parts if part.remaining)
