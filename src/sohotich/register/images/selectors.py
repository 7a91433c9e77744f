"""Questions about pages and images."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sohotich.register.books.models import Book
from sohotich.register.images.models import EntryImage, EntryImageState, Page, PageState
from sohotich.register.ledger.models import Entry


@dataclass(frozen=True)
class PageCounts:
    """Pages of a book: in all, waiting for processing, for a person, to be scanned again, done."""

    pages: int
    new: int
    to_confirm: int
    rescan: int
    accepted: int


def pages_of(book: Book) -> QuerySet[Page]:
    """The book's pages in their order."""
    return Page.objects.filter(book=book).order_by("order", "key")


def page_counts(book_keys: Iterable[UUID]) -> dict[UUID, PageCounts]:
    """The counts of many books in one query; books without pages are left out."""
    waiting = Q(accepted_at__isnull=True)
    rows = (
        Page.objects.order_by()
        .filter(book_id__in=list(book_keys))
        .values("book_id")
        .annotate(
            pages=Count("*"),
            new=Count("key", filter=Q(state=PageState.NEW)),
            to_confirm=Count("key", filter=waiting & Q(state=PageState.PROCESSED)),
            rescan=Count("key", filter=Q(state=PageState.RESCAN)),
            accepted=Count("key", filter=~waiting),
        )
    )
    return {
        row["book_id"]: PageCounts(
            row["pages"], row["new"], row["to_confirm"], row["rescan"], row["accepted"]
        )
        for row in rows
    }


def image_of(entry: Entry) -> EntryImage | None:
    """The entry's current image."""
    return (
        EntryImage.objects.filter(entry=entry, current=True).select_related("pdf", "view").first()
    )


def images_of(book: Book) -> dict[UUID, EntryImage]:
    """The current image of every entry of the book, by entry."""
    images = EntryImage.objects.filter(book=book, current=True).select_related("pdf", "view")
    return {image.entry_id: image for image in images}


def doubtful(book: Book) -> QuerySet[EntryImage]:
    """Current images that a person must still look at, or that could not be made."""
    fine = Q(state=EntryImageState.MADE) & (Q(verdict="ok") | Q(cleared_at__isnull=False))
    return (
        EntryImage.objects.filter(book=book, current=True)
        .exclude(fine)
        .select_related("entry")
        .order_by("entry__year", "entry__number", "entry__suffix", "entry__twin")
    )


def waiting_images(book: Book) -> QuerySet[EntryImage]:
    """Images whose PDF is to be made, in the order of their numbers."""
    return EntryImage.objects.filter(
        book=book, current=True, state=EntryImageState.WAITING
    ).order_by("entry__year", "entry__number", "entry__suffix", "entry__twin")
