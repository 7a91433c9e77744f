"""Reading the figures: sums, series, books, what stands behind a number, who may open it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings

from sohotich.domain.workflow import STAGES as WORKFLOW_STAGES
from sohotich.domain.workflow import TRANSITIONS
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.facts.book_figures import book_figures
from sohotich.oversight.facts.selectors import (
    Count,
    figures,
    figures_summed,
    figures_total,
    records_behind,
    series,
)
from sohotich.oversight.facts.services import facts_rebuild, facts_refresh
from sohotich.oversight.facts.stages import BUILT, FUNNEL, STAGES, rank, states_at
from tests.oversight.facts import histories
from tests.oversight.facts.histories import FIRST, LAST, UNITS, store
from tests.oversight.facts.recount import FUNNEL as COUNTED
from tests.oversight.facts.recount import FURTHEST, HANOI, Move, recount
from tests.oversight.facts.test_rebuild import DAYS, often

pytestmark = pytest.mark.django_db
HERE, THERE = UNITS


def walk(*steps: tuple[int, str]) -> tuple[tuple[Move, str], ...]:
    """(day of January, action) one after the other, an hour apart from eight in the morning."""
    state, made = "expected", []
    for hour, (day, action) in enumerate(steps):
        moment = datetime(2025, 1, day, 8 + hour, tzinfo=HANOI).astimezone(UTC)
        after = TRANSITIONS[state, action]
        made.append((Move(action, after, moment), state))
        state = after
    return tuple(made)


KEYED = ((1, "attach_image"), (2, "key_first"), (3, "key_second_same"))


def test_the_stages_are_those_of_the_ledger() -> None:
    assert FUNNEL == WORKFLOW_STAGES == COUNTED
    assert {state: rank(state) - 1 for state in FURTHEST} == FURTHEST
    assert states_at("keyed") == {s for s, place in FURTHEST.items() if place >= 2}
    assert [s.key for s in STAGES if not s.built] == ["gap_filled", "conviction_cleared"]
    assert len({stage.label for stage in STAGES}) == len(STAGES)


def test_a_figure_falls_when_work_comes_back_and_says_so(campaign) -> None:
    store([(HERE, "KS", [walk(*KEYED, (5, "return_to_keying"), (6, "key_first"))])])
    facts_rebuild()
    agreed = dict.fromkeys(DAYS)
    for day in DAYS:
        found = figures([HERE], day)[HERE]
        agreed[day] = (found.counts["agreed"].today, found.counts["agreed"].so_far)
        returned = found.counts["returned"]
        assert returned == Count(int(day.day == 5), int(day.day == 5)), day
    assert list(agreed.values()) == [(0, 0), (0, 0), (1, 1), (0, 1), (-1, 0), (0, 0), (0, 0)]
    assert series([HERE], "agreed") == [(day, *found) for day, found in agreed.items()]


def test_a_book_is_done_when_its_countable_numbers_are(campaign) -> None:
    store(
        [
            (HERE, "KS", [walk(*KEYED), walk((4, "declare_missing"))]),
            (HERE, "KS", [walk(*KEYED), walk((1, "attach_image"))]),
            (HERE, "KH", []),
        ]
    )
    facts_rebuild()
    whole = [figures([HERE], day)[HERE].books["agreed"].so_far for day in DAYS]
    assert whole == [0, 0, 0, 1, 1, 1, 1], "as soon as the number without work is explained"
    found = figures([HERE], LAST)[HERE]
    assert found.books["expected"].so_far == 3, "a book whose numbers are not opened yet is known"
    assert found.expected == 3
    assert figures([HERE], FIRST)[HERE].expected == 4


@settings(often, max_examples=15)
@given(drawn=histories.books)
def test_every_way_of_reading_agrees(campaign, person_once, drawn) -> None:
    """Sum, parts, books, series and the registrations behind a figure tell the same."""
    with transaction.atomic():
        wanted = recount(store(drawn), DAYS)
        facts_rebuild()
        day = DAYS[3]
        parts, total = figures(UNITS, day), figures_total(UNITS, day)
        assert figures_summed("", day, list(parts.values())) == total
        coarse = figures(UNITS, day, by_type=False)
        assert coarse == {unit: replace(found, by_type={}) for unit, found in parts.items()}
        kh = figures(UNITS, day, type_code="KH")
        assert figures_summed("", day, list(kh.values())) == figures_total(
            UNITS, day, type_code="KH"
        )
        for stage in BUILT:
            mine = [row for (_, _, d, s), row in wanted.items() if (d, s) == (day, stage)]
            summed = [sum(column) for column in zip(*mine, strict=True)] or [0, 0, 0, 0]
            assert total.counts[stage] == Count(*summed[:2])
            assert total.books[stage] == Count(*summed[2:])
            assert {d: (a, b) for d, a, b in series(UNITS, stage)}[day] == tuple(summed[:2])
            by_book = [one.counts[stage] for unit in UNITS for one in book_figures(unit, day)]
            assert sum(one.so_far for one in by_book) == summed[1]
            assert sum(one.today for one in by_book) == summed[0]
            _opens(person_once, stage, day, parts)
        transaction.set_rollback(True)


def _opens(actor, stage, day, parts) -> None:
    for unit in UNITS:
        asked = {"unit": unit, "type_code": None, "stage": stage, "day": day}
        behind = records_behind(actor, **asked, only_that_day=False)
        assert behind.count() == parts[unit].counts[stage].so_far
        moved = records_behind(actor, **asked, only_that_day=True)
        if stage == "returned":
            assert moved.count() <= parts[unit].counts[stage].today
        else:
            there = states_at(stage)
            net = sum(1 if entry.stood_at in there else -1 for entry in moved)
            assert net == parts[unit].counts[stage].today


@pytest.fixture
def person_once(person):
    return person("phong", "so_tu_phap", unit="27")


def test_a_day_not_computed_yet_stands_still(campaign) -> None:
    store([(HERE, "KS", [walk(*KEYED)])])
    facts_rebuild()
    later = LAST + timedelta(days=3)
    assert figures([HERE], later)[HERE].counts["agreed"] == Count(0, 1)
    assert book_figures(HERE, later)[0].counts["agreed"] == Count(0, 1)
    before = FIRST - timedelta(days=1)
    assert figures_total([HERE], before).counts["agreed"] == Count(0, 0)
    assert figures([HERE], LAST, type_code="KH")[HERE].expected == 0
    assert series([HERE], "agreed", type_code="KH")[-1] == (LAST, 0, 0)


def test_nobody_opens_what_another_commune_did(campaign, person) -> None:
    officer = person("lan", "cong_chuc_ho_tich", unit=HERE)
    asked = {"type_code": "KS", "stage": "expected", "day": date(2025, 1, 3)}
    store([(HERE, "KS", [()]), (HERE, "KH", [()]), (THERE, "KS", [()])])
    assert records_behind(officer, unit=HERE, **asked, only_that_day=False).count() == 1
    for actor in (officer, person("theo.doi", "theo_doi", unit="27")):
        with pytest.raises(Forbidden):
            records_behind(actor, unit=THERE, **asked, only_that_day=False)


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_today_are_those_of_the_ledger(campaign, person, seed) -> None:
    """Work done by the ledger's own door, not written into it."""
    from sohotich.domain.workflow import ACTIONS
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.selectors import counts
    from sohotich.register.ledger.services import move

    chance = random.Random(seed)
    everyone = person("all", "chu_tich", "cong_chuc_ho_tich", unit=HERE)
    store([(HERE, "KS", [()] * 6), (HERE, "KH", [()] * 3)])
    entries = list(Entry.objects.all())
    for _ in range(50):
        entry = chance.choice(entries)
        possible = [name for name in ACTIONS if (entry.state, name) in TRANSITIONS]
        if possible:
            move(actor=everyone, entry=entry, action=chance.choice(possible), reason="thử")
    facts_refresh()
    stood = counts(units=[HERE]).stages
    found = figures_total([HERE], LAST).counts
    assert {stage: found[stage].so_far for stage in FUNNEL} == dict(stood.stages)
    assert found["returned"].so_far == sum(entry.returned for entry in entries)
