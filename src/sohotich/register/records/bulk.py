"""Whole readings of thousands of registrations at once, from imported rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.record_types import record_type
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import among, insert_many
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.ledger.bulk import Held
from sohotich.register.records.models import Reading, ReadingKind, ReadingState

SLOT = 1
_VARYING = (
    "key", "entry_id", "book_id", "unit_code", "values", "marks", "aids", "before",
)  # fmt: skip


class RowReading(NamedTuple):
    """A row for one entry: JSON texts of values, marks, aids, and of what the row said."""

    entry: Held
    values: str
    marks: str
    aids: str
    before: str


def marked_blank(
    given: Iterable[str], blank: Iterable[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Marks and aids of a row: `given` hold values, `blank` are empty in the book."""
    marks = dict.fromkeys(blank, BLANK_IN_BOOK)
    return marks, dict.fromkeys([*given, *marks], "imported")


@transaction.atomic
def readings_import(*, actor: Actor, type_code: str, rows: Sequence[RowReading]) -> dict[UUID, str]:
    """Store each row as its entry's complete first reading, as `reading_fill` does one by one.

    The caller holds the entries and speaks as the keying service, for other people's readings are
    looked at. Rows that cannot be stored come back, by entry, with the reason;
    a draft that somebody else left behind is kept, superseded.
    """
    for unit in {row.entry.unit for row in rows}:
        ensure(actor, "keying.key", unit)
    refused, left_behind = _in_the_way(actor, [row.entry.key for row in rows])
    Reading.objects.filter(pk__in=left_behind).update(state=ReadingState.SUPERSEDED)
    taken = [row for row in rows if row.entry.key not in refused]
    insert_many(_shared(actor, type_code), _VARYING, map(_stored, taken))
    _audit(actor, taken)
    return refused


def rows_imported(entries: Sequence[UUID]) -> dict[UUID, list[Mapping[str, str]]]:
    """What earlier rows said for these entries, where their reading still counts."""
    found: dict[UUID, list[Mapping[str, str]]] = {}
    earlier = (
        Reading.objects.order_by()
        .filter(among("records_reading.entry_id", entries), kind=ReadingKind.IMPORT)
        .exclude(state=ReadingState.SUPERSEDED)
        .values_list("entry_id", "before")
    )
    for entry, before in earlier:
        found.setdefault(entry, []).append(before.get("row", {}))
    return found


def _in_the_way(actor: Actor, entries: Sequence[UUID]) -> tuple[dict[UUID, str], list[UUID]]:
    refused: dict[UUID, str] = {}
    left_behind = []
    live = Reading.objects.filter(
        among("records_reading.entry_id", entries), slot__in=(1, 2)
    ).exclude(state=ReadingState.SUPERSEDED)
    for reading in live.only("entry_id", "slot", "by", "state", "kind"):
        if reading.slot != SLOT and reading.by == actor.key:
            refused[reading.entry_id] = "anh/chị đã nhập trường hợp này một lần"
        elif reading.slot != SLOT:
            continue
        elif reading.state == ReadingState.COMPLETE:
            refused[reading.entry_id] = "lần nhập một đã xong"
        elif reading.by == actor.key and reading.kind != ReadingKind.IMPORT:
            refused[reading.entry_id] = "anh/chị đang nhập dở trên màn hình: nhập nốt ở đó"
        else:
            left_behind.append(reading.key)
    return refused, left_behind


def _shared(actor: Actor, type_code: str) -> Reading:
    moment = now()
    return Reading(
        kind=ReadingKind.IMPORT,
        slot=SLOT,
        state=ReadingState.COMPLETE,
        by=actor.key,
        by_name=actor.name,
        started_at=moment,
        completed_at=moment,
        type_code=type_code,
        version=record_type(type_code).default_version,
    )


def _stored(row: RowReading) -> tuple[object, ...]:
    entry = row.entry
    return (new_key(), entry.key, entry.book, entry.unit, *row[1:])


def _audit(actor: Actor, taken: Sequence[RowReading]) -> None:
    by_book: dict[tuple[UUID, str], int] = {}
    for row in taken:
        place = (row.entry.book, row.entry.unit)
        by_book[place] = by_book.get(place, 0) + 1
    for (book, unit), count in by_book.items():
        audit.record(
            actor=actor,
            action="reading.import",
            unit=unit,
            subject="book",
            key=book,
            purpose="keying",
            facts={"readings": count, "slot": SLOT},
        )
