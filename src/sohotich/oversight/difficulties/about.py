"""The book or registration a difficulty is about, found by its label."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sohotich.domain.naming import NamingError, parse_so
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.books.errors import BookError
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import book_for
from sohotich.register.ledger.models import Entry


@dataclass(frozen=True)
class About:
    """`words`: the label people read; keys None where nothing was named."""

    words: str = ""
    book: UUID | None = None
    entry: UUID | None = None


NOTHING = About()


def about_of(actor: Actor, label: str, number: str = "") -> About:
    """What somebody named by a book's label and, if they like, a number (`41/1998`, `41bis/1998`).

    UserError where there is no such thing, or none they may see: both are told alike.
    """
    label, number = label.strip(), number.strip()
    if not label:
        if number:
            raise UserError("Thiếu nhãn sổ.", where="Sổ", mend="Ghi nhãn sổ rồi mới ghi số.")
        return NOTHING
    try:
        book = book_for(actor=actor, reference=label)
    except (BookError, Forbidden):
        mend = "Chép đúng nhãn ở trang của sổ, hoặc để trống."
        raise UserError("Không thấy sổ này.", where="Sổ", mend=mend) from None
    if not number:
        return About(book.label, book.key)
    entry = _entry(book, number)
    return About(f"{book.label} · số {entry.label}", book.key, entry.key)


def _entry(book: Book, number: str) -> Entry:
    mend = "Ghi như 41/1998."
    try:
        wanted = parse_so(number)
    except NamingError as error:
        raise UserError(str(error), where="Số", mend=mend) from error
    found = Entry.objects.filter(
        book=book, year=wanted.year, number=wanted.number, suffix=wanted.suffix
    ).first()
    if found is None:
        raise UserError("Sổ này không có số đó.", where="Số", mend=mend)
    return found
