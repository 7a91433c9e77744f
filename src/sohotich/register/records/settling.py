"""From readings to the record: what both read, what was decided, what was corrected since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.schema import PersonRole
from sohotich.domain.text import unmarked_key
from sohotich.engines.exchange.content import record_digest
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.ledger.models import Entry
from sohotich.register.records.comparison import (
    compare_readings,
    keyed_twice,
    plan_of,
    readings_of,
)
from sohotich.register.records.decisions import decision_of, ensure_may_settle
from sohotich.register.records.errors import ReadingError, Undecided
from sohotich.register.records.looking import (
    correction_looked,
    pair_looked,
    verification_looked,
)
from sohotich.register.records.models import (
    Person,
    Reading,
    ReadingKind,
    ReadingState,
    Record,
)
from sohotich.register.records.values import tidy
from sohotich.register.records.verification import ASK, verifications_of


@dataclass
class Settled:
    """The content of a record while it is put together."""

    values: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)

    def take(self, key: str, reading: Reading) -> None:
        """Take one field from `reading`; one it left empty takes no place."""
        value, mark = reading.values.get(key, ""), reading.marks.get(key, "")
        for column, content in ((self.values, value), (self.marks, mark)):
            column.pop(key, None)
            if content:
                column[key] = content
        self.provenance[key] = str(reading.key)


@transaction.atomic
def record_settle(*, actor: Actor, entry: Entry) -> Record:
    """Make the record from the first reading, the second where somebody made one, the decisions on
    their differences, and what was found by looking at single values.

    Raises Undecided while a differing field has no decision. The ledger is moved by the caller.
    """
    first, second = readings_of(entry)
    settled = Settled()
    for key in {*first.values, *first.marks}:
        settled.take(key, first)
    if second is not None:
        _take_second(actor, entry, (first, second), settled)
    for verification in verifications_of(entry):
        for key, choice in verification.choices.items():
            if choice not in ("right", ASK):
                settled.take(key, verification)
        verification_looked(entry, [first, *filter(None, [second])], verification)
    return _store(actor, entry, first.version, settled)


def decisions_close(*, actor: Actor, entry: Entry) -> Reading:
    """Finish the dispute's decisions; Undecided while a differing field has none."""
    ensure_may_settle(actor, entry)
    decision = decision_of(entry)
    differing = [difference.field for difference in compare_readings(entry)]
    _check_decided(entry, differing, decision)
    assert decision is not None
    decision.state, decision.completed_at = ReadingState.COMPLETE, now()
    decision.save(update_fields=["state", "completed_at"])
    return decision


def _take_second(
    actor: Actor, entry: Entry, pair: tuple[Reading, Reading], settled: Settled
) -> None:
    first, second = pair
    differing = [difference.field for difference in compare_readings(entry)]
    decision = None
    if differing:
        decision = _decided(entry) or decisions_close(actor=actor, entry=entry)
    for key in {*second.values, *second.marks}:
        # What only the second says, where they agree, is that the line is blank in the book.
        if key not in differing and not first.says(key):
            settled.take(key, second)
    for key in differing:
        assert decision is not None
        settled.take(key, decision)
    pair_looked(entry, pair, keyed_twice(plan_of(entry)), decision)


def _decided(entry: Entry) -> Reading | None:
    """The finished decision on the readings that count: one on earlier readings is set aside with
    them.
    """
    done = Reading.objects.filter(
        entry=entry, kind=ReadingKind.DECISION, state=ReadingState.COMPLETE
    )
    return done.order_by("-completed_at").first()


