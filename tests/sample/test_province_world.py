"""The invented province as it is planned and worked on, before anything is stored."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.domain.workflow import TRANSITIONS, count_stages
from sohotich.sample.world.province.crew import Crew, crew_of
from sohotich.sample.world.province.hours import DAY, HOUR, MINUTE, Shift, later
from sohotich.sample.world.province.inventory import BOOKS, ENTRIES, Holding, holdings
from sohotich.sample.world.province.journey import Journey, journey
from sohotich.sample.world.province.paces import PACES
from sohotich.sample.world.province.sharing import split
from sohotich.sample.world.province.shelf import Volume, shelf

BY_KEY = {pace.key: pace for pace in PACES}
SMALL = Holding("09508", 6, 240, BY_KEY["steady"])
UNTIL = 8 * DAY + 16 * HOUR + 40 * MINUTE


@cache
def books(seed: int) -> tuple[Volume, ...]:
    return shelf(seed, SMALL)


@cache
def done(pace: str, until: int = UNTIL, seed: int = 3) -> Journey:
    holding = Holding("09508", SMALL.books, SMALL.entries, BY_KEY[pace])
    return journey(seed, holding, books(seed), until)


def test_the_province_holds_what_the_plan_says() -> None:
    # Kế hoạch 563/KH-UBND, I.1; 121 communes from 01/01/2025.
    found = holdings(1, 1.0)
    assert len(found) == len({one.unit_code for one in found}) == 121
    assert sum(one.books for one in found) == BOOKS == 2_606
    assert sum(one.entries for one in found) == ENTRIES == 327_822
    assert {one.pace.key for one in found} == set(BY_KEY)


def test_a_smaller_one_has_fewer_communes_of_the_usual_size() -> None:
    found = holdings(1, 0.05)
    assert len(found) == 6
    assert all(800 < one.entries < 10_000 for one in found)
    assert sum(one.entries for one in found) == round(ENTRIES * 0.05)


@given(
    st.integers(0, 10_000),
    st.lists(st.floats(0.01, 100), min_size=1, max_size=40),
    st.integers(0, 3),
)
def test_shares_add_up_and_keep_the_least(more: int, weights: list[float], least: int) -> None:
    total = more + least * len(weights)
    parts = split(total, weights, least)
    assert sum(parts) == total
    assert min(parts) >= least


def test_a_shelf_has_the_commune_s_books_and_numbers() -> None:
    volumes = books(3)
    assert len(volumes) == SMALL.books
    assert sum(len(volume.numbers) for volume in volumes) == SMALL.entries
    assert len({(v.type_code, v.year_from) for v in volumes}) == len(volumes)
    for volume in volumes:
        dates = [number.event.day for number in volume.numbers]
        assert dates == sorted(dates)
        assert {date.year for date in dates} <= set(range(volume.year_from, volume.year_to + 1))
        plain = [(n.year, n.number) for n in volume.numbers if not n.suffix and n.twin == 1]
        assert plain == [(y, n) for y, first, last in volume.runs for n in range(first, last + 1)]
        written = [(n.year, n.number, n.suffix, n.twin) for n in volume.numbers]
        assert len(set(written)) == len(written)


@pytest.mark.parametrize(
    ("moment", "seconds", "then"),
    [
        (8 * HOUR, 600, 8 * HOUR + 600),
        (11 * HOUR + 25 * MINUTE, 600, 13 * HOUR + 35 * MINUTE),
        (12 * HOUR, 0, 13 * HOUR + 30 * MINUTE),
        (3 * DAY + 11 * HOUR, 2 * HOUR, 3 * DAY + 15 * HOUR),
        (14 * HOUR, HOUR, 15 * HOUR),
    ],
)
def test_work_stops_at_noon(moment: int, seconds: int, then: int) -> None:
    assert later(moment, seconds) == then


def test_a_half_day_ends_before_noon_and_no_day_after_the_clock() -> None:
    half = Shift.of(2, 0.5, 15 * DAY)
    assert (half.begins, half.ends) == (DAY + 7.5 * HOUR, DAY + 11.25 * HOUR)
    assert Shift.of(9, 1.0, UNTIL).ends == UNTIL


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(BY_KEY)), st.integers(1, 15), st.sampled_from((3, 4)))
def test_every_step_is_of_the_table_and_after_the_one_before(
    pace: str, days: int, seed: int
) -> None:
    made = done(pace, days * DAY, seed)
    standing = dict.fromkeys(range(SMALL.entries), ("expected", -1))
    for move in made.ledger.moves:
        state, at = standing[move.entry]
        assert move.source == state
        assert TRANSITIONS[state, move.action] == move.target
        assert at < move.at <= days * DAY
        standing[move.entry] = (move.target, move.at)
    assert [state for state, _ in standing.values()] == made.ledger.state


def test_nobody_keys_twice_nor_settles_or_reviews_what_they_wrote() -> None:
    made = done("struggling", 15 * DAY)
    members = made.crew.members
    assert any(read.wrong for read in made.ledger.reads)
    for entry, live in made.ledger.live.items():
        assert len({read.who for read in live}) == len(live), entry
        assert {members[read.who].role for read in live if read.slot} <= {"nguoi_nhap_lieu"}
    by_action = {(move.action, members[move.who].role) for move in made.ledger.moves}
    assert ("review", "cong_chuc_ho_tich") in by_action
    reviewers = {m.who for m in made.ledger.moves if m.action == "review"}
    settlers = {m.who for m in made.ledger.moves if m.action == "settle"}
    assert (reviewers, settlers) == ({Crew.REVIEWER}, {Crew.OFFICER})


def test_communes_differ_as_their_pace_says() -> None:
    share = {}
    for pace in BY_KEY:
        stages = count_stages(Counter(done(pace, 5 * DAY).ledger.state)).stages
        share[pace] = stages["keyed"] / stages["expected"]
    assert share["struggling"] < share["steady"] < share["swift"]
    late = done("late")
    assert min(move.at for move in late.ledger.moves) > 3 * DAY
    silent = done("silent", 15 * DAY)
    keyed = {m.at // DAY for m in silent.ledger.moves if m.action.startswith("key")}
    assert not {day - 1 for day in silent.offs} & keyed
    broken = done("broken", 15 * DAY)
    scanned = {m.at // DAY for m in broken.ledger.moves if m.action == "attach_image"}
    assert not {day - 1 for day in broken.broken} & scanned


def test_keyers_learn() -> None:
    made = done("steady", 15 * DAY)
    pace: dict[int, list[int]] = {}
    for read in made.ledger.reads:
        if read.slot and read.done - read.begun < HOUR:
            pace.setdefault(read.begun // DAY + 1, []).append(read.done - read.begun)
    assert sum(pace[6]) / len(pace[6]) < 0.85 * sum(pace[1]) / len(pace[1])


def test_more_people_come_where_a_commune_falls_behind() -> None:
    crew = crew_of(3, Holding("09508", 20, 2_500, BY_KEY["struggling"]))
    assert len(crew.places("nguoi_nhap_lieu", 6)) == len(crew.places("nguoi_nhap_lieu", 5)) + 2


def test_books_opened_again_are_signed_anew_and_refusals_go_back_to_review() -> None:
    holding = Holding("09508", 40, 900, BY_KEY["struggling"])
    volumes: tuple[Volume, ...] = shelf(1, holding)
    made = [journey(seed, holding, volumes, 15 * DAY).ledger for seed in range(4)]
    revoked = [s for ledger in made for s in ledger.signings if s.revoked_at]
    assert revoked
    for ledger in made:
        for book in range(len(volumes)):
            versions = [s.version for s in ledger.signings if s.book == book]
            assert versions == list(range(1, len(versions) + 1))
            standing = [s for s in ledger.signings if s.book == book and s.revoked_at is None]
            states = {ledger.state[entry] for entry in ledger.entries_of[book]}
            assert bool(standing) == bool(states & {"approved", "exported", "accepted"})
    assert any(move.action == "refuse" for ledger in made for move in ledger.moves)


def test_the_same_seed_does_the_same() -> None:
    again = journey(3, Holding("09508", 6, 240, BY_KEY["steady"]), shelf(3, SMALL), UNTIL)
    assert done("steady").ledger.moves == again.ledger.moves
    assert done("steady").ledger.moves != done("steady", seed=4).ledger.moves
    # What was done does not hang on how far one looks.
    early, late = done("steady", 4 * DAY).ledger, done("steady", 9 * DAY).ledger
    assert sorted(early.moves, key=str) == sorted(
        (move for move in late.moves if move.at <= 4 * DAY), key=str
    )
