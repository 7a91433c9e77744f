"""Numbers of a book that need an explanation: those that lack, and those that come twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

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
    groups = list(
        scoped(book=book, units=units)
        .values("book_id", "year")
        .annotate(
            plain=Count("key", filter=Q(suffix="", twin=1)),
            waiting=Count("key", filter=Q(state="expected")),
            top=Max("number"),
            bottom=Min("number"),
            reached=Max("number", filter=~Q(state__in=UNTOUCHED)),
        )
        .values_list("book_id", "year", "plain", "waiting", "bottom", "top", "reached")
    )
    never = [(b, y) for b, y, plain, _, low, top, _ in groups if plain != top - low + 1]
    late = {(b, y): reached for b, y, _, waiting, _, _, reached in groups if reached and waiting}
    return _explained([*_never_opened(never), *_unscanned(late)])


def _never_opened(groups: list[tuple[UUID, int]]) -> list[tuple[UUID, int, int, str]]:
    found = []
    for book_key, year in groups:
        present = set(
            Entry.objects.filter(book_id=book_key, year=year).values_list("number", flat=True)
        )
        inside = range(min(present), max(present) + 1)
        found += [(book_key, year, n, "no_entry") for n in inside if n not in present]
    return found


def _unscanned(reached: Mapping[tuple[UUID, int], int]) -> list[tuple[UUID, int, int, str]]:
    rows = (
        Entry.objects.order_by()
        .filter(book_id__in={book for book, _ in reached}, state="expected")
        .values_list("book_id", "year", "number")
    )
    return [(b, y, n, "no_image") for b, y, n in rows if n < reached.get((b, y), 0)]


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
