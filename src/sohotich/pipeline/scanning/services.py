"""The scanner's steps at the contact sheet, and the starting of the work behind it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from sohotich.foundation.jobs.models import Job, JobState
from sohotich.foundation.jobs.selectors import jobs_of
from sohotich.foundation.jobs.services import start
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.scanning.numbering import cut_change, number_set, propose
from sohotich.pipeline.scanning.receive import (
    FileReceived,
    FileRefused,
    FolderReceived,
    folder_receive,
    image_receive,
    page_rescan,
)
from sohotich.pipeline.scanning.sheet import certain_pages
from sohotich.register.books.models import Book
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page, PageState
from sohotich.register.images.services import (
    image_clear,
    page_accept,
    page_cuts_set,
    page_mark,
    page_reopen,
    page_reset,
    pages_accept,
)

__all__ = [
    "FileReceived",
    "FileRefused",
    "FolderReceived",
    "cut_change",
    "folder_receive",
    "image_clear",
    "image_receive",
    "layout_set",
    "number_set",
    "page_cuts_set",
    "page_mark",
    "page_reopen",
    "page_rescan",
    "pdf_start",
    "process_start",
    "propose",
    "sheet_accept",
    "sheet_accept_certain",
]


@transaction.atomic
def sheet_accept(*, actor: Actor, page: UUID, shown: Sequence[UUID | None] | None = None) -> Page:
    """Confirm a page with the numbers proposed for it, and have its PDFs made.

    `shown`: the entries the person saw, one per cut; ImageStateError when they have changed since.
    """
    row = Page.objects.select_related("book").get(pk=page)
    ensure(actor, "scan.confirm", row.unit_code)
    proposal = propose(row.book)
    entries = proposal.entries.get(row.key)
    if entries is None or (shown is not None and list(shown) != list(entries)):
        raise ImageStateError(
            "Số của trang vừa thay đổi.", where=f"Trang {row.order}", mend="Hãy tải lại trang."
        )
    accepted = page_accept(actor=actor, page=page, entries=entries)
    pdf_start(actor=actor, book=row.book)
    return accepted


@transaction.atomic
def sheet_accept_certain(*, actor: Actor, book: Book) -> list[Page]:
    """Confirm every page without a doubt; returns those confirmed. One job makes their PDFs."""
    ensure(actor, "scan.confirm", book.unit_code)
    proposal = propose(book)
    certain = {page.key: proposal.entries[page.key] for page in certain_pages(proposal)}
    accepted = pages_accept(actor=actor, book=book, entries=certain)
    if accepted:
        pdf_start(actor=actor, book=book)
    return accepted


@transaction.atomic
def layout_set(
    *, actor: Actor, page: Page, layout: str, rows: int = 0, following: bool = False
) -> int:
    """Process a page (and with `following` every unconfirmed page after it) by another layout."""
    ensure(actor, "scan.confirm", page.unit_code)
    pages = [page]
    if following:
        pages = list(
            Page.objects.filter(
                book_id=page.book_id, order__gte=page.order, accepted_at__isnull=True
            ).exclude(state=PageState.RESCAN)
        )
    for row in pages:
        page_reset(actor=actor, page=row.key, layout=layout, rows=rows)
    process_start(actor=actor, book=page.book)
    return len(pages)


def process_start(*, actor: Actor, book: Book) -> Job:
    """Have the book's new pages processed; the job already waiting serves."""
    ensure(actor, "scan.upload", book.unit_code)
    return _start(actor, book, "scan.process")


def pdf_start(*, actor: Actor, book: Book) -> Job:
    """Have the PDFs of confirmed entries made; the job already waiting serves."""
    ensure(actor, "scan.confirm", book.unit_code)
    return _start(actor, book, "scan.pdf")


def _start(actor: Actor, book: Book, kind: str) -> Job:
    # A running one may have looked for work already, so only a waiting one is enough.
    waiting = jobs_of("book", book.key, kind).filter(state=JobState.WAITING).first()
    if waiting is not None:
        return waiting
    return start(
        actor=actor,
        kind=kind,
        unit=book.unit_code,
        subject="book",
        subject_key=book.key,
        args={"book": str(book.key)},
    )
