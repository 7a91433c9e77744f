"""The ledger's door for thousands of registrations at once: the checks, events and audit of `move`.

A few are moved quicker by `services.move_many`; a province is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.domain.workflow import ACTIONS, RETURNING, NotAllowed, next_state
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import among, insert_many
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.database.keys import new_key_text
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.ledger.errors import Conflict, MoveRefused
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.services import reason_for


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as it stands, locked until the transaction ends."""

    key: UUID
    book: UUID
    unit: str
    state: str


def entries_hold(keys: Sequence[UUID]) -> dict[UUID, Held]:
    """Lock these entries, in the one order that everybody locks in, and say how they stand."""
    rows = (
        Entry.objects.select_for_update()
        .filter(among("ledger_entry.key", keys))
        .order_by("key")
        .values_list("key", "book_id", "unit_code", "state")
    )
    return {row[0]: Held(*row) for row in rows}


@transaction.atomic
def move_set(
    *, actor: Actor, entries: Sequence[Held], source: str, action: str, reason: str = ""
) -> None:
    """Move all these entries on from the state `source`, or none; events and audit are written
    with them. The caller holds them since `entries_hold`. Raises as `services.move_many`.
    """
    reason = reason_for(action, reason)
    target = _target(source, action)
    for unit in {entry.unit for entry in entries}:
        ensure(actor, ACTIONS[action].permission, unit)
    moment = now()
    standing = Entry.objects.filter(among("ledger_entry.key", [e.key for e in entries]))
    moved = standing.filter(state=source).update(
        state=target, reason=reason, returned=action in RETURNING, state_changed_at=moment
    )
    if moved != len(entries):
        raise Conflict(
            "Có trường hợp vừa được người khác xử lý.",
            mend="Làm lại: những số đã chuyển bước được bỏ qua.",
        )
    shared = LedgerEvent(
        action=action,
        from_state=source,
        to_state=target,
        actor_key=actor.key,
        actor_name=actor.name,
        at=moment,
        campaign_at=campaign_now(),
        reason=reason,
    )
    events = [(new_key_text(), entry) for entry in entries]
    rows = ((event, entry.key, entry.book, entry.unit) for event, entry in events)
    insert_many(shared, ("key", "entry_id", "book_id", "unit_code"), rows)
    audit.record_many(
        actor=actor,
        action=f"ledger.{action}",
        subject="entry",
        done=((e.unit, e.key, _facts(source, target, event)) for event, e in events),
    )


def _facts(source: str, target: str, event: str) -> dict[str, Any]:
    return {"from": source, "to": target, "event": event}


def _target(source: str, action: str) -> str:
    try:
        return next_state(source, action)
    except NotAllowed as error:
        raise MoveRefused(str(error)) from None
