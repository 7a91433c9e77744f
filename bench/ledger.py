"""The ledger over the whole province: counting, gaps, one unit, one book.

Target (ledger and province dashboard over 327.822 records): ≤ 100 ms.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bench.homes import attached, temporary_home
from sohotich.foundation.database.keys import new_key

BOOKS, ENTRIES, UNITS = 2_606, 327_822, 121
PER_BOOK = -(-ENTRIES // BOOKS)
STATES = ("scanned", "keyed_once", "agreed", "reviewed", "approved", "exported")
TARGET = "≤ 100 ms"


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (measure, figure, what it is held against)."""
    with temporary_home() as home, attached(home):
        yield from _measured()


def _measured() -> Iterator[tuple[str, str, str]]:
    from sohotich.foundation.database.speaking import BOOK_VIEW, Speaker, speaking
    from sohotich.register.ledger import selectors as ledger

    books = fill()
    unit = books[0].unit_code
    keys = [book.key for book in books[:50]]
    yield "entries", f"{BOOKS * PER_BOOK:,}".replace(",", "."), "327.822"
    # Behind the walls that row-level security puts up, as for the people who ask.
    with speaking(Speaker(new_key(), "", {BOOK_VIEW: None})):
        yield "count the province by stage", best(ledger.counts), TARGET
        yield "gaps of the province", best(ledger.gaps), TARGET
        yield "doubles of the province", best(ledger.doubles), TARGET
        yield "count a page of 50 books", best(lambda: ledger.counts_by_book(keys)), TARGET
        yield "line of boxes of one book", best(lambda: ledger.line_of_boxes(books[0])), TARGET
    with speaking(Speaker(new_key(), "", {BOOK_VIEW: frozenset({unit})})):
        yield "a commune counts itself", best(lambda: ledger.counts(units=[unit])), TARGET
        yield "a commune counts what it sees of the province", best(ledger.counts), TARGET
        yield "gaps of a commune", best(lambda: ledger.gaps(units=[unit])), TARGET


def best(call: Callable[[], Any], times: int = 5) -> str:
    """The shortest of so many times, in milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return f"{min(taken) * 1000:.1f} ms".replace(".", ",")


def fill() -> list[Any]:
    """A campaign half way: in each book the numbers up to some point have been worked on."""
    from sohotich.foundation.database.clock import now
    from sohotich.foundation.database.speaking import EVERYTHING, speaking
    from sohotich.register.books.models import Book

    moment, chance = now(), random.Random(7)
    books = [
        Book(
            label=f"bench/{index}",
            unit_code=f"{9001 + index % UNITS:05d}",
            type_code="KS",
            year_from=1960 + index % 45,
            year_to=1960 + index % 45,
            volume=1 + index // UNITS,
            created_at=moment,
            created_by=new_key(),
        )
        for index in range(BOOKS)
    ]
    with speaking(EVERYTHING):
        Book.objects.bulk_create(books)
        _fill_books(books, chance, moment)
    return books


def _fill_books(books: list[Any], chance: random.Random, moment: datetime) -> None:
    from django.db import connection

    from sohotich.foundation.database.bulk import insert_many
    from sohotich.register.ledger.models import Entry

    for book in books:
        front, year = chance.randint(0, PER_BOOK), book.year_from
        insert_many(
            Entry(book=book, unit_code=book.unit_code, year=year, state_changed_at=moment),
            ("key", "number", "state"),
            (
                (new_key(), number, _state(chance, number, front))
                for number in range(1, PER_BOOK + 1)
            ),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_entry")


def _state(chance: random.Random, number: int, front: int) -> str:
    if number > front or chance.random() < 0.002:
        return "expected"
    return chance.choice(STATES)
