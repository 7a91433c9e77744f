"""The numbers of one book as its screens write them and as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sohotich.domain.naming import NamingError, parse_so
from sohotich.register.books.models import Book
from sohotich.register.images.cuts import Cut
from sohotich.register.ledger.models import Entry


class BookNumbers:
    """Words and entries of one book; the year is written only in a book of several."""

    def __init__(self, book: Book) -> None:
        self._several = book.year_from != book.year_to
        entries = list(Entry.objects.filter(book=book))
        self._years = {entry.key: entry.year for entry in entries}
        self._words = {entry.key: self._short(entry) for entry in entries}
        self._entries = {_bare(self._short(entry)): entry for entry in reversed(entries)}
        self._entries |= {_bare(entry.label): entry for entry in reversed(entries)}

    def _short(self, entry: Entry) -> str:
        year = f"/{entry.year}" if self._several else ""
        twin = f" ({entry.twin})" if entry.twin > 1 else ""
        return f"{entry.number}{entry.suffix}{year}{twin}"

    def words(self, entry: UUID | None) -> str:
        """`70`, `70bis`, `70/1999`; "" for no entry."""
        return self._words.get(entry, "") if entry else ""

    def year(self, entry: UUID) -> int | None:
        """The year of an entry of the book."""
        return self._years.get(entry)

    def find(self, text: str, year: int) -> Entry | None:
        """The entry written so; a bare number in a book of several years is of `year`."""
        written = _bare(text)
        found = self._entries.get(written) or self._entries.get(f"{written}/{year}")
        if found is not None:
            return found
        try:
            wanted = parse_so(text if "/" in text else f"{text}/{year}")
        except NamingError:
            return None
        return self._entries.get(f"{wanted.number}{wanted.suffix.casefold()}/{wanted.year}")

    def on(self, cuts: Iterable[Cut]) -> str:
        """The accepted or given numbers on a page: `70, 71, 72`."""
        named = dict.fromkeys(self.words(cut.entry) for cut in cuts if cut.entry)
        return ", ".join(word for word in named if word)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()
