"""Where an imported row belongs: its book by `quyenSo`, its entry by `so`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from uuid import UUID

from django.db.models import Count

from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.queues import FIRST, STATE_OF
from sohotich.pipeline.keying.workbook_rows import ReadyRow, Volume
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible, form_of
from sohotich.register.ledger.models import Entry
from sohotich.register.records.bulk import marked_blank

Number = tuple[int, int, str]


class Places:
    """The books a person keys in, or the one they named, by volume and years.

    `taken`: the entries that rows of this run went to.
    """

    def __init__(self, actor: Actor, type_code: str, book: Book | None) -> None:
        self.type_code = book.type_code if book is not None else type_code
        self.taken: set[UUID] = set()
        own = books_visible(actor, permission="keying.key", type_code=type_code)
        self._books: dict[Volume, list[Book]] = defaultdict(list)
        for one in [book] if book is not None else own:
            self._books[one.volume, one.year_from, one.year_to].append(one)

    def waiting(self, books: Collection[UUID]) -> dict[UUID, int]:
        """How many numbers of each book have an image and wait for their first reading."""
        rows = Entry.objects.order_by().filter(book_id__in=list(books), state=STATE_OF[FIRST])
        return dict(rows.values_list("book_id").annotate(Count("key")))

    def book_of(self, named_volume: Volume) -> Book | str:
        """The book of that volume, or why there is none."""
        found = self._books.get(named_volume, [])
        if len(found) == 1:
            return found[0]
        volume, first, last = named_volume
        named = f"{volume:02d}/{first}" if first == last else f"{volume:02d}/{first}-{last}"
        if not found:
            return f"Chưa có sổ quyển số {named} trong danh mục sổ."
        labels = ", ".join(book.label for book in found)
        return f"Có nhiều sổ quyển số {named} ({labels}): chỉ rõ sổ."


def entries_of(books: Iterable[Book]) -> dict[UUID, dict[Number, list[UUID]]]:
    """Every number of these books, as (number, year, suffix), with the entries that bear it."""
    found: dict[UUID, dict[Number, list[UUID]]] = {book.key: {} for book in books}
    rows = Entry.objects.order_by().filter(book_id__in=list(found))
    named = rows.values_list("key", "book_id", "number", "year", "suffix")
    for key, book, number, year, suffix in named:
        found[book].setdefault((number, year, suffix), []).append(key)
    return found


class Forms:
    """Marks and aids of rows, as JSON texts: few patterns of filled cells serve a province."""

    def __init__(self) -> None:
        self._asked: dict[tuple[UUID, int, frozenset[str]], tuple[str, ...]] = {}

    def texts(self, book: Book, row: ReadyRow, columns: Collection[str]) -> tuple[str, str]:
        """A line of the book's form that the row leaves empty is blank in the book; one the
        template has no column for was not asked, so its emptiness says nothing.
        """
        year = row.number[1]
        place = (book.key, year, frozenset(columns))
        if place not in self._asked:
            asked = (key for key in form_of(book, year).shown if key in columns)
            self._asked[place] = tuple(asked)
        return _texts(self._asked[place], row.given, row.kept)


@lru_cache(maxsize=4096)
def _texts(
    asked: tuple[str, ...], given: tuple[str, ...], kept: tuple[str, ...]
) -> tuple[str, str]:
    filled = set(given)
    marks, aids = marked_blank(kept, [key for key in asked if key not in filled])
    return json.dumps(marks), json.dumps(aids)
