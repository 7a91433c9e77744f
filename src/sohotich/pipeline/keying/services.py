"""Handing out registrations to key, saving field by field, completing, comparing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from sohotich.domain.rules import Finding
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held, item_of, waiting
from sohotich.foundation.worklists.services import NotHeld, claim, release, renew
from sohotich.pipeline.keying.handing_out import in_turn, wanted_first
from sohotich.pipeline.keying.kept_fields import keep_lost
from sohotich.pipeline.keying.queues import (
    FIRST,
    SECOND,
    STATE_OF,
    clear,
    synchronize,
)
from sohotich.pipeline.keying.second_look import after_first, after_second, fields_asked_for
from sohotich.register.books.selectors import form_of
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.checking import findings_of
from sohotich.register.records.errors import NotBlind, ReadingClosed, ReadingError
from sohotich.register.records.models import Reading, ReadingState
from sohotich.register.records.packets import Packet
from sohotich.register.records.selectors import trace_reading

# What is begun by others comes before what nobody has begun: books get finished.
ORDER: Final = (SECOND, FIRST)
SLOT: Final = {FIRST: 1, SECOND: 2}
# Stale items are dropped on the way; a claim looks no further than this.
_TRIES: Final = 50
_MOMENT: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Assignment:
    """One registration in one person's hands, in slot 1 or 2."""

    entry: Entry
    reading: Reading
    item: WorkItem
    slot: int


@dataclass(frozen=True)
class FieldSaved:
    """`stored` False: the packet was late or a repeat. `findings`: the rules on the whole form.

    `reading` as it stands with that.
    """

    stored: bool
    value: str
    mark: str
    seq: int
    findings: tuple[Finding, ...]
    reading: Reading


@dataclass(frozen=True)
class Completed:
    """What became of the entry: `keyed_once`, `verifying`, `agreed` or `disputed`. The keyer is
    told nothing of it.
    """

    entry: Entry
    state: str


@transaction.atomic
def next_entry(
    *, actor: Actor, queue: str | None = None, book: UUID | None = None
) -> Assignment | None:
    """The next registration for this keyer, what they hold already first; None when none waits.

    `queue` FIRST or SECOND to have only that reading; `book` to go to one book: what is held of
    others is put down, drafts stay.
    """
    one_request_at_a_time(actor)
    if book is not None:
        for item in held_one_by_one(actor).exclude(group=str(book)):
            release(actor=actor, item=item)
    batch = _batch(actor, (queue,) if queue else ORDER, book, 1)
    return batch[0] if batch else None


@transaction.atomic
def next_beyond(
    *, actor: Actor, have: Collection[UUID], book: UUID | None = None
) -> Assignment | None:
    """One registration more than the readings `have`, which the keyer's screen has at hand.

    None when none waits or the keyer holds enough.
    """
    one_request_at_a_time(actor)
    at_hand = set(
        Reading.objects.filter(pk__in=list(have), by=actor.key).values_list("entry_id", flat=True)
    )
    batch = _batch(actor, ORDER, book, 1, at_hand)
    return batch[0] if batch else None


def _batch(
    actor: Actor,
    queues: Sequence[str],
    book: UUID | None,
    wanted: int,
    beyond: Collection[UUID] = (),
) -> list[Assignment]:
    if not actor.can_somewhere("keying.key"):
        raise Forbidden("Anh/chị chưa được giao nhập liệu.")
    units = actor.units("keying.key")
    before_others = wanted_first(actor, book)
    for queue in queues:
        synchronize(queue, units, before_others)
    batch: list[Assignment] = []
    for choose in (_held, _free):
        if choose is _free and _holds_enough(actor):
            break
        for queue in queues:
            rows = choose(actor, queue, units, book).exclude(subject_key__in=list(beyond))
            for item in rows[:_TRIES]:
                if len(batch) >= wanted:
                    return batch
                taken = _take(actor, queue, item)
                if taken is not None:
                    batch.append(taken)
    return batch


def free_items(actor: Actor, queue: str, book: UUID | None) -> QuerySet[WorkItem]:
    """What this person could take of a queue now, in the order in which it is handed out."""
    return _free(actor, queue, actor.units("keying.key"), book)


def one_request_at_a_time(actor: Actor) -> None:
    """Requests of one keyer wait for each other: together they take no more than one would."""
    person = int.from_bytes(actor.key.bytes[8:], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [person])


def _holds_enough(actor: Actor) -> bool:
    """The batch, and one on its way back to us; whatever the screen says that it has.

    With a day's work in hand no more than that: what was taken one by one becomes part of it.
    """
    batch = number("keying.claim_batch")
    in_hand = held(actor).filter(queue__in=ORDER).count()
    return in_hand > max(batch, number("keying.lease_records")) or (
        held_one_by_one(actor).count() > batch
    )


def held_one_by_one(actor: Actor) -> QuerySet[WorkItem]:
    """What the keyer holds for the minutes of a look; a day's lease lasts longer."""
    soon = now() + timedelta(minutes=number("keying.claim_minutes"))
    return held(actor).filter(queue__in=ORDER, claimed_until__lte=soon)


def _held(
    actor: Actor, queue: str, units: frozenset[str] | None, book: UUID | None
) -> QuerySet[WorkItem]:
    return _scoped(held(actor, queue).order_by("position", "key"), units, book)


def _free(
    actor: Actor, queue: str, units: frozenset[str] | None, book: UUID | None
) -> QuerySet[WorkItem]:
    return in_turn(actor, _scoped(waiting(actor, queue), units, book))


