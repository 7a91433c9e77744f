"""Numbers of a book that need an explanation: those that lack, and those that come twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Max, Min, QuerySet

from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry

# No image and no reading yet.
UNTOUCHED = ("expected", "missing", "cancelled")


def scoped(*, book: Book | None = None, units: Iterable[str] | None = None) -> QuerySet[Entry]:
    """Entries of one book, of some units, or (both None) of the province; unordered."""
    entries = Entry.objects.order_by()
    if book is not None:
        entries = entries.filter(book=book)
    if units is not None:
        entries = entries.filter(unit_code__in=list(units))
    return entries


def gaps(*, book: Book | None = None, units: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Numbers that need an explanation, in order of book, year, number.

    `kind` is `no_entry` (inside the run, but never opened) or `no_image` (still unscanned while a
    later number of the same year has its image). Declared missing and cancelled ones are explained.
    """
    entries = scoped(book=book, units=units)
    return _explained([*_never_opened(entries), *_unscanned(book, units)])


def _never_opened(entries: QuerySet[Entry]) -> list[tuple[UUID, int, int, str]]:
    broken = (
        entries.filter(suffix="", twin=1)
        .values("book_id", "year")
        .annotate(length=Max("number") - Min("number") + 1, there=Count("*"))
        .exclude(length=F("there"))
        .values_list("book_id", "year")
    )
    found = []
    for book_key, year in broken:
        present = set(
            Entry.objects.filter(book_id=book_key, year=year).values_list("number", flat=True)
        )
        inside = range(min(present), max(present) + 1)
        found += [(book_key, year, n, "no_entry") for n in inside if n not in present]
    return found


def _unscanned(book: Book | None, units: Iterable[str] | None) -> list[tuple[UUID, int, int, str]]:
    """Both sides of the join read the index of book, state, year and number alone."""
    scope, given = "", list[Any]()
    if book is not None:
        scope, given = "AND book_id = %s", [book.key]
    elif units is not None:
        scope = "AND book_id IN (SELECT key FROM books_book WHERE unit_code = ANY(%s))"
        given = [list(units)]
    query = f"""
        SELECT e.book_id, e.year, e.number
        FROM ledger_entry e
        JOIN (SELECT book_id, year, max(number) AS reached FROM ledger_entry
              WHERE state <> ALL(%s) {scope} GROUP BY book_id, year) r
          ON r.book_id = e.book_id AND r.year = e.year AND e.number < r.reached
        WHERE e.state = 'expected'
    """  # noqa: S608  (no value of anybody's in it)
    with connection.cursor() as cursor:
        cursor.execute(query, [list(UNTOUCHED), *given])
        return [(b, y, n, "no_image") for b, y, n in cursor.fetchall()]


def _explained(rows: list[tuple[UUID, int, int, str]]) -> list[dict[str, Any]]:
    labels = dict(Book.objects.filter(pk__in={row[0] for row in rows}).values_list("key", "label"))
    return [
        {"book": labels[book], "year": year, "number": number, "kind": kind}
        for book, year, number, kind in sorted(
            rows, key=lambda row: (labels[row[0]], row[1], row[2])
        )
    ]


def doubles(
    *, book: Book | None = None, units: Iterable[str] | None = None
) -> list[dict[str, Any]]:
    """Numbers that a book uses more than once: book, year, number, suffix, how often."""
    rows = (
        scoped(book=book, units=units)
        .filter(twin__gt=1)
        .values("book__label", "year", "number", "suffix")
        .annotate(times=Max("twin"))
        .order_by("book__label", "year", "number", "suffix")
    )
    return [
        {
            "book": row["book__label"],
            "year": row["year"],
            "number": row["number"],
            "suffix": row["suffix"],
            "times": row["times"],
        }
        for row in rows
    ]
