"""What the review, signing and book screens show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from sohotich.domain.rules import Finding
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.review.errors import ReviewError
from sohotich.pipeline.review.four_eyes import reviewable_by
from sohotich.pipeline.review.readiness import DONE_STATES
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible, form_of
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import PageCounts, image_of, page_counts
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import (
    LedgerCounts,
    approvals_in_force,
    counts_by_book,
    history,
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
    """Settled records of the person's units that nobody has reviewed and this person may."""
    units = actor.units("review.do")
    entries = Entry.objects.filter(state="agreed")
    if units is not None:
        entries = entries.filter(unit_code__in=list(units))
    return reviewable_by(actor, entries)


def books_to_sign(actor: Actor) -> list[Book]:
    """Submitted books that wait for this chair."""
    signed = approvals_in_force().values("book_id")
    books = books_visible(actor, permission="book.approve")
    return list(books.filter(submitted_at__isnull=False).exclude(pk__in=signed))


def books_given_back(actor: Actor) -> list[Book]:
    """Books the chair returned or opened again, which wait for this person to submit them anew;
    the newest first.
    """
    books = books_visible(actor, permission="book.submit").exclude(given_back="")
    return list(books.order_by("-given_back_at"))


def books_to_submit(actor: Actor) -> list[Book]:
    """Books with every registration reviewed or explained that nobody has submitted yet; those
    given back are in `books_given_back`.
    """
    entries = Entry.objects.filter(book=OuterRef("pk"))
    return list(
        books_visible(actor, permission="book.submit").filter(
            Exists(entries.filter(state="reviewed")),
            ~Exists(entries.exclude(state__in=DONE_STATES)),
            submitted_at__isnull=True,
            given_back="",
        )
    )


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
    signed = set(approvals_in_force().filter(book_id__in=keys).values_list("book_id", flat=True))
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
        findings=findings_of(
            record.type_code, record.values, record.marks, form_of(entry.book, entry.year)
        ),
        readings=list(Reading.objects.filter(entry=entry).exclude(state=ReadingState.DRAFT)),
        history=list(history(entry)),
    )