def _scoped(
    rows: QuerySet[WorkItem], units: frozenset[str] | None, book: UUID | None
) -> QuerySet[WorkItem]:
    if units is not None:
        rows = rows.filter(unit_code__in=units)
    return rows if book is None else rows.filter(group=str(book))


@transaction.atomic
def _take(actor: Actor, queue: str, item: WorkItem) -> Assignment | None:
    claimed = claim(actor=actor, item=item, minutes=number("keying.claim_minutes"))
    if claimed is None:
        return None
    entry = Entry.objects.select_related("book").get(pk=item.subject_key)
    if entry.state != STATE_OF[queue]:
        clear(queue, entry)
        return None
    try:
        with transaction.atomic():
            reading = records.reading_start(actor=actor, entry=entry, slot=SLOT[queue])
    except (NotBlind, ReadingClosed):
        # Offered before the other reading had a name: offered anew, with its reader barred.
        clear(queue, entry)
        return None
    trace_reading(actor=actor, entry=entry, purpose="keying")
    return Assignment(entry, reading, claimed, SLOT[queue])


def field_save(
    *,
    actor: Actor,
    reading: UUID,
    field: str,
    value: str = "",
    mark: str = "",
    aid: str = "typed",
    seq: int,
    keystrokes: int = 0,
) -> FieldSaved:
    """Autosave one field (see `records.reading_save_field`) and say what the rules think.

    Warnings block nothing. The keyer's hold on the registration is prolonged.
    """
    packet = Packet(field, seq, value, mark, aid, keystrokes)
    answer = fields_save(actor=actor, reading=reading, packets=[packet])[0]
    if isinstance(answer, ReadingError):
        raise answer
    return answer


def fields_save(
    *, actor: Actor, reading: UUID, packets: Sequence[Packet]
) -> list[FieldSaved | ReadingError]:
    """Many fields of one reading at once, each as `field_save` would, with an answer or a refusal
    for each. What loses to the actor's other machine, or comes after the end, is kept beside.
    """
    asked = _asked_for(reading, packets)
    answers = records.reading_save_fields(actor=actor, reading=reading, packets=asked)
    last = next((one for one in reversed(answers) if isinstance(one, records.Saved)), None)
    row = last.reading if last is not None else Reading.objects.get(pk=reading)
    keep_lost(actor=actor, reading=row, packets=asked, answers=answers)
    prolong(actor, row)
    findings = findings_on(row)
    told = iter(
        FieldSaved(one.stored, one.value, one.mark, one.seq, findings, row)
        if isinstance(one, records.Saved)
        else one
        for one in answers
    )
    return [next(told) if packet in asked else _not_asked_for(packet) for packet in packets]


def _asked_for(reading: UUID, packets: Sequence[Packet]) -> list[Packet]:
    """Of a second reading the plan may want some fields alone."""
    only = fields_asked_for(Reading.objects.only("entry_id", "slot", "unit_code").get(pk=reading))
    return [packet for packet in packets if only is None or packet.field in only]


def _not_asked_for(packet: Packet) -> ReadingError:
    return ReadingError("Ô này không phải nhập lần hai.", where=packet.field)


def findings_on(row: Reading) -> tuple[Finding, ...]:
    """What the rules say about everything that the draft holds."""
    # A claim that ran out hides the book: the lines of its time serve then.
    entry = Entry.objects.select_related("book").filter(pk=row.entry_id).first()
    form = form_of(entry.book, entry.year) if entry is not None else None
    return tuple(findings_of(row.type_code, row.values, row.marks, form))


def prolong(actor: Actor, reading: Reading) -> None:
    """Keep what is being worked on in hand a little longer, where it still is."""
    item = item_of(queue_of(reading), reading.entry_id)
    if item is None or item.claimed_by != actor.key:
        return
    minutes = number("keying.claim_minutes")
    if item.claimed_until is not None and item.claimed_until - now() > _prolonged(minutes):
        return
    try:
        renew(actor=actor, item=item, minutes=minutes)
    except NotHeld:
        # Nobody else has begun, or the reading would be superseded: the draft stays good.
        return


def _prolonged(minutes: int) -> timedelta:
    """A hold that lasts longer than this was prolonged a moment ago: every field would write."""
    return timedelta(minutes=minutes) - _MOMENT


def queue_of(reading: Reading) -> str:
    """The queue in whose turn a reading is made."""
    return FIRST if reading.slot == 1 else SECOND


@transaction.atomic
def reading_finish(*, actor: Actor, reading: UUID) -> Completed:
    """Complete a reading: after the first the second is offered to others; after the second both
    are compared and the entry is agreed or disputed; by risk, what the plan says
    (`second_look`). Finishing again changes nothing.
    """
    own = Reading.objects.only("entry_id", "unit_code").get(pk=reading)
    # What the readings say of each other is for no keyer to see.
    with as_service("keying", frozenset({own.unit_code})):
        return _finish(actor, own)


def _finish(actor: Actor, own: Reading) -> Completed:
    entries = Entry.objects.select_for_update(of=("self",)).select_related("book")
    entry = entries.get(pk=own.entry_id)
    # Only now: a letter sent twice waits here for its twin, and finds the reading complete.
    row = Reading.objects.get(pk=own.key)
    if row.state == ReadingState.COMPLETE and row.by == actor.key:
        return Completed(entry, entry.state)
    row = records.reading_complete(actor=actor, reading=own.key)
    queue = queue_of(row)
    if entry.state != STATE_OF[queue]:
        raise ReadingClosed("Trường hợp này đã chuyển sang bước khác.", where=f"Số {entry.label}")
    clear(queue, entry)
    if row.slot == 1:
        after_first(actor, entry, row)
    else:
        after_second(actor, entry)
    return Completed(entry, entry.state)
