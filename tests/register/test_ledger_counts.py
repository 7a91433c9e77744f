"""Counting: whatever happens to the entries, the figures add up; gaps and doubles are told."""

from __future__ import annotations

import random

import pytest

from sohotich.domain.workflow import ACTIONS, STAGES, TRANSITIONS
from sohotich.register.books.draft import Run
from sohotich.register.ledger.entries import entries_open, entry_add
from sohotich.register.ledger.errors import EntryError
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import (
    closing,
    counts,
    counts_by_book,
    doubles,
    gaps,
    line_of_boxes,
    workers,
)
from sohotich.register.ledger.services import move

pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone(person):
    return person("all", "chu_tich", "cong_chuc_ho_tich")


@pytest.mark.parametrize("seed", range(6))
def test_figures_add_up_after_any_walk(make_book, everyone, seed) -> None:
    chance = random.Random(seed)
    book = make_book(9)
    entries = list(Entry.objects.filter(book=book))
    made = 0
    for _ in range(60):
        entry = chance.choice(entries)
        possible = [name for name in ACTIONS if (entry.state, name) in TRANSITIONS]
        if not possible:
            continue
        move(actor=everyone, entry=entry, action=chance.choice(possible), reason="thử")
        made += 1
    figures = counts(book=book)
    stages = figures.stages
    assert stages.numbers == 9
    assert sum(figures.by_state.values()) == 9
    reached = [stages[name] for name in STAGES]
    assert reached == sorted(reached, reverse=True), "no stage exceeds the one before it"
    assert LedgerEvent.objects.count() == made
    for entry in entries:
        last = LedgerEvent.objects.filter(entry=entry).order_by("at", "key").last()
        assert entry.state == (last.to_state if last else "expected")
    assert counts_by_book([book.key])[book.key] == figures
    assert counts(units=["09508"]) == figures
    assert counts(units=["09505"]).stages.numbers == 0


def test_gaps_name_what_is_not_explained(make_book, officer) -> None:
    book = make_book(6)
    for number in (1, 2, 5):
        move(actor=officer, entry=book.entries.get(number=number), action="attach_image")
    move(
        actor=officer,
        entry=book.entries.get(number=3),
        action="declare_missing",
        reason="tờ 3 bị rách",
    )
    entries_open(actor=officer, book=book, year=1998, first=8, last=8)
    assert gaps(book=book) == [
        {"book": book.label, "year": 1998, "number": 4, "kind": "no_image"},
        {"book": book.label, "year": 1998, "number": 7, "kind": "no_entry"},
    ]
    assert gaps(units=["09508"]) == gaps(book=book)
    assert gaps(units=["09505"]) == []


def test_numbers_restart_with_the_year_and_bis_and_doubles_are_told(make_book, officer) -> None:
    book = make_book(0, year_to=1999, runs=(Run(1998, 1, 3), Run(1999, 1, 2)))
    assert [entry.label for entry in book.entries.all()] == [
        "1/1998",
        "2/1998",
        "3/1998",
        "1/1999",
        "2/1999",
    ]
    bis = entry_add(actor=officer, book=book, year=1998, number=2, suffix=" Bis ")
    again = entry_add(actor=officer, book=book, year=1999, number=1)
    assert (bis.label, again.label) == ("2bis/1998", "1/1999 (2)")
    assert entry_add(actor=officer, book=book, year=1999, number=1, twin=2) == again
    assert doubles(book=book) == [
        {"book": book.label, "year": 1999, "number": 1, "suffix": "", "times": 2}
    ]
    boxes = line_of_boxes(book)
    assert [box.label for box in boxes if box.doubled] == ["1/1999", "1/1999 (2)"]
    assert gaps(book=book) == []


def test_opening_again_opens_nothing_twice(make_book, officer) -> None:
    book = make_book(5)
    assert entries_open(actor=officer, book=book, year=1998, first=1, last=7) == 2
    assert entries_open(actor=officer, book=book, year=1998, first=1, last=7) == 0


@pytest.mark.parametrize(
    ("year", "first", "last"), [(1997, 1, 3), (1998, 0, 3), (1998, 4, 3), (1998, 1, 100_000)]
)
def test_impossible_numbers_are_refused(make_book, officer, year, first, last) -> None:
    with pytest.raises(EntryError):
        entries_open(actor=officer, book=make_book(0), year=year, first=first, last=last)


def test_the_closing_count_is_held_against_the_ledger(make_book, officer) -> None:
    book = make_book(5, declared_count=4)
    assert not closing(book).agrees
    move(actor=officer, entry=book.entries.get(number=5), action="cancel", reason="gạch bỏ")
    assert closing(book).agrees
    move(actor=officer, entry=book.entries.get(number=1), action="declare_missing", reason="mất tờ")
    assert closing(book).agrees, "a page that was lost was still counted when the book was closed"


def test_who_worked_is_told_with_how_much(make_book, officer, everyone) -> None:
    book = make_book(3)
    for entry in book.entries.all():
        move(actor=officer, entry=entry, action="attach_image")
    move(actor=everyone, entry=book.entries.get(number=1), action="key_first")
    assert counted(book) == [
        (officer.name, {"attach_image": 3}),
        (everyone.name, {"key_first": 1}),
    ]


def counted(book) -> list[tuple[str, dict[str, int]]]:
    return [
        (worker.name, {action: len(entries) for action, entries in worker.entries.items()})
        for worker in workers(book)
    ]


def test_a_registration_keyed_again_is_counted_once(make_book, officer, everyone) -> None:
    book = make_book(1)
    entry = book.entries.get(number=1)
    for action in ("attach_image", "key_first", "take_back", "key_first"):
        move(actor=everyone, entry=entry, action=action, reason="mở lại")
    assert counted(book) == [(everyone.name, {"attach_image": 1, "key_first": 1, "take_back": 1})]


@pytest.mark.django_db
def test_figures_cost_the_same_number_of_queries_for_any_size(
    make_book, django_assert_num_queries
) -> None:
    books = [make_book(40, volume=volume) for volume in (3, 4, 5)]
    with django_assert_num_queries(1):
        counts_by_book([book.key for book in books])
    with django_assert_num_queries(1):
        counts()
    with django_assert_num_queries(1):
        line_of_boxes(books[0])
