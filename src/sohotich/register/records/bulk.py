"""Whole readings of thousands of registrations at once, from imported rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.record_types import record_type
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import among, insert_many
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.keys import new_key_text
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


class Imported(NamedTuple):
    """An earlier row's reading that still counts: whose it is, and what the row said."""

    key: UUID
    by: UUID
    said: Mapping[str, str]


@dataclass(frozen=True)
class InTheWay:
    """Of entries about to get a row's reading: why some cannot, and the unfinished readings that
    the others will supersede, by entry.
    """

    refused: dict[UUID, str]
    left_behind: dict[UUID, UUID]


@transaction.atomic
def readings_import(
    *,
    actor: Actor,
    type_code: str,
    rows: Sequence[RowReading],
    superseding: Collection[UUID] = (),
    replaced: int = 0,
) -> None:
    """Store each row as its entry's complete first reading, as `reading_fill` does one by one.

    The caller holds the entries, has asked `in_the_way`, and speaks as the keying service, for
    other people's readings are looked at. Readings of `superseding` are kept, superseded: drafts
    that somebody left behind, and the actor's own rows of which `replaced` come anew. A finished
    reading of anybody else is left as it is, and the database refuses a second beside it.
    """
    for unit in {row.entry.unit for row in rows}:
        ensure(actor, "keying.key", unit)
    own_row = Q(by=actor.key, kind=ReadingKind.IMPORT)
    old = Reading.objects.filter(pk__in=list(superseding))
    old.filter(own_row | Q(state=ReadingState.DRAFT)).update(state=ReadingState.SUPERSEDED)
    insert_many(_shared(actor, type_code), _VARYING, map(_stored, rows))
    _audit(actor, rows, replaced)


def rows_imported(entries: Sequence[UUID]) -> dict[UUID, list[Imported]]:
    """What earlier rows said for these entries, where their reading still counts."""
    found: dict[UUID, list[Imported]] = {}
    earlier = (
        Reading.objects.order_by()
        .filter(among("records_reading.entry_id", entries), kind=ReadingKind.IMPORT)
        .exclude(state=ReadingState.SUPERSEDED)
        .values_list("entry_id", "key", "by", "before")
    )
    for entry, key, by, before in earlier:
        found.setdefault(entry, []).append(Imported(key, by, before.get("row", {})))
    return found


def in_the_way(actor: Actor, entries: Sequence[UUID]) -> InTheWay:
    """What keeps rows from becoming these entries' first readings."""
    refused: dict[UUID, str] = {}
    left_behind = {}
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
            left_behind[reading.entry_id] = reading.key
    return InTheWay(refused, left_behind)


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
    return (new_key_text(), entry.key, entry.book, entry.unit, *row[1:])


def _audit(actor: Actor, taken: Sequence[RowReading], replaced: int) -> None:
    books: dict[UUID, tuple[str, int]] = {}
    for row in taken:
        book = row.entry.book
        books[book] = row.entry.unit, books.get(book, ("", 0))[1] + 1
    anew = {"replaced": replaced} if replaced else {}
    audit.record_many(
        actor=actor,
        action="reading.import",
        subject="book",
        purpose="keying",
        done=(
            (unit, book, {"readings": count, "slot": SLOT, **anew})
            for book, (unit, count) in books.items()
        ),
    )
