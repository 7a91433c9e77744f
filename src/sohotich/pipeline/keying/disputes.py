"""Disputes: handed to somebody who made neither reading, decided field by field, settled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held, waiting
from sohotich.foundation.worklists.services import claim
from sohotich.pipeline.keying.queues import DISPUTE, clear, synchronize
from sohotich.pipeline.keying.second_look import after_dispute
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.decisions import ensure_may_settle
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.models import Reading, Record
from sohotich.register.records.selectors import trace_reading

_TRIES = 50


@dataclass(frozen=True)
class Settled:
    """The entry, now agreed, and its record; none yet where values still want a look."""

    entry: Entry
    record: Record | None


def next_dispute(
    *,
    actor: Actor,
    book: UUID | None = None,
    near: UUID | None = None,
    beyond: Collection[UUID] = (),
) -> Entry | None:
    """The next dispute for this officer, what they hold first; None when none waits.

    `book`: none but this one's. `near`: an entry whose book comes before all others. `beyond`:
    entries the officer's screen has at hand already.
    """
    if not actor.can_somewhere("dispute.settle"):
        raise Forbidden("Anh/chị chưa được giao giải quyết tranh chấp.")
    units = actor.units("dispute.settle")
    synchronize(DISPUTE, units)
    for rows in _in_order(actor, near):
        if units is not None:
            rows = rows.filter(unit_code__in=units)
        if book is not None:
            rows = rows.filter(group=str(book))
        for item in rows.exclude(subject_key__in=list(beyond))[:_TRIES]:
            entry = Entry.objects.select_related("book").get(pk=item.subject_key)
            if entry.state != "disputed":
                clear(DISPUTE, entry)
            elif claim(actor=actor, item=item, minutes=number("keying.claim_minutes")):
                trace_reading(actor=actor, entry=entry, purpose="dispute")
                return entry
    return None


def _in_order(actor: Actor, near: UUID | None) -> list[QuerySet[WorkItem]]:
    mine, free = held(actor, DISPUTE), waiting(actor, DISPUTE)
    if near is None:
        return [mine, free]
    book = Entry.objects.filter(pk=near).values_list("book_id", flat=True).first()
    return [*(rows.filter(group=str(book)) for rows in (mine, free)), mine, free]


def dispute_choose(
    *, actor: Actor, entry: Entry, field: str, choice: str, value: str = ""
) -> Reading:
    """Decide one field: `a`, `b`, `other` (with `value`), `blank` or `unreadable`."""
    return records.decision_save(actor=actor, entry=entry, field=field, choice=choice, value=value)


def dispute_undo(*, actor: Actor, entry: Entry, field: str) -> Reading:
    """Take one field's decision back; possible until the entry is settled."""
    return records.decision_clear(actor=actor, entry=entry, field=field)


@transaction.atomic
def dispute_settle(*, actor: Actor, entry: Entry) -> Settled:
    """Make the record from both readings and the decisions, and move the entry to agreed; where
    values still want a look (`second_look`), to verifying.

    Raises Undecided while a differing field is open, NotBlind for one of the two keyers.
    """
    ensure_may_settle(actor, entry)
    locked = Entry.objects.select_for_update(of=("self",)).select_related("book").get(pk=entry.pk)
    if locked.state != "disputed":
        raise ReadingError("Trường hợp này không còn tranh chấp.", where=f"Số {entry.label}")
    after_dispute(actor, locked)
    return Settled(locked, Record.objects.filter(entry=locked, entry__state="agreed").first())
