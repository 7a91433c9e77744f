"""Where a unit stands against the line, what waits how long, why it is slow: without a database."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.oversight.dashboards.funnel import days_words
from sohotich.oversight.dashboards.headline import headline
from sohotich.oversight.dashboards.pace import Course, Pace, pace_badge
from sohotich.oversight.dashboards.slowest import reasons_of
from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import Forecast, Outcome
from sohotich.oversight.reports.chain import State

ENDS = date(2025, 1, 15)
HALF = Course(length=10, over=5, little=2)


@pytest.mark.parametrize(
    ("expected", "approved", "pace", "behind"),
    [
        (100, 100, Pace.DONE, -5),
        (100, 50, Pace.IN_STEP, 0),
        (100, 49, Pace.BEHIND, 0.1),
        (100, 30, Pace.BEHIND, 2),
        (100, 29, Pace.FAR_BEHIND, 2.1),
        (100, 0, Pace.FAR_BEHIND, 5),
        (0, 0, Pace.NOTHING, 0),
    ],
)
def test_standing_against_the_line(expected, approved, pace, behind):
    found = HALF.standing(expected, approved)
    assert found.pace is pace
    assert found.behind == pytest.approx(behind)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.floats(0, 40))
def test_only_who_has_all_is_done_and_says_100(expected, approved, over):
    found = Course(15, over, 2).standing(expected, min(approved, expected))
    assert (found.pace is Pace.DONE) == (approved >= expected) == (found.percent == 100)
    assert found.behind <= 15


def test_no_two_states_look_alike_in_grey():
    looks = [pace_badge(pace, 2) for pace in Pace]
    assert len({one.icon for one in looks}) == len({one.words for one in looks}) == len(Pace)


@pytest.mark.parametrize(
    ("waiting", "gained", "words"),
    [
        (0, 10, ""),
        (24, 10, "2,4 ngày"),
        (241, 100, "2,5 ngày"),
        (5, 0, "chưa có nhịp"),
        (10_000, 1, "hơn 99 ngày"),
    ],
)
def test_how_many_days_wait(waiting, gained, words):
    assert days_words(waiting, gained) == words


def outlook(outcome: Outcome, finish: int = 0, *, early: int = 0, late: int = 0, **more):
    history = History(100, date(2025, 1, 1), {"approved": (0,) if finish else (100,)})
    days = {
        name: date(2025, 1, day)
        for name, day in {"finish": finish, "early": early, "late": late}.items()
        if day
    }
    forecast = Forecast(history, outcome, "keyed", 5.0, 10.0, **days, **more)
    return SimpleNamespace(forecast=forecast, keyers=3, scanners=(0, 0))


def test_the_last_commune_is_the_unit_s_finish():
    found = headline(
        [
            outlook(Outcome.DATED, 12, early=11, late=14),
            outlook(Outcome.DATED, 16, early=15, late=20),
            outlook(Outcome.DONE),
            outlook(Outcome.UNKNOWN, missing="scanned"),
        ],
        ENDS,
    )
    assert (found.words, found.against, found.late) == ("Dự báo xong 16/01", "chậm 1 ngày", True)
    assert found.between == "15/01–20/01"
    assert (found.unknown, found.needed) == (1, 30)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "Chưa có sổ nào được khai"),
        ([outlook(Outcome.DONE)], "Đã duyệt xong"),
        ([outlook(Outcome.UNKNOWN)], "Chưa tính được ngày xong"),
        ([outlook(Outcome.TOO_FAR)], "Còn hơn 120 ngày với nhịp này"),
        ([outlook(Outcome.DATED, 15, early=15, late=15)], "Dự báo xong 15/01"),
    ],
)
def test_the_headline_says_what_can_be_said(found, words):
    assert headline(found, ENDS).words == words


def tile(outlook=None, **so_far: int):
    counts = {
        stage: SimpleNamespace(so_far=so_far.get(stage, 0))
        for stage in ("expected", "scanned", "keyed", "agreed", "reviewed", "approved",
                      "exported", "accepted")
    }  # fmt: skip
    standing = HALF.standing(so_far["expected"], so_far.get("approved", 0))
    return SimpleNamespace(outlook=outlook, counts=counts, standing=standing)


def said(*states: State):
    return [(date(2025, 1, day), state, None) for day, state in enumerate(states, start=1)]


def test_reasons_begin_with_silence():
    slow = tile(outlook(Outcome.UNKNOWN, 3, missing="keyed"), expected=100, scanned=100)
    words = reasons_of(slow, said(State.ON_TIME, State.SILENT, State.SILENT))
    assert words == (
        "chưa báo cáo 2 ngày liền",
        "chưa nhập liệu trường hợp nào",
        "chờ nhập liệu 100",
        "3 người nhập",
    )


def test_reasons_name_lateness_and_scanners():
    slow = tile(outlook(Outcome.DATED, 20), expected=100, scanned=40, keyed=40, agreed=10)
    words = reasons_of(slow, said(State.LATE, State.ON_TIME))
    assert words[0] == "nộp muộn 1/2 ngày"
    assert words[1] == "2 ngày không ai quét, còn 60"
    assert words[2] == "chờ quét 60"
    stages = ("scanned", "keyed", "agreed", "reviewed", "approved")
    assert reasons_of(tile(expected=100, **dict.fromkeys(stages, 40)), []) == ("chờ quét 60",)
