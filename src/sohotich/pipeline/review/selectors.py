"""What the review, signing and book screens show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from sohotich.domain.rules import Finding
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.review.errors import ReviewError
from sohotich.pipeline.review.readiness import Readiness, readiness
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import PageCounts, doubtful, image_of, page_counts
from sohotich.register.ledger.models import BookApproval, Entry, LedgerEvent
from sohotich.register.ledger.selectors import (
    Box,
    Closing,
    LedgerCounts,
    Worker,
    approval_in_force,
    closing,
    counts,
    counts_by_book,
    doubles,
    gaps,
    history,
    line_of_boxes,
    workers,
)
from sohotich.register.records.checking import findings_of
from sohotich.register.records.models import Reading, ReadingState, Record
from sohotich.register.records.selectors import trace_reading


@dataclass(frozen=True)
class BookRow:
    """One line of the list of books. `stage`: open, submitted, signed, transferred."""

    book: Book
    counts: LedgerCounts
    pages: PageCounts | None
    stage: str


@dataclass(frozen=True)
class BookPage:
    """Everything the book page shows, in a number of queries that does not grow with the book."""

    book: Book
    boxes: Sequence[Box]
    doubts: frozenset[UUID]
    counts: LedgerCounts
    pages: PageCounts | None
    closing: Closing
    gaps: Sequence[Mapping[str, object]]
    doubles: Sequence[Mapping[str, object]]
    workers: Sequence[Worker]
    approval: BookApproval | None
    readiness: Readiness
    stage: str


@dataclass(frozen=True)
class ReviewPayload:
    """One record beside its image, with what the rules say and how it came about."""

    entry: Entry
    book: Book
    record: Record
    image: EntryImage | None
    findings: Sequence[Finding]
    readings: Sequence[Reading]
    history: Sequence[LedgerEvent]


def records_waiting(actor: Actor) -> QuerySet[Entry]:
    """Settled records of the person's units that nobody has reviewed."""
    units = actor.units("review.do")
    entries = Entry.objects.filter(state="agreed")
    return entries if units is None else entries.filter(unit_code__in=list(units))


def books_to_sign(actor: Actor) -> list[Book]:
    """Submitted books that wait for this chair."""
    signed = BookApproval.objects.filter(revoked_at__isnull=True).values("book_id")
    books = books_visible(actor, permission="book.approve")
    return list(books.filter(submitted_at__isnull=False).exclude(pk__in=signed))


def returned_to(actor: Actor) -> list[Entry]:
    """What came back to this person's units and waits to be done again, newest first."""
    found = Entry.objects.filter(returned=True).select_related("book")
    units = actor.units("book.view")
    if units is not None:
        found = found.filter(unit_code__in=units)
    return list(found.order_by("-state_changed_at")[:50])


def book_rows(actor: Actor, books: Sequence[Book]) -> list[BookRow]:
    """The lines of a page of books: three queries for any number of them."""
    keys = [book.key for book in books]
    figures, pages = counts_by_book(keys), page_counts(keys)
    signed = set(
        BookApproval.objects.filter(book_id__in=keys, revoked_at__isnull=True).values_list(
            "book_id", flat=True
        )
    )
    return [
        BookRow(
            book,
            figures[book.key],
            pages.get(book.key),
            _stage(book, figures[book.key], book.key in signed),
        )
        for book in books
    ]


def _stage(book: Book, figures: LedgerCounts, signed: bool) -> str:
    if signed:
        gone = figures["exported"] and figures["exported"] == figures["expected"]
        return "transferred" if gone else "signed"
    return "submitted" if book.submitted_at is not None else "open"


def book_page(*, actor: Actor, book: Book) -> BookPage:
    """The book page for somebody of the book's unit."""
    ensure(actor, "book.view", book.unit_code)
    figures, approval = counts(book=book), approval_in_force(book)
    return BookPage(
        book=book,
        boxes=line_of_boxes(book),
        doubts=frozenset(image.entry_id for image in doubtful(book)),
        counts=figures,
        pages=page_counts([book.key]).get(book.key),
        closing=closing(book),
        gaps=gaps(book=book),
        doubles=doubles(book=book),
        workers=workers(book),
        approval=approval,
        readiness=readiness(book),
        stage=_stage(book, figures, approval is not None),
    )


def review_payload(*, actor: Actor, entry: Entry) -> ReviewPayload:
    """A settled record for review; audited. ReviewError for an entry without a record."""
    ensure(actor, "review.do", entry.unit_code)
    trace_reading(actor=actor, entry=entry, purpose="review")
    record = Record.objects.filter(entry=entry).first()
    if record is None:
        raise ReviewError("Trường hợp này chưa có bản ghi thống nhất.", where=f"Số {entry.label}")
    return ReviewPayload(
        entry=entry,
        book=entry.book,
        record=record,
        image=image_of(entry),
        findings=findings_of(record.type_code, record.values, record.marks),
        readings=list(Reading.objects.filter(entry=entry).exclude(state=ReadingState.DRAFT)),
        history=list(history(entry)),
    )
