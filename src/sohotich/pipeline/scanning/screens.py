"""Figures of the scanning screens: what each book still needs, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sohotich.foundation.people.actors import Actor
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.images.models import EntryImage, EntryImageState, Page, PageState
from sohotich.register.images.selectors import PageCounts, doubtful, page_counts
from sohotich.register.ledger.selectors import LedgerCounts, approvals_in_force, counts_by_book

_NO_PAGES: Final = PageCounts(0, 0, 0, 0, 0)
_WAITING_FOR_PERSON: Final = Q(state=PageState.RESCAN) | Q(
    state=PageState.PROCESSED, accepted_at__isnull=True
)


@dataclass(frozen=True)
class BookScan:
    """How far one book is scanned.

    `doubtful`: PDFs that a person must look at; `pressing`: PDFs not made yet.
    """

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
    signed = approvals_in_force().filter(book=OuterRef("pk"))
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
        .annotate(
            doubtful=Count("key", filter=~fine & ~waiting), pressing=Count("key", filter=waiting)
        )
    )
    return {book: (doubtful, pressing) for book, doubtful, pressing in rows}


def doubtful_made(book: Book) -> QuerySet[EntryImage]:
    """Current images that a person must look at, without those still being made; by number."""
    return doubtful(book).exclude(state=EntryImageState.WAITING)


def pages_for_person(actor: Actor) -> QuerySet[Page]:
    """Pages that wait for this person: to be confirmed or scanned again."""
    units = actor.units("scan.confirm")
    pages = Page.objects.filter(_WAITING_FOR_PERSON)
    return pages if units is None else pages.filter(unit_code__in=list(units))


def pages_waiting(actor: Actor) -> int:
    """How many pages wait for this person."""
    return pages_for_person(actor).count()
