"""The scanner's part: pages drawn, taken in, processed, confirmed at the contact sheet, pressed."""

from __future__ import annotations

import io
from functools import partial

from sohotich.foundation.jobs.processes import map_in_processes
from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
from sohotich.pipeline.scanning.services import (
    cut_change,
    image_clear,
    image_receive,
    number_set,
    propose,
    sheet_accept,
    sheet_accept_certain,
)
from sohotich.register.images.models import Page, PageState
from sohotich.register.images.selectors import doubtful, pages_of
from sohotich.register.ledger.models import Entry
from sohotich.sample.load.work import Number, Work, number_of
from sohotich.sample.world import page_file

_BATCH = "scan-1"


def pages_bring(work: Work) -> None:
    """Draw the pages that are not there yet, take them in and have them processed."""
    scanner, book = work.staff.scanner, work.book
    wanted = range(len(work.sample.pages))
    if Page.objects.filter(book=book).count() < len(wanted):
        # Drawn anew they are the same to the byte, so a page that came in before is no second one.
        for name, content in map_in_processes(partial(page_file, work.options), wanted, 1):
            work.go_on()
            image_receive(
                actor=scanner, book=book, name=name, stream=io.BytesIO(content), batch=_BATCH
            )
    pages_process(actor=scanner, book=book, workers=1, progress=work.go_on)


def sheet_confirm(work: Work) -> None:
    """Confirm what is certain at once, the rest page by page with its numbers put right."""
    scanner, book = work.staff.scanner, work.book
    sheet_accept_certain(actor=scanner, book=book)
    open_pages = Page.objects.filter(book=book, accepted_at__isnull=True, state=PageState.PROCESSED)
    for page in open_pages.order_by("order"):
        work.go_on()
        _put_right(work, page)
        sheet_accept(actor=scanner, page=page.key)


def _put_right(work: Work, page: Page) -> None:
    """Leave cuts beyond the page's registrations out, and number those that are off."""
    scanner = work.staff.scanner
    place = [row.key for row in pages_of(work.book)].index(page.key)
    on_page: list[Number] = [(e.year, e.number, e.suffix) for e in work.sample.on_page(place)]
    for index in range(len(on_page), len(page.cuts)):
        cut_change(actor=scanner, page=page.key, index=index, skipped=True)
    for index, wanted in enumerate(on_page[: len(page.cuts)]):
        proposal = propose(work.book)
        key = proposal.entries[page.key][index]
        if key is None or number_of(proposal.numbers[key]) != wanted:
            entry = _entry(work, wanted)
            number_set(actor=scanner, page=page.key, index=index, entry=entry)


def _entry(work: Work, wanted: Number) -> Entry:
    year, number, suffix = wanted
    return Entry.objects.get(book=work.book, year=year, number=number, suffix=suffix, twin=1)


def pdfs_bring(work: Work) -> None:
    """Press every confirmed registration; the officer looks at those the press doubts."""
    pdfs_make(actor=work.staff.scanner, book=work.book, workers=1, progress=work.go_on)
    for image in doubtful(work.book):
        if image.pdf_id is not None:
            image_clear(actor=work.staff.officer, entry=image.entry)
