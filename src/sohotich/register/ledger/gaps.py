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
    """Two probes of an index per book and year: the furthest number with an image, and what waits
    before it. The conditions are those of the partial indexes, or the probes become scans.
    """
    scope, given = "", list[Any]()
    if book is not None:
        scope, given = "WHERE b.key = %s", [book.key]
    elif units is not None:
        scope, given = "WHERE b.unit_code = ANY(%s)", [list(units)]
    # OFFSET 0 keeps the planner from turning the probes into a join of everything.
    query = f"""
        WITH reached AS MATERIALIZED (
            SELECT b.key AS book_id, y.year,
                (SELECT max(number) FROM ledger_entry WHERE book_id = b.key AND year = y.year
                 AND NOT state IN ('expected', 'missing', 'cancelled')) AS number
            FROM books_book b
            CROSS JOIN LATERAL generate_series(b.year_from::int, b.year_to::int) y(year) {scope})
        SELECT r.book_id, r.year, e.number
        FROM reached r
        CROSS JOIN LATERAL (
            SELECT number FROM ledger_entry
            WHERE book_id = r.book_id AND year = r.year AND number < r.number
              AND state = 'expected' OFFSET 0) e
    """  # noqa: S608  (no value of anybody's in it)
    with connection.cursor() as cursor:
        cursor.execute(query, given)
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
