"""The keying station's queues, kept in step with the ledger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from sohotich.foundation.people.acting import as_service
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.services import offer, offer_many, withdraw
from sohotich.register.ledger.models import Entry
from sohotich.register.records.blindness import not_blind
from sohotich.register.records.selectors import live_readings
from sohotich.register.records.verification import seen_by, verifications_of

FIRST: Final = "keying.first"
SECOND: Final = "keying.second"
DISPUTE: Final = "dispute"
# Values to look at; those of them about which somebody asked.
VERIFY: Final = "keying.verify"
ASKED: Final = "keying.asked"
LOOKING: Final = (VERIFY, ASKED)
# Enough for a morning of one commune; the next claim fetches more.
_AT_ONCE: Final = 300
_RETURNED_FIRST: Final = 10


@dataclass(frozen=True)
class Queue:
    """A queue serves the entries that stand in one ledger state."""

    name: str
    state: str


QUEUES: Final = (
    Queue(FIRST, "scanned"),
    Queue(SECOND, "keyed_once"),
    Queue(DISPUTE, "disputed"),
    Queue(VERIFY, "verifying"),
    Queue(ASKED, "verifying"),
)
STATE_OF: Final = {queue.name: queue.state for queue in QUEUES}


def synchronize(
    queue: str, units: Collection[str] | None, before_others: Collection[UUID] = ()
) -> int:
    """Offer entries that reached the queue's state by any door; returns how many.

    `units` None: all. `before_others`: books offered before the rest. Stations do not call each
    other: what review returned or scanning finished is found here by its state.
    """
    if queue in LOOKING:
        return _synchronize_looking(units)
    offered = Exists(WorkItem.objects.filter(queue=queue, subject_key=OuterRef("pk")))
    waiting = standing(queue, units).filter(~offered)
    order: tuple[str, ...] = ("book_id", "year", "number", "suffix", "twin")
    if before_others:
        turn = Case(When(book_id__in=list(before_others), then=0), default=1)
        waiting = waiting.annotate(turn=turn)
        order = ("turn", *order)
    # A keyer sees what they hold; what is to be handed out nobody holds yet.
    with as_service("keying", None if units is None else frozenset(units)):
        found = list(waiting.order_by(*order)[:_AT_ONCE])
        barred = _barred(queue, found)
        offer_many(
            queue=queue,
            offered=[
                WorkItem(subject_key=entry.key, barred=barred.get(entry.key, []), **_about(entry))
                for entry in found
            ],
        )
    return len(found)


def _synchronize_looking(units: Collection[str] | None) -> int:
    """The same for values to look at: what was asked about goes to those who answer."""
    offered = Exists(WorkItem.objects.filter(queue__in=LOOKING, subject_key=OuterRef("pk")))
    with as_service("keying", None if units is None else frozenset(units)):
        found = list(standing(VERIFY, units).filter(~offered).order_by("key")[:_AT_ONCE])
        for entry in found:
            asked = bool(verifications_of(entry))
            offer_entry(ASKED if asked else VERIFY, entry, seen_by(entry))
    return len(found)


def offer_entry(queue: str, entry: Entry, barred: Collection[UUID] = ()) -> WorkItem:
    """Offer one entry; returned work comes first, a book stays together in its order."""
    about = _about(entry)
    unit = about.pop("unit_code")
    return offer(queue=queue, subject_key=entry.key, unit=unit, barred=barred, **about)


def _about(entry: Entry) -> dict[str, Any]:
    return {
        "unit_code": entry.unit_code,
        "group": str(entry.book_id),
        "priority": _RETURNED_FIRST if entry.returned else 0,
        "position": entry.year * 1_000_000 + entry.number * 10 + entry.twin,
    }


def clear(queue: str, entry: Entry) -> None:
    """Take an entry out of a queue it no longer belongs to."""
    withdraw(queue=queue, subject_key=entry.key)


def _barred(queue: str, entries: Collection[Entry]) -> dict[UUID, list[UUID]]:
    keys = [entry.key for entry in entries]
    found: dict[UUID, list[UUID]] = {}
    if queue == FIRST:
        return found
    if queue == SECOND:
        return {entry: sorted(people) for entry, people in not_blind(keys, 2).items()}
    for reading in live_readings(keys):
        found.setdefault(reading.entry_id, []).append(reading.by)
    return found


def standing(queue: str, units: Collection[str] | None) -> QuerySet[Entry]:
    """The entries that stand in the queue's state in these units (None: all)."""
    entries = Entry.objects.filter(state=STATE_OF[queue])
    return entries if units is None else entries.filter(unit_code__in=list(units))
