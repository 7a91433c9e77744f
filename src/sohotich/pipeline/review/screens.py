"""What the review screens show beyond the queue: books with their figures, the record page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from PIL import Image

from sohotich.foundation.files.models import Link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.review.errors import ReviewError
from sohotich.pipeline.review.four_eyes import may_review_entry, reviewable_by
from sohotich.pipeline.review.record_rows import RecordRows, record_rows
from sohotich.pipeline.review.selectors import BookRow, ReviewPayload, book_rows, review_payload
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible, form_of
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.selectors import LedgerCounts, counts

# States in which the record page has something to do.
REVIEWABLE = ("agreed", "reviewed")


@dataclass(frozen=True)
class RecordPage:
    """One record beside its image. `images` as the viewer takes them; `next_image` is loaded ahead
    so that the next record stands at once; `doubtful`: somebody must say whether it can be read;
    `own`: the person wrote it, so somebody else marks it.
    """

    payload: ReviewPayload
    rows: RecordRows
    images: Sequence[dict[str, Any]]
    next_image: str
    progress: LedgerCounts
    own: bool

    @property
    def doubtful(self) -> bool:
        image = self.payload.image
        return image is not None and not image.usable

    @property
    def reviewed(self) -> bool:
        return self.payload.entry.state == "reviewed"


def books_to_review(actor: Actor) -> list[BookRow]:
    """Every book where the person reviews, those with waiting records first."""
    rows = book_rows(actor, list(books_visible(actor, permission="review.do")))
    return sorted(rows, key=lambda row: not row.counts.by_state.get("agreed"))


def record_page(*, actor: Actor, entry: Entry) -> RecordPage:
    """A record for review; audited. ReviewError when it is not at this station."""
    if entry.state not in REVIEWABLE:
        raise ReviewError(
            "Trường hợp này không ở khâu soát xét.",
            where=f"Số {entry.label}",
            mend="Xem diễn biến ở trang của trường hợp.",
        )
    payload = review_payload(actor=actor, entry=entry)
    form = form_of(payload.book, entry.year)
    following = _following(actor, entry)
    return RecordPage(
        payload=payload,
        rows=record_rows(payload.record, form, payload.findings, payload.readings),
        images=viewer_images(entry, payload.image),
        next_image=view_address(following.key) if following is not None else "",
        progress=counts(book=payload.book),
        own=not may_review_entry(actor, entry),
    )


def viewer_images(entry: Entry, image: EntryImage | None) -> list[dict[str, Any]]:
    """The entry's picture as the viewer of the front end takes it; none before it is made."""
    if image is None or image.view is None:
        return []
    width, height = _size(image.view)
    return [
        {
            "url": view_address(entry.key),
            "width": width,
            "height": height,
            "label": f"Ảnh số {entry.label}",
        }
    ]


def view_address(entry: UUID) -> str:
    """Where the picture of an entry is served."""
    return reverse("scanning:entry_view", args=[entry])


def _size(link: Link) -> tuple[int, int]:
    # Reads the header alone.
    try:
        with Image.open(blob_path(link.sha256)) as image:
            return image.width, image.height
    except OSError:
        raise ReviewError(
            "Không mở được ảnh của trường hợp.",
            where=link.name,
            mend="Báo người quản trị phục hồi kho tệp từ bản sao lưu.",
        ) from None


def _following(actor: Actor, entry: Entry) -> Entry | None:
    later = (
        Q(year__gt=entry.year)
        | Q(year=entry.year, number__gt=entry.number)
        | Q(year=entry.year, number=entry.number, twin__gt=entry.twin)
    )
    waiting = Entry.objects.filter(later, book_id=entry.book_id, state="agreed")
    found = reviewable_by(actor, waiting).first()
    return found if found is not None and image_of(found) is not None else None


def waiting_in(actor: Actor, book: Book) -> tuple[int, int]:
    """How many of the book's records wait for review: for the person, and for others alone."""
    waiting = Entry.objects.filter(book=book, state="agreed")
    mine = reviewable_by(actor, waiting).count()
    return mine, waiting.count() - mine
