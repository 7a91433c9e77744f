"""The numbers of one book as its screens write them and as people type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from uuid import UUID

from sohotich.domain.naming import NamingError, parse_so
from sohotich.register.books.models import Book
from sohotich.register.images.cuts import Cut
from sohotich.register.ledger.models import Entry


class BookNumbers:
    """Words and entries of one book; the year is written only in a book of several."""

    def __init__(self, book: Book, entries: Mapping[UUID, Entry] | None = None) -> None:
        """`entries`: those of the book by key, where whoever asks has read them already."""
        self._several = book.year_from != book.year_to
        self._book, self._given = book, entries

    @cached_property
    def _by_key(self) -> Mapping[UUID, Entry]:
        if self._given is not None:
            return self._given
        return {entry.key: entry for entry in Entry.objects.filter(book=self._book)}

    @cached_property
    def _written(self) -> dict[str, Entry]:
        entries = list(self._by_key.values())[::-1]
        written = {_bare(self._short(entry)): entry for entry in entries}
        return written | {_bare(entry.label): entry for entry in entries}

    def _short(self, entry: Entry) -> str:
        year = f"/{entry.year}" if self._several else ""
        twin = f" ({entry.twin})" if entry.twin > 1 else ""
        return f"{entry.number}{entry.suffix}{year}{twin}"

    def words(self, entry: UUID | None) -> str:
        """`70`, `70bis`, `70/1999`; "" for no entry."""
        found = self._by_key.get(entry) if entry else None
        return self._short(found) if found else ""

    def year(self, entry: UUID) -> int | None:
        """The year of an entry of the book."""
        found = self._by_key.get(entry)
        return found.year if found else None

    def find(self, text: str, year: int) -> Entry | None:
        """The entry written so; a bare number in a book of several years is of `year`."""
        written = _bare(text)
        found = self._written.get(written) or self._written.get(f"{written}/{year}")
        if found is not None:
            return found
        try:
            wanted = parse_so(text if "/" in text else f"{text}/{year}")
        except NamingError:
            return None
        return self._written.get(f"{wanted.number}{wanted.suffix.casefold()}/{wanted.year}")

    def on(self, cuts: Iterable[Cut]) -> str:
        """The accepted or given numbers on a page: `70, 71, 72`."""
        named = dict.fromkeys(self.words(cut.entry) for cut in cuts if cut.entry)
        return ", ".join(word for word in named if word)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
