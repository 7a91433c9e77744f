"""How the office that kept a book was called while it was written."""

from __future__ import annotations

from datetime import date

from sohotich.domain.places import OfficeThen, PlaceError, offices_then
from sohotich.domain.text import DateError, PartialDate
from sohotich.foundation.database.clock import campaign_today
from sohotich.register.books.models import Book


def offices_proposed(book: Book) -> tuple[OfficeThen, ...]:
    """The names of `noiDangKy` that may stand in the book, in the order of time; () where unknown.

    From the days on its cover, or else from its years. A proposal: the book itself decides.
    """
    first = _day(book.opened_on, date(book.year_from, 1, 1), earliest=True)
    last = _day(book.closed_on, date(book.year_to, 12, 31), earliest=False)
    if last < first:
        first, last = date(book.year_from, 1, 1), date(book.year_to, 12, 31)
    try:
        return offices_then(book.unit_code, campaign_today(), first, last)
    except PlaceError:
        return ()


def _day(text: str, otherwise: date, *, earliest: bool) -> date:
    try:
        written = PartialDate.from_text(text)
    except DateError:
        return otherwise
    return written.earliest() if earliest else written.latest()
