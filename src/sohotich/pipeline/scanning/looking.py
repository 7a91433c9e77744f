"""Looking at a book's pages as stamps: one line in the log for a sheet, not one for each stamp."""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.scanning.models import Pile
from sohotich.register.books.models import Book

# As long as somebody works on one sheet.
_SECONDS: Final = 3_600


def sheet_read(*, actor: Actor, book: Book, **facts: Any) -> None:
    """Write that somebody opened the sheet; its stamps need no further line for a while."""
    cache.set(_key(actor, book), True, _SECONDS)
    record(
        actor=actor,
        action="sheet.read",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts=facts,
    )


def stamp_read(*, actor: Actor, book: Book) -> None:
    """Write that somebody looks at stamps of a book whose sheet they have not opened."""
    if not cache.get(_key(actor, book)):
        sheet_read(actor=actor, book=book, shown="stamps")


def pile_read_by(*, actor: Actor, pile: Pile, **facts: Any) -> None:
    """Write that somebody opened a pile; its stamps need no further line for a while."""
    cache.set(_key(actor, pile), True, _SECONDS)
    record(
        actor=actor,
        action="pile.read",
        unit=pile.unit_code,
        subject="pile",
        key=pile.key,
        facts=facts,
    )


def pile_stamp_read(*, actor: Actor, pile: Pile) -> None:
    """Write that somebody looks at stamps of a pile which they have not opened."""
    if not cache.get(_key(actor, pile)):
        pile_read_by(actor=actor, pile=pile, shown="stamps")


def _key(actor: Actor, seen: Book | Pile) -> str:
    return f"sheet-read:{actor.key}:{seen.key}"
