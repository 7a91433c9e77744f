"""Looking at a book's pages as stamps: one line in the log for a sheet, not one for each stamp."""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.actors import Actor
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


def _key(actor: Actor, book: Book) -> str:
    return f"sheet-read:{actor.key}:{book.key}"
