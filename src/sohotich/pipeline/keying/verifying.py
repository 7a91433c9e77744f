"""Handing out values to look at, one answer after another, and what follows when all are there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held, item_of, waiting
from sohotich.foundation.worklists.services import claim, release
from sohotich.pipeline.keying.holding import InOtherHands
from sohotich.pipeline.keying.queues import ASKED, VERIFY, clear, synchronize
from sohotich.pipeline.keying.second_look import after_verification
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.selectors import trace_reading
from sohotich.register.records.verification import ASK

# Enter, typed anew, unreadable, blank, asked; U takes an answer back.
CHOICES: Final = {"A": "right", "S": "other", "K": "unreadable", "T": "blank", "H": ASK}
OPEN: Final = "U"
_TRIES: Final = 50


class LookedAtElsewhere(InOtherHands):
    """Somebody else has the registration in hand, or it is done."""

    def __init__(self, entry: Entry) -> None:
        UserError.__init__(
            self,
            f"Số {entry.label} không còn do anh/chị soát.",
            where=entry.book.label,
            mend="Sang số kế tiếp; những gì đã trả lời vẫn được giữ.",
        )


def queues_for(actor: Actor) -> tuple[str, ...]:
    """Whoever settles disputes also answers what others asked, that first."""
    return (ASKED, VERIFY) if actor.can_somewhere("dispute.settle") else (VERIFY,)


def next_to_verify(*, actor: Actor, beyond: Collection[UUID] = ()) -> Entry | None:
    """The next registration with values to look at, what is held first; None when none waits."""
    if not actor.can_somewhere("value.verify"):
        raise Forbidden("Anh/chị chưa được giao soát giá trị.")
    units = actor.units("value.verify")
    for queue in queues_for(actor):
        synchronize(queue, units)
    for choose in (held, waiting):
        for queue in queues_for(actor):
            for item in _reached(choose(actor, queue), units, beyond)[:_TRIES]:
                entry = _take(actor, queue, item)
                if entry is not None:
                    return entry
    return None


def _reached(
    rows: QuerySet[WorkItem], units: frozenset[str] | None, beyond: Collection[UUID]
) -> QuerySet[WorkItem]:
    reached = rows if units is None else rows.filter(unit_code__in=units)
    return reached.exclude(subject_key__in=list(beyond)).order_by(
        "-priority", "group", "position", "key"
    )


@transaction.atomic
def _take(actor: Actor, queue: str, item: WorkItem) -> Entry | None:
    if claim(actor=actor, item=item, minutes=number("keying.claim_minutes")) is None:
        return None
    entry = Entry.objects.select_related("book").get(pk=item.subject_key)
    if entry.state != "verifying":
        clear(queue, entry)
        return None
    trace_reading(actor=actor, entry=entry, purpose="verification")
    return entry


def verify_hold(*, actor: Actor, entry: Entry) -> None:
    """Take the registration in hand, or keep it; LookedAtElsewhere when somebody else has it."""
    minutes = number("keying.claim_minutes")
    for queue in queues_for(actor):
        item = item_of(queue, entry.key)
        if item is not None and claim(actor=actor, item=item, minutes=minutes) is not None:
            return
    raise LookedAtElsewhere(entry)


@transaction.atomic
def verify_letter(
    *, actor: Actor, entry: Entry, field: str, choice: str, value: str, seq: int
) -> bool:
    """Store one answer of the screen's; False for a letter that came before. Raises
    LookedAtElsewhere, ReadingError, NotBlind.
    """
    # A letter sent twice comes after the registration has left this person's hands.
    with as_service("keying", frozenset({entry.unit_code})):
        locked = _locked(entry)
        if locked.state != "verifying":
            if _verified_by(actor.key, locked) is not None:
                return False
            raise LookedAtElsewhere(locked)
        verify_hold(actor=actor, entry=locked)
        if choice == OPEN:
            return records.verification_clear(actor=actor, entry=locked, field=field, seq=seq)
        if choice not in CHOICES or (choice == "H" and _asked(locked)):
            raise ReadingError("Cách trả lời không hợp lệ.", where=field)
        return records.verification_save(
            actor=actor, entry=locked, field=field, choice=CHOICES[choice], value=value, seq=seq
        )


@transaction.atomic
def verify_finish(*, actor: Actor, entry: Entry) -> bool:
    """Every value has its answer: agreed, or on to an officer where something was asked. False
    when the actor has finished it already. Raises ReadingError, LookedAtElsewhere.
    """
    with as_service("keying", frozenset({entry.unit_code})):
        locked = _locked(entry)
        if records.verification_draft(actor, locked) is None:
            if _verified_by(actor.key, locked) is not None:
                return False
            raise LookedAtElsewhere(locked)
        records.verification_complete(actor=actor, entry=locked)
        after_verification(actor, locked)
    return True


@transaction.atomic
def verify_put_down(*, actor: Actor, entries: Collection[UUID]) -> int:
    """Give back what was only fetched ahead; what the actor has begun stays in hand."""
    begun = Reading.objects.filter(
        by=actor.key, kind=ReadingKind.VERIFICATION, state=ReadingState.DRAFT, entry__in=entries
    )
    items = held(actor).filter(Q(queue=VERIFY) | Q(queue=ASKED), subject_key__in=list(entries))
    found = list(items.exclude(subject_key__in=begun.values("entry_id")))
    for item in found:
        release(actor=actor, item=item)
    return len(found)


def _locked(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).select_related("book").get(pk=entry.pk)


def _asked(entry: Entry) -> bool:
    """Whether the entry is with an officer already: they answer, or type what stands there."""
    return item_of(ASKED, entry.key) is not None


def _verified_by(person: UUID, entry: Entry) -> Reading | None:
    done = Reading.objects.filter(
        entry=entry, by=person, kind=ReadingKind.VERIFICATION, state=ReadingState.COMPLETE
    )
    return done.order_by("-completed_at").first()
