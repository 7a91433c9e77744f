"""One book on its way through the stations; every step goes on from where the ledger stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sohotich.register.ledger.models import Entry
from sohotich.sample.load.inventory import cancelled_tell, odd_numbers_explain
from sohotich.sample.load.keyers import book_key
from sohotich.sample.load.scans import pages_bring, pdfs_bring, sheet_confirm
from sohotich.sample.load.stations import (
    disputes_settle,
    one_return,
    records_review,
    stage_reach,
)
from sohotich.sample.load.work import Work

Step = Callable[[Work], None]
_SCANNED: Final[tuple[Step, ...]] = (odd_numbers_explain, pages_bring)
_CONFIRMED: Final[tuple[Step, ...]] = (
    sheet_confirm,
    pdfs_bring,
    cancelled_tell,
    book_key,
    disputes_settle,
    records_review,
    one_return,
    stage_reach,
)


def book_bring(work: Work) -> None:
    """Bring the book to where its plan says; run again after a stop, it goes on.

    Raises Stopped between two small steps; UserError where somebody works on the book meanwhile.
    """
    if not work.plan.drawn or Entry.objects.filter(book=work.book, returned=True).exists():
        # What was sent back is keyed by whoever tries the system, not here.
        return
    for step in _SCANNED + (_CONFIRMED if work.plan.confirmed else ()):
        work.go_on()
        step(work)
