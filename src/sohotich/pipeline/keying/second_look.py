"""Where a registration goes when somebody has finished with it: what another person still does.

By `keying.second_key` = `blind` a first reading waits for the second, and two equal ones are
agreed. By `risk` the plan made with the first reading says which values are accepted, which are
looked at, which are keyed again.
"""

from __future__ import annotations

from sohotich.domain.compare import AS_WRITTEN, MARKS_THAT_ARE_VALUES, UNREADABLE
from sohotich.domain.record_types import BookForm, record_type
from sohotich.domain.rules.presence import required_keys
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.carrying import aids_believed
from sohotich.pipeline.keying.queues import (
    ASKED,
    DISPUTE,
    SECOND,
    VERIFY,
    clear,
    offer_entry,
)
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.accuracy.planning import plan_make, planned_by_risk
from sohotich.register.books.selectors import form_of
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.checking import findings_of
from sohotich.register.records.comparison import keyed_twice, plan_of
from sohotich.register.records.models import Reading, ReadingKind
from sohotich.register.records.verification import seen_by


def after_first(actor: Actor, entry: Entry, reading: Reading) -> None:
    """`keyed_once`, and from there at once as far as nobody else is wanted."""
    ledger.move(actor=actor, entry=entry, action="key_first")
    plan = _plan(entry, reading) if planned_by_risk() else None
    if plan is None or plan.twice:
        offer_entry(SECOND, entry, [reading.by])
    elif plan.looked_at:
        ledger.move(actor=actor, entry=entry, action="ask_verify")
        offer_entry(VERIFY, entry, [reading.by])
    else:
        records.record_settle(actor=actor, entry=entry)
        ledger.move(actor=actor, entry=entry, action="key_single")


def after_second(actor: Actor, entry: Entry) -> None:
    """Compared: `disputed`, `verifying` where values still want a look, or `agreed`."""
    readers = [reading.by for reading in records.live_pair(entry)]
    if records.compare_readings(entry):
        ledger.move(actor=actor, entry=entry, action="key_second_differs")
        offer_entry(DISPUTE, entry, readers)
    elif records.fields_to_look_at(entry):
        ledger.move(actor=actor, entry=entry, action="key_second_verify")
        offer_entry(VERIFY, entry, readers)
    else:
        records.record_settle(actor=actor, entry=entry)
        ledger.move(actor=actor, entry=entry, action="key_second_same")


def after_dispute(actor: Actor, entry: Entry) -> None:
    """Every differing field is decided: `agreed`, or `verifying` where values still want a look."""
    clear(DISPUTE, entry)
    if records.fields_to_look_at(entry):
        records.decisions_close(actor=actor, entry=entry)
        ledger.move(actor=actor, entry=entry, action="settle_verify")
        offer_entry(VERIFY, entry, [reading.by for reading in records.live_pair(entry)])
    else:
        records.record_settle(actor=actor, entry=entry)
        ledger.move(actor=actor, entry=entry, action="settle")


def after_verification(actor: Actor, entry: Entry) -> None:
    """`agreed`, or on to an officer with what was asked about."""
    for queue in (VERIFY, ASKED):
        clear(queue, entry)
    if records.fields_to_look_at(entry):
        offer_entry(ASKED, entry, seen_by(entry))
    else:
        records.record_settle(actor=actor, entry=entry)
        ledger.move(actor=actor, entry=entry, action="verify")


def fields_asked_for(reading: Reading) -> frozenset[str] | None:
    """The fields that this reading is to hold; None for all of them. Which ones a second reading
    holds says that they are risky, and nothing of what the first reading holds.
    """
    if reading.slot != 2:
        return None
    with as_service("keying", frozenset({reading.unit_code})):
        return keyed_twice(plan_of(reading.entry_id))


def _plan(entry: Entry, reading: Reading) -> LookPlan | None:
    """A row of a workbook was read from no image here: its like is keyed a second time."""
    if reading.kind != ReadingKind.KEYING:
        return None
    form = form_of(entry.book, entry.year)
    shown = {*reading.values, *reading.marks, *form.shown}
    fields = [field.key for field in record_type(reading.type_code).fields if field.key in shown]
    # That a value stands so in the book is the keyer's word alone: the doubt remains.
    marks = {key: mark for key, mark in reading.marks.items() if mark != AS_WRITTEN}
    findings = findings_of(reading.type_code, reading.values, marks, form)
    aids = aids_believed(entry, reading)
    image = image_of(entry)
    return plan_make(
        entry=entry,
        reading=reading.key,
        keyer=reading.by,
        fields={key: aids.get(key, "typed") for key in fields},
        warned=frozenset(finding.field for finding in findings),
        unsaid=_unsaid(reading, form),
        legibility=image.verdict if image is not None else "",
    )


def _unsaid(reading: Reading, form: BookForm) -> frozenset[str]:
    """Fields that the keyer could not read, or says to be blank where a value has to stand."""
    wanted = {*required_keys(record_type(reading.type_code)), *form.counted}
    return frozenset(
        key
        for key, mark in reading.marks.items()
        if mark == UNREADABLE or (mark in MARKS_THAT_ARE_VALUES and key in wanted)
    )
