"""The facts equal a recount in plain Python, whatever happened and in whatever order it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.services import facts_rebuild, facts_refresh
from sohotich.register.books.models import Book
from tests.oversight.facts import histories
from tests.oversight.facts.histories import FIRST, LAST, add, store
from tests.oversight.facts.recount import recount

pytestmark = pytest.mark.django_db
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
often = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def stored() -> dict[tuple[str, str, date, str], tuple[int, ...]]:
    return {
        (f.unit_code, f.type_code, f.day, f.stage): (
            f.today,
            f.so_far,
            f.books_today,
            f.books_so_far,
        )
        for f in DailyFact.objects.all()
    }


@often
@given(drawn=histories.books)
def test_the_facts_equal_a_recount_and_repeating_changes_nothing(campaign, drawn) -> None:
    with transaction.atomic():
        volumes = store(drawn)
        facts_rebuild()
        assert stored() == recount(volumes, DAYS)
        assert facts_rebuild() == facts_refresh() == 0
        transaction.set_rollback(True)


@often
@given(
    drawn=histories.books, later=histories.books, numbers=st.lists(histories.moves(), max_size=3)
)
def test_a_refresh_finds_late_work_on_any_day(campaign, drawn, later, numbers) -> None:
    """Books, numbers and events of former days that came after the figures were computed."""
    with transaction.atomic():
        volumes = store(drawn)
        facts_refresh()
        volumes += store(later, first=20)
        book = Book.objects.order_by("label").first()
        if book is not None:
            added = tuple(add(book, 50 + place, walk) for place, walk in enumerate(numbers))
            [known] = [volume for volume in volumes if volume.label == book.label]
            volumes.remove(known)
            volumes.append(replace(known, numbers=known.numbers + added))
        facts_refresh()
        assert stored() == recount(volumes, DAYS)
        assert facts_rebuild() == 0
        transaction.set_rollback(True)


def test_keys_made_by_the_database_are_of_version_7(campaign) -> None:
    store([("09508", "KS", [()])])
    facts_rebuild()
    keys = [fact.key for fact in DailyFact.objects.all()]
    assert {(key.version, key.variant) for key in keys} == {(7, "specified in RFC 4122")}
    assert len(set(keys)) == len(keys) == len(DAYS) * 9
