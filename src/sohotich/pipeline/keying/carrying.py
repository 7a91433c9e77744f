"""What the form is filled with before anything is typed, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass

from sohotich.domain.naming import NamingError, build_quyen_so, build_so
from sohotich.domain.record_types import record_type
from sohotich.foundation.people.actors import Actor
from sohotich.register.ledger.models import Entry
from sohotich.register.records.selectors import own_last_reading


@dataclass(frozen=True)
class Carried:
    """A value offered beforehand; `source` is `ledger`, `book` or `before` (own entry)."""

    value: str
    source: str


def carried_values(*, actor: Actor, entry: Entry) -> dict[str, Carried]:
    """Values by field: number and volume from the ledger, the book's defaults, and what the
    same keyer wrote for the entry before. Never anything of the other reading.
    """
    book = entry.book
    schema = record_type(book.type_code)
    found: dict[str, Carried] = {}
    before = own_last_reading(actor=actor, book=book)
    if before is not None and before.entry_id != entry.key:
        found |= {
            key: Carried(before.values[key], "before")
            for key in schema.repeated
            if key in before.values
        }
    found |= {key: Carried(value, "book") for key, value in book.defaults.items()}
    found |= {key: Carried(value, "ledger") for key, value in _numbers(entry).items()}
    return {key: value for key, value in found.items() if key in schema.by_key}


def _numbers(entry: Entry) -> dict[str, str]:
    book = entry.book
    try:
        return {
            "so": build_so(entry.number, entry.year, entry.suffix),
            "quyenSo": build_quyen_so(book.volume, book.year_from, book.year_to),
        }
    except NamingError:
        return {}
