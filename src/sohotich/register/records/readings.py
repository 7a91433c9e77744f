"""Readings: begun, saved field by field, completed; nothing of them is ever lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.workflow import may_read_second
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.register.accuracy.services import looks_withdraw
from sohotich.register.ledger.models import Entry
from sohotich.register.records.blindness import not_blind
from sohotich.register.records.drafts import draft_made
from sohotich.register.records.errors import NotBlind, ReadingClosed, ReadingError
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.saving import put_field
from sohotich.register.records.selectors import live_readings
from sohotich.register.records.values import tidy


@transaction.atomic
def reading_start(
    *, actor: Actor, entry: Entry, slot: int, kind: str = ReadingKind.KEYING
) -> Reading:
    """The actor's draft in this slot, begun now or taken up again.

    A draft that somebody else left behind is kept, superseded. Raises NotBlind when the actor made
    or saw the other reading (`not_blind`), ReadingClosed when the slot is complete.
    """
    ensure(actor, "keying.key", entry.unit_code)
    Entry.objects.select_for_update().get(pk=entry.pk)
    # The other reading is looked for, and never shown to who begins this one.
    with as_service("keying", frozenset({entry.unit_code})):
        live = list(live_readings([entry.key]))
        barred = not_blind([entry.key], slot).get(entry.key, set())
    if not may_read_second(actor.key, barred):
        raise NotBlind(
            "Anh/chị đã nhập hoặc đã xem giá trị của trường hợp này.",
            where=f"Số {entry.label}",
            mend="Lần nhập thứ hai do người khác làm.",
        )
    mine = next((reading for reading in live if reading.slot == slot), None)
    if mine is not None and mine.state == ReadingState.COMPLETE:
        raise ReadingClosed(f"Lần nhập {slot} đã xong.", where=f"Số {entry.label}")
    if mine is not None and mine.by == actor.key:
        return mine
    if mine is not None:
        _supersede(mine)
    return _create(actor, entry, slot, kind)


@transaction.atomic
def reading_complete(*, actor: Actor, reading: UUID) -> Reading:
    """Close the actor's draft; closing it again changes nothing."""
    row = Reading.objects.select_for_update().select_related("entry").get(pk=reading)
    if row.by != actor.key:
        raise Forbidden("Lần nhập này là của người khác.")
    if row.state == ReadingState.COMPLETE:
        return row
    if row.state == ReadingState.SUPERSEDED:
        raise ReadingClosed("Trường hợp này đã giao cho người khác.")
    if not row.values and not row.marks:
        raise ReadingError(
            "Chưa nhập trường nào.",
            mend="Trang không có trường hợp thì báo người phụ trách; trường trống trong sổ bấm F2.",
        )
    row.state, row.completed_at = ReadingState.COMPLETE, now()
    row.save(update_fields=["state", "completed_at"])
    audit.record(
        actor=actor,
        action="reading.complete",
        unit=row.unit_code,
        subject="reading",
        key=row.key,
        facts={"entry": str(row.entry_id), "slot": row.slot, "kind": row.kind},
    )
    return row


@transaction.atomic
def reading_extra(*, actor: Actor, reading: UUID) -> None:
    """Note that a draft came back whole after somebody else had begun: kept beside the readings
    that count, and never one of them. Again changes nothing. Raises Forbidden, ReadingClosed.
    """
    row = Reading.objects.select_for_update().get(pk=reading)
    if row.by != actor.key:
        raise Forbidden("Lần nhập này là của người khác.")
    if row.state != ReadingState.SUPERSEDED or row.completed_at is not None:
        raise ReadingClosed("Lần nhập này không phải bản về muộn.")
    if row.before.get("late"):
        return
    row.before = {**row.before, "late": now().isoformat()}
    row.save(update_fields=["before"])
    audit.record(
        actor=actor,
        action="reading.late",
        unit=row.unit_code,
        subject="reading",
        key=row.key,
        facts={"entry": str(row.entry_id), "slot": row.slot},
    )


