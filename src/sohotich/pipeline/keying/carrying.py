"""What the form is filled with before anything is typed, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sohotich.domain.naming import NamingError, build_quyen_so, build_so
from sohotich.domain.record_types import record_type
from sohotich.foundation.people.actors import Actor
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading
from sohotich.register.records.selectors import own_last_reading, own_values_before
from sohotich.register.records.values import tidy


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


def aids_believed(entry: Entry, reading: Reading) -> dict[str, str]:
    """How the values of a finished reading came: `typed` where its screen said `carried` of what
    nobody offered it beforehand.
    """
    aids: dict[str, str] = dict(reading.aids)
    said = {key for key, aid in aids.items() if aid == "carried"}
    if not said:
        return aids
    offered = set(_offered(entry, reading))
    untrue = {key for key in said if (key, reading.values.get(key, "")) not in offered}
    return aids | dict.fromkeys(untrue, "typed")


def _offered(entry: Entry, reading: Reading) -> Iterator[tuple[str, str]]:
    schema = record_type(reading.type_code)
    for values in own_values_before(reading):
        yield from ((key, values[key]) for key in schema.repeated if key in values)
    for key, value in [*entry.book.defaults.items(), *_numbers(entry).items()]:
        if key in schema.by_key:
            yield key, tidy(schema.code, key, value, "")[0]


def _numbers(entry: Entry) -> dict[str, str]:
    book = entry.book
    try:
        return {
            "so": build_so(entry.number, entry.year, entry.suffix),
            "quyenSo": build_quyen_so(book.volume, book.year_from, book.year_to),
        }
    except NamingError:
        return {}
