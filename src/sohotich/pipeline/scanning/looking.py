"""Looking at scans as stamps: one line in the log for a sheet, not one for each stamp."""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.scanning.models import Pile
from sohotich.register.books.models import Book

# As long as somebody works on one sheet.
_SECONDS: Final = 3_600


def stamps_opened(*, actor: Actor, seen: Book | Pile, **facts: Any) -> None:
    """Write that somebody opened the sheet of a book, or a pile; its stamps need no further line
    for a while.
    """
    cache.set(_key(actor, seen), True, _SECONDS)
    pile = isinstance(seen, Pile)
    record(
        actor=actor,
        action="pile.read" if pile else "sheet.read",
        unit=seen.unit_code,
        subject="pile" if pile else "book",
        key=seen.key,
        facts=facts,
    )


def stamp_looked_at(*, actor: Actor, seen: Book | Pile) -> None:
    """Write that somebody looks at stamps of what they have not opened."""
    if not cache.get(_key(actor, seen)):
        stamps_opened(actor=actor, seen=seen, shown="stamps")


def _key(actor: Actor, seen: Book | Pile) -> str:
    return f"sheet-read:{actor.key}:{seen.key}"
