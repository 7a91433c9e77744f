"""Figures of the scanning screens: what each book still needs, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sohotich.domain.naming import NamingError, parse_so
from sohotich.foundation.people.actors import Actor
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.images.cuts import Cut
from sohotich.register.images.models import EntryImage, EntryImageState, Page, PageState
from sohotich.register.images.selectors import PageCounts, page_counts
from sohotich.register.ledger.models import BookApproval, Entry
from sohotich.register.ledger.selectors import LedgerCounts, counts_by_book

_NO_PAGES: Final = PageCounts(0, 0, 0, 0, 0)
_WAITING_FOR_PERSON: Final = Q(state=PageState.RESCAN) | Q(
    state=PageState.PROCESSED, accepted_at__isnull=True
)


@dataclass(frozen=True)
class BookScan:
    """How far one book is scanned; `doubtful`: PDFs a person must look at, `pressing`: not yet made."""

    book: Book
    pages: PageCounts
    ledger: LedgerCounts
    doubtful: int
    pressing: int

    @property
    def without_image(self) -> int:
        """Numbers that no image belongs to yet and that are not explained as missing."""
        return self.ledger.by_state.get("expected", 0)

    @property
    def with_image(self) -> int:
        return self.ledger["scanned"]

    @property
    def unfinished(self) -> bool:
        """Whether anything of it still waits, for a person or for the machine."""
        pages = self.pages
        waits = pages.new + pages.to_confirm + pages.rescan + self.doubtful + self.pressing
        return bool(waits or self.without_image)


def books_to_scan(actor: Actor) -> list[BookScan]:
    """Unsigned books of the units where the person may scan, those with work left first."""
    signed = BookApproval.objects.filter(book=OuterRef("pk"), revoked_at__isnull=True)
    books = books_visible(actor, permission="scan.upload").filter(~Exists(signed))
    rows = book_scans(list(books))
    return sorted(rows, key=lambda row: not row.unfinished)


def book_scans(books: Sequence[Book]) -> list[BookScan]:
    """The figures of these books, in their order, in three queries."""
    keys = [book.key for book in books]
    pages, ledgers, images = page_counts(keys), counts_by_book(keys), _image_counts(keys)
    return [
        BookScan(
            book, pages.get(book.key, _NO_PAGES), ledgers[book.key], *images.get(book.key, (0, 0))
        )
        for book in books
    ]


def _image_counts(keys: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    fine = Q(state=EntryImageState.MADE) & (Q(verdict="ok") | Q(cleared_at__isnull=False))
    waiting = Q(state=EntryImageState.WAITING)
    rows = (
        EntryImage.objects.order_by()
        .filter(book_id__in=list(keys), current=True)
        .values_list("book_id")
        .annotate(doubtful=Count("*", filter=~fine & ~waiting), pressing=Count("*", filter=waiting))
    )
    return {book: (doubtful, pressing) for book, doubtful, pressing in rows}


def doubtful_made(book: Book) -> QuerySet[EntryImage]:
    """Current images with a doubtful PDF or with none, that no person has cleared; by number."""
    fine = Q(state=EntryImageState.MADE) & (Q(verdict="ok") | Q(cleared_at__isnull=False))
    return (
        EntryImage.objects.filter(book=book, current=True)
        .exclude(fine | Q(state=EntryImageState.WAITING))
        .select_related("entry", "pdf")
        .order_by("entry__year", "entry__number", "entry__suffix", "entry__twin")
    )


def pages_waiting(actor: Actor) -> int:
    """Pages that wait for this person: to be confirmed or scanned again."""
    units = actor.units("scan.confirm")
    pages = Page.objects.filter(_WAITING_FOR_PERSON)
    return pages.count() if units is None else pages.filter(unit_code__in=list(units)).count()


class Numbers:
    """The numbers of one book as its screens write them: the year only in a book of several."""

    def __init__(self, book: Book) -> None:
        self._several = book.year_from != book.year_to
        entries = list(Entry.objects.filter(book=book))
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
