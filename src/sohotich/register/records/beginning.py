"""Beginning the readings of a whole day's work at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.workflow import may_read_second
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.ledger.models import Entry
from sohotich.register.records.blindness import not_blind
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.selectors import live_readings


@transaction.atomic
def readings_start(*, actor: Actor, entries: Sequence[Entry], slot: int) -> dict[UUID, Reading]:
    """The actor's drafts in this slot, by entry, each as `reading_start` would give it.

    Entries that the actor may not read, or whose slot is complete, are left out. The entries bring
    their books.
    """
    units = {entry.unit_code for entry in entries}
    for unit in units:
        ensure(actor, "keying.key", unit)
    keys = sorted(entry.key for entry in entries)
    list(Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    drafts: dict[UUID, Reading] = {}
    left: list[UUID] = []
    new: list[Reading] = []
    live, barred = _live(keys, units, slot)
    for entry in entries:
        there = live.get(entry.key, [])
        mine = next((reading for reading in there if reading.slot == slot), None)
        if not may_read_second(actor.key, barred.get(entry.key, set())):
            continue
        if mine is not None and mine.state == ReadingState.COMPLETE:
            continue
        if mine is not None and mine.by == actor.key:
            drafts[entry.key] = mine
            continue
        if mine is not None:
            left.append(mine.key)
        new.append(_draft(actor, entry, slot))
    with as_service("keying", frozenset(units)):
        Reading.objects.filter(pk__in=left).update(state=ReadingState.SUPERSEDED)
    _store(actor, new)
    return drafts | {reading.entry_id: reading for reading in new}


def _live(
    entries: Sequence[UUID], units: set[str], slot: int
) -> tuple[dict[UUID, list[Reading]], dict[UUID, set[UUID]]]:
    found: dict[UUID, list[Reading]] = {}
    # The other readings are looked for, and never shown to who begins these.
    with as_service("keying", frozenset(units)):
        for reading in live_readings(entries):
            found.setdefault(reading.entry_id, []).append(reading)
        return found, not_blind(entries, slot)


def _draft(actor: Actor, entry: Entry, slot: int) -> Reading:
    schema = record_type(entry.book.type_code)
    return Reading(
        entry=entry,
        book_id=entry.book_id,
        unit_code=entry.unit_code,
        kind=ReadingKind.KEYING,
        slot=slot,
        by=actor.key,
        by_name=actor.name,
        started_at=now(),
        type_code=schema.code,
        version=schema.default_version,
    )


def _store(actor: Actor, new: list[Reading]) -> None:
    Reading.objects.bulk_create(new)
    if not new:
        return
    audit.record_many(
        actor=actor,
        action="reading.start",
        subject="reading",
        purpose="keying",
        done=[
            (
                reading.unit_code,
                reading.key,
                {"entry": str(reading.entry_id), "slot": reading.slot, "kind": str(reading.kind)},
            )
            for reading in new
        ],
    )