@transaction.atomic
def record_correct(
    *,
    actor: Actor,
    entry: Entry,
    changes: Mapping[str, tuple[str, str]],
    reason: str,
    counted: bool = False,
) -> Record:
    """Correct fields of a settled record: {field: (value, mark)}. Values as before are left out.

    The correction is a reading of its own and keeps what it replaced. `counted`: whose errors these
    are was told to `accuracy` by who found them. Raises ReadingError when
    nothing changes or no reason is given.
    """
    ensure(actor, "review.do", entry.unit_code)
    reason = " ".join(reason.split())[:500]
    if not reason:
        raise ReadingError("Sửa bản ghi cần có lý do.", where="Lý do")
    record = Record.objects.select_for_update().get(entry=entry)
    tidied = {key: tidy(record.type_code, key, *change) for key, change in changes.items()}
    changed = {
        key: pair
        for key, pair in tidied.items()
        if pair != (record.values.get(key, ""), record.marks.get(key, ""))
    }
    if not changed:
        raise ReadingError("Không có trường nào thay đổi.", where=f"Số {entry.label}")
    correction = _correction(actor, record, changed, reason)
    if not counted:
        correction_looked(entry, correction)
    settled = Settled(record.values, record.marks, record.provenance)
    for key in changed:
        settled.take(key, correction)
    return _store(actor, entry, record.version, settled)


def _check_decided(entry: Entry, differing: list[str], decision: Reading | None) -> None:
    decided = decision.choices if decision is not None else {}
    open_fields = [key for key in differing if key not in decided]
    if open_fields:
        schema = record_type(entry.book.type_code)
        raise Undecided(open_fields, [schema.field(key).label for key in open_fields])


def _correction(
    actor: Actor, record: Record, changed: Mapping[str, tuple[str, str]], reason: str
) -> Reading:
    moment = now()
    return Reading.objects.create(
        entry_id=record.entry_id,
        book_id=record.book_id,
        unit_code=record.unit_code,
        kind=ReadingKind.CORRECTION,
        state=ReadingState.COMPLETE,
        by=actor.key,
        by_name=actor.name,
        started_at=moment,
        completed_at=moment,
        type_code=record.type_code,
        version=record.version,
        values={key: value for key, (value, _) in changed.items() if value},
        marks={key: mark for key, (_, mark) in changed.items() if mark},
        aids=dict.fromkeys(changed, "corrected"),
        before={
            "values": {key: record.values.get(key, "") for key in changed},
            "marks": {key: record.marks.get(key, "") for key in changed},
        },
        reason=reason,
    )


def _store(actor: Actor, entry: Entry, version: str, settled: Settled) -> Record:
    type_code = entry.book.type_code
    values = settled.values
    title = record_type(type_code).title(values)
    record, _ = Record.objects.update_or_create(
        entry=entry,
        defaults={
            "book_id": entry.book_id,
            "unit_code": entry.unit_code,
            "type_code": type_code,
            "version": version,
            "values": values,
            "marks": settled.marks,
            "provenance": settled.provenance,
            "digest": record_digest(values, settled.marks),
            "so": values.get("so", "")[:20],
            "quyen_so": values.get("quyenSo", "")[:20],
            "ngay_dang_ky": values.get("ngayDangKy", "")[:10],
            "title": title[:200],
            "title_key": unmarked_key(title)[:200],
            "updated_at": now(),
        },
    )
    _store_persons(record)
    audit.record(
        actor=actor,
        action="record.write",
        unit=entry.unit_code,
        subject="record",
        key=record.key,
        facts={"entry": str(entry.key), "digest": record.digest},
    )
    return record


def _store_persons(record: Record) -> None:
    Person.objects.filter(record=record).delete()
    values = record.values
    Person.objects.bulk_create(
        Person(
            record=record,
            unit_code=record.unit_code,
            role=person.role,
            ho_ten=name[:200],
            unmarked_key=unmarked_key(name)[:200],
            ngay_sinh=values.get(person.birth_field, "")[:10],
            so_giay_to=_paper(values, person),
        )
        for person in record_type(record.type_code).persons
        if (name := values.get(person.name_field, ""))
    )


def _paper(values: Mapping[str, str], person: PersonRole) -> str:
    numbers = (values.get(key, "") for key in person.number_fields)
    return next((number[:30] for number in numbers if number), "")
