"""Opening one's own reading again, just finished, while nobody has gone on from it.

What is refused says the same after either reading: whoever made the second is not to learn whether
the two agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.workflow.taking_back import TooLate, too_late
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.services import claim
from sohotich.pipeline.keying.queues import DISPUTE, FIRST, SECOND, VERIFY, clear, offer_entry
from sohotich.register.accuracy.models import Look, Source
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.selectors import live_readings

_POLICY: Final = "keying.take_back_minutes"
_SHOWN: Final = 10
_GOING_ON: Final = (ReadingKind.DECISION, ReadingKind.CORRECTION, ReadingKind.VERIFICATION)


class NotTakenBack(UserError):
    """The reading stays finished; the message says why."""

    def __init__(self, why: TooLate, label: str, allowed: int) -> None:
        told = {
            TooLate.BUILT_ON: f"Đã có người làm tiếp số {label}, không mở lại được nữa.",
            TooLate.TIME: f"Số {label} đã xong quá {allowed} phút, không mở lại được nữa.",
        }
        super().__init__(
            told[why],
            where=f"Số {label}",
            mend="Thấy mình nhập sai thì báo công chức hộ tịch để sửa khi soát xét.",
        )


@dataclass(frozen=True)
class Finished:
    """A finished reading that may be opened again for `minutes` more."""

    reading: Reading
    minutes: int


def finished_lately(actor: Actor) -> list[Finished]:
    """The actor's own readings that may be taken back now, the newest first."""
    # Whether somebody else has gone on is looked up, and never shown.
    with as_service("keying", actor.units("keying.key")):
        return _finished_lately(actor, number(_POLICY), now())


def _finished_lately(actor: Actor, allowed: int, moment: datetime) -> list[Finished]:
    rows = list(
        Reading.objects.select_related("entry__book")
        .filter(
            by=actor.key,
            slot__gt=0,
            kind=ReadingKind.KEYING,
            state=ReadingState.COMPLETE,
            completed_at__gte=moment - timedelta(minutes=allowed),
        )
        .order_by("-completed_at")[:_SHOWN]
    )
    gone_on = built_upon(rows)
    return [
        Finished(row, max(1, round(allowed - _minutes(row, moment))))
        for row in rows
        if _late(row, row.entry, row.key in gone_on, allowed, moment) is None
    ]


@transaction.atomic
def reading_take_back(*, actor: Actor, reading: UUID) -> Reading:
    """Open the actor's own finished reading again: the draft that goes on from it, in hand.

    The finished one is kept, superseded. Again gives the same draft. Raises NotTakenBack,
    Forbidden.
    """
    own = Reading.objects.only("entry_id", "unit_code").get(pk=reading)
    with as_service("keying", frozenset({own.unit_code})):
        return _take_back(actor, own)


def _take_back(actor: Actor, own: Reading) -> Reading:
    entries = Entry.objects.select_for_update(of=("self",)).select_related("book")
    entry = entries.get(pk=own.entry_id)
    row = Reading.objects.get(pk=own.key)
    if row.by != actor.key or not row.slot:
        raise Forbidden("Lần nhập này là của người khác.")
    draft = _draft_after(row)
    if draft is None:
        _ensure_in_time(row, entry)
        for queue in (FIRST, SECOND, DISPUTE, VERIFY):
            clear(queue, entry)
        ledger.move(actor=actor, entry=entry, action=_action(row.slot, entry.state))
        draft = records.reading_reopen(actor=actor, reading=row.key)
        _hold(actor, entry, row.slot)
    return draft


def _action(slot: int, state: str) -> str:
    """What leads back to where this reading was begun."""
    if slot == 1:
        return "take_back" if state == "keyed_once" else "take_back_only"
    return "take_back_second" if state == "verifying" else "take_back"


def _draft_after(row: Reading) -> Reading | None:
    return Reading.objects.filter(
        entry=row.entry_id,
        slot=row.slot,
        by=row.by,
        state=ReadingState.DRAFT,
        before__reopened=str(row.key),
    ).first()


def _ensure_in_time(row: Reading, entry: Entry) -> None:
    allowed = number(_POLICY)
    gone_on = bool(built_upon([row])) or not _hands_free(entry)
    why = _late(row, entry, gone_on, allowed, now())
    if why is not None:
        raise NotTakenBack(why, entry.label, allowed)


def _late(
    row: Reading, entry: Entry, gone_on: bool, allowed: int, moment: datetime
) -> TooLate | None:
    closed = row.state != ReadingState.COMPLETE or row.kind != ReadingKind.KEYING
    return too_late(
        row.slot,
        entry.state,
        built_on=gone_on or closed,
        minutes=_minutes(row, moment),
        allowed=allowed,
    )


def _minutes(row: Reading, moment: datetime) -> float:
    done = row.completed_at or row.started_at
    return (moment - done).total_seconds() / 60


def built_upon(rows: Sequence[Reading]) -> set[UUID]:
    """Keys of those readings from which somebody has gone on, or is about to."""
    entries = [row.entry_id for row in rows]
    slots: dict[UUID, int] = {row.entry_id: row.slot for row in rows}
    later = {
        reading.entry_id
        for reading in live_readings(entries)
        if reading.slot > slots[reading.entry_id]
    }
    told = Reading.objects.filter(entry__in=entries, kind__in=_GOING_ON).exclude(
        state=ReadingState.SUPERSEDED
    )
    held = WorkItem.objects.filter(subject_key__in=entries, claimed_until__gt=now())
    sampled = Look.objects.filter(entry__in=entries, source=Source.SAMPLE)
    busy = later | set(told.values_list("entry_id", flat=True))
    busy |= set(sampled.values_list("entry_id", flat=True))
    busy |= set(held.values_list("subject_key", flat=True))
    return {row.key for row in rows if row.entry_id in busy}


def _hands_free(entry: Entry) -> bool:
    """Whether nobody holds the entry in any queue, nor is taking it this very moment.

    Waits for nobody: who takes it waits for the entry, which the caller has locked.
    """
    items = WorkItem.objects.filter(subject_key=entry.key)
    lapsed = items.exclude(claimed_until__gt=now())
    return len(lapsed.select_for_update(skip_locked=True)) == items.count()


def _hold(actor: Actor, entry: Entry, slot: int) -> None:
    """Put the entry into the actor's hands, as if just handed out."""
    queue = FIRST if slot == 1 else SECOND
    others = [row.by for row in live_readings([entry.key]) if row.slot != slot]
    item = offer_entry(queue, entry, others)
    claim(actor=actor, item=item, minutes=number("keying.claim_minutes"))
