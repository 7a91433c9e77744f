"""The single door through which a registration changes its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.workflow import ACTIONS, RETURNING, TRANSITIONS, NotAllowed, next_state
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book
from sohotich.register.ledger.errors import Conflict, MoveRefused
from sohotich.register.ledger.models import Entry, LedgerEvent

_BATCH: Final = 1000


def move(*, actor: Actor, entry: Entry, action: str, reason: str = "") -> Entry:
    """Move one entry on from `entry.state` as the caller read it; see `move_many`."""
    move_many(actor=actor, entries=[entry], action=action, reason=reason)
    return entry


@transaction.atomic
def move_many(*, actor: Actor, entries: Sequence[Entry], action: str, reason: str = "") -> None:
    """Move all these entries, or none; state, event and audit are written together.

    Raises MoveRefused (not allowed from this state, no right, no reason) or Conflict (somebody
    else moved one since the caller read it). The entries given are brought up to date.
    """
    reason = reason_for(action, reason)
    for unit in {entry.unit_code for entry in entries}:
        ensure(actor, ACTIONS[action].permission, unit)
    targets = {entry.key: _target(entry, action) for entry in entries}
    _lock_unchanged(entries)
    _write(actor=actor, entries=entries, targets=targets, action=action, reason=reason)


def move_all(*, actor: Actor, book: Book, action: str, reason: str = "") -> int:
    """Move every entry of `book` that stands where `action` may start; returns how many."""
    sources = [state for state, name in TRANSITIONS if name == action]
    with transaction.atomic():
        entries = list(Entry.objects.filter(book=book, state__in=sources).order_by("key"))
        if entries:
            move_many(actor=actor, entries=entries, action=action, reason=reason)
    return len(entries)


def reason_for(action: str, reason: str) -> str:
    """The reason as it is kept; MoveRefused where the action needs one and none is given."""
    reason = " ".join(reason.split())
    if ACTIONS[action].needs_reason and not reason:
        raise MoveRefused(
            f"Việc “{ACTIONS[action].title}” cần có lý do.",
            where="Lý do",
            mend="Hãy ghi lý do ngắn gọn rồi làm lại.",
        )
    return reason[:500]


def _target(entry: Entry, action: str) -> str:
    try:
        return next_state(entry.state, action)
    except NotAllowed as error:
        raise MoveRefused(str(error), where=f"Số {entry.label}") from None


def _lock_unchanged(entries: Sequence[Entry]) -> None:
    # One order for everybody: two bulk moves wait for each other instead of deadlocking.
    locked: dict[UUID, str] = dict(
        Entry.objects.select_for_update()
        .filter(pk__in=[entry.key for entry in entries])
        .order_by("key")
        .values_list("key", "state")
    )
    for entry in entries:
        if locked.get(entry.key) != entry.state:
            raise _conflict(entry)


def _conflict(entry: Entry) -> Conflict:
    return Conflict(
        "Trường hợp này vừa được người khác xử lý.",
        where=f"Số {entry.label}",
        mend="Hãy tải lại trang để xem trạng thái mới nhất.",
    )


def _write(
    *,
    actor: Actor,
    entries: Sequence[Entry],
    targets: dict[UUID, str],
    action: str,
    reason: str,
) -> None:
    moment, campaign_moment = now(), campaign_now()
    events = [
        LedgerEvent(
            entry=entry,
            book_id=entry.book_id,
            unit_code=entry.unit_code,
            action=action,
            from_state=entry.state,
            to_state=targets[entry.key],
            actor_key=actor.key,
            actor_name=actor.name,
            at=moment,
            campaign_at=campaign_moment,
            reason=reason,
        )
        for entry in entries
    ]
    columns = {
        "reason": reason,
        "returned": action in RETURNING,
        "state_changed_at": moment,
    }
    _update(entries, targets, columns)
    LedgerEvent.objects.bulk_create(events, batch_size=_BATCH)
    _audit(actor, events)
    for entry in entries:
        for name, value in {**columns, "state": targets[entry.key]}.items():
            setattr(entry, name, value)


def _update(
    entries: Sequence[Entry], targets: dict[UUID, str], columns: Mapping[str, object]
) -> None:
    by_move: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_move[entry.state, targets[entry.key]].append(entry)
    for (source, target), moving in by_move.items():
        keys = [entry.key for entry in moving]
        changed = Entry.objects.filter(pk__in=keys, state=source).update(state=target, **columns)
        if changed != len(moving):
            raise _conflict(moving[0])


def _audit(actor: Actor, events: Iterable[LedgerEvent]) -> None:
    for event in events:
        audit.record(
            actor=actor,
            action=f"ledger.{event.action}",
            unit=event.unit_code,
            subject="entry",
            key=event.entry_id,
            facts={"from": event.from_state, "to": event.to_state, "event": str(event.key)},
        )
