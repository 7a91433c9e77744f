"""In whose hands a registration is: taken up again, lost to somebody else, put down."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.selectors import held, item_of
from sohotich.foundation.worklists.services import claim, offer, release
from sohotich.pipeline.keying.queues import DISPUTE, synchronize
from sohotich.pipeline.keying.services import held_one_by_one, queue_of
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingKind, ReadingState

# Behind everything that nobody has put off.
_PUT_OFF = -1


class TakenOver(UserError):
    """The lease ran out and somebody else has the registration, or it left the queue."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(
            f"Số {entry.label} đã quá thời gian giữ và được giao cho người khác.",
            where=entry.book.label,
            mend="Những gì anh/chị đã gõ vẫn được giữ. Bấm Ctrl+Enter để sang số kế tiếp.",
        )


class InOtherHands(UserError):
    """Another officer is at this dispute."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(
            f"Người khác đang giải quyết số {entry.label}.",
            where=entry.book.label,
            mend="Chọn trường hợp khác trong danh sách.",
        )


def reading_hold(*, actor: Actor, reading: Reading) -> None:
    """Keep the actor's own draft in hand, or take it back when nobody took it meanwhile.

    Raises TakenOver.
    """
    item = item_of(queue_of(reading), reading.entry_id)
    minutes = number("keying.claim_minutes")
    if reading.state != ReadingState.DRAFT or item is None:
        raise TakenOver(reading.entry)
    if claim(actor=actor, item=item, minutes=minutes) is None:
        raise TakenOver(reading.entry)


def in_hand(actor: Actor, reading: Reading) -> bool:
    """Whether the actor's lease on this draft runs now."""
    mine = held(actor, queue_of(reading)).filter(subject_key=reading.entry_id)
    return reading.state == ReadingState.DRAFT and mine.exists()


@transaction.atomic
def all_put_down(*, actor: Actor) -> int:
    """Give back what the keyer took one by one; drafts stay, and so does a day's lease. Returns
    how many.
    """
    items = list(held_one_by_one(actor))
    for item in items:
        release(actor=actor, item=item)
    return len(items)


def dispute_hold(*, actor: Actor, entry: Entry) -> None:
    """Take a dispute in hand, or keep it; InOtherHands when another officer is at it."""
    if item_of(DISPUTE, entry.key) is None:
        synchronize(DISPUTE, [entry.unit_code])
    item = item_of(DISPUTE, entry.key)
    minutes = number("keying.claim_minutes")
    if item is None or claim(actor=actor, item=item, minutes=minutes) is None:
        raise InOtherHands(entry)


@transaction.atomic
def disputes_put_down(*, actor: Actor, entries: Collection[UUID]) -> int:
    """Give back disputes that were only fetched ahead; those the actor has begun to decide stay in
    hand. Returns how many.
    """
    begun = Reading.objects.filter(
        by=actor.key, kind=ReadingKind.DECISION, state=ReadingState.DRAFT, entry__in=entries
    )
    items = held(actor, DISPUTE).filter(subject_key__in=list(entries))
    items = items.exclude(subject_key__in=begun.values("entry_id"))
    found = list(items)
    for item in found:
        release(actor=actor, item=item)
    return len(found)


@transaction.atomic
def dispute_put_off(*, actor: Actor, entry: Entry) -> None:
    """Ask later: the dispute goes behind the others, its decisions so far stay."""
    item = item_of(DISPUTE, entry.key)
    if item is None or item.claimed_by not in (None, actor.key):
        return
    release(actor=actor, item=item)
    offer(
        queue=DISPUTE,
        subject_key=entry.key,
        unit=item.unit_code,
        group=item.group,
        priority=_PUT_OFF,
        position=item.position,
        barred=item.barred,
    )