@transaction.atomic
def reading_reopen(*, actor: Actor, reading: UUID) -> Reading:
    """Set the actor's own complete reading aside; the new draft of its slot begins with what it
    holds. Whether that may be is the caller's to know. Raises Forbidden, ReadingClosed.
    """
    row = Reading.objects.select_for_update().select_related("entry__book").get(pk=reading)
    if row.by != actor.key:
        raise Forbidden("Lần nhập này là của người khác.")
    if row.state != ReadingState.COMPLETE:
        raise ReadingClosed("Lần nhập này không còn dùng.", where=f"Số {row.entry.label}")
    _supersede(row)
    # What was found by holding it against another is no longer so.
    looks_withdraw(unit=row.unit_code, occasion=row.key)
    draft = _create(actor, row.entry, row.slot, row.kind)
    draft.values, draft.marks, draft.aids = row.values, row.marks, row.aids
    draft.sequence, draft.before = row.sequence, {"reopened": str(row.key)}
    draft.save(update_fields=["values", "marks", "aids", "sequence", "before"])
    audit.record(
        actor=actor,
        action="reading.take_back",
        unit=row.unit_code,
        subject="reading",
        key=row.key,
        facts={"entry": str(row.entry_id), "slot": row.slot, "draft": str(draft.key)},
    )
    return draft


@transaction.atomic
def reading_fill(
    *,
    actor: Actor,
    entry: Entry,
    slot: int,
    values: Mapping[str, str],
    blank: Iterable[str],
    written: Mapping[str, str] | None = None,
) -> Reading:
    """A whole reading at once, from an imported row: complete, its fields in `blank` marked so.

    The row is kept in `before` as it was taken in, with what the file said (`written`) where a
    confirmed repair changed it. Raises as `reading_start`.
    """
    reading = reading_start(actor=actor, entry=entry, slot=slot, kind=ReadingKind.IMPORT)
    if reading.kind != ReadingKind.IMPORT:
        raise ReadingClosed(
            "Anh/chị đang nhập dở trường hợp này.",
            where=f"Số {entry.label}",
            mend="Nhập nốt trên màn hình nhập liệu.",
        )
    for field, value in values.items():
        put_field(reading, field, *tidy(reading.type_code, field, value, ""), "imported")
    for field in blank:
        put_field(reading, field, "", BLANK_IN_BOOK, "imported")
    reading.before = {"row": dict(values)} | ({"written": dict(written)} if written else {})
    reading.save(update_fields=["values", "marks", "aids", "before"])
    return reading_complete(actor=actor, reading=reading.key)


@transaction.atomic
def readings_supersede(*, actor: Actor, entry: Entry, but: Collection[UUID] = ()) -> int:
    """Set aside the live readings of the entry `but` these, kept as they are; returns how many."""
    # Whoever may key there must not see them any more, the one who sends back included.
    with as_service("keying", frozenset({entry.unit_code})):
        live = list(
            Reading.objects.select_for_update()
            .filter(entry=entry)
            .exclude(state=ReadingState.SUPERSEDED)
            .exclude(pk__in=list(but))
        )
        for reading in live:
            _supersede(reading)
    if live:
        audit.record(
            actor=actor,
            action="reading.supersede",
            unit=entry.unit_code,
            subject="entry",
            key=entry.key,
            facts={"readings": [str(reading.key) for reading in live]},
        )
    return len(live)


def _create(actor: Actor, entry: Entry, slot: int, kind: str) -> Reading:
    reading = draft_made(actor, entry, kind, slot)
    audit.record(
        actor=actor,
        action="reading.start",
        unit=entry.unit_code,
        subject="reading",
        key=reading.key,
        purpose="keying",
        facts={"entry": str(entry.key), "slot": slot, "kind": str(kind)},
    )
    return reading


def _supersede(reading: Reading) -> None:
    reading.state = ReadingState.SUPERSEDED
    with as_service("keying", frozenset({reading.unit_code})):
        reading.save(update_fields=["state"])
