"""Values looked at one by one beside the image, by somebody who keyed none of them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.record_types import record_type
from sohotich.domain.workflow import may_read_second
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.accuracy.planning import plan_of_reading
from sohotich.register.ledger.models import Entry
from sohotich.register.records.comparison import keyed_once_by_two, keyed_twice, readings_of
from sohotich.register.records.drafts import draft_made
from sohotich.register.records.errors import NotBlind, ReadingError
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.values import tidy

ASK: Final = "ask"
CHOICES: Final = ("right", "other", "blank", "unreadable", ASK)
_MARKS: Final = {"blank": BLANK_IN_BOOK, "unreadable": UNREADABLE}


def fields_to_look_at(entry: Entry) -> list[str]:
    """Fields of the entry that still want somebody's look, in the order of the form.

    Those the plan says, and those which both keyers took over from an offer, unless the table
    accepts them as one person keyed them. Empty where everything is keyed twice as a matter of
    course.
    """
    first, second = readings_of(entry)
    plan = plan_of_reading(first.key)
    if plan is None:
        return []
    wanted = set(plan.looked_at)
    if second is not None:
        twice = keyed_twice(plan)
        taken_over = keyed_once_by_two(first, second) & plan.careful
        wanted |= taken_over if twice is None else taken_over & twice
    wanted -= _answered(entry)
    return [field.key for field in record_type(first.type_code).fields if field.key in wanted]


def verifications_of(entry: Entry) -> list[Reading]:
    """The finished ones that still count, oldest first."""
    done = Reading.objects.filter(
        entry=entry, kind=ReadingKind.VERIFICATION, state=ReadingState.COMPLETE
    )
    return list(done.order_by("completed_at", "key"))


def verification_draft(actor: Actor, entry: Entry) -> Reading | None:
    """The actor's own in work."""
    return Reading.objects.filter(
        entry=entry, kind=ReadingKind.VERIFICATION, state=ReadingState.DRAFT, by=actor.key
    ).first()


def seen_by(entry: Entry) -> set[UUID]:
    """Who may not look at the entry's values: its keyers, and whoever asked about one of them."""
    first, second = readings_of(entry)
    keyers = {first.by} | ({second.by} if second is not None else set())
    return keyers | {reading.by for reading in verifications_of(entry)}


def ensure_may_verify(actor: Actor, entry: Entry) -> None:
    """Raise NotBlind for one of its keyers and for whoever asked; Forbidden without the right."""
    ensure(actor, "value.verify", entry.unit_code)
    if not may_read_second(actor.key, seen_by(entry)):
        raise NotBlind(
            "Anh/chị đã nhập hoặc đã soát trường hợp này.",
            where=f"Số {entry.label}",
            mend="Giá trị do người khác soát.",
        )


@transaction.atomic
def verification_save(
    *, actor: Actor, entry: Entry, field: str, choice: str, value: str = "", seq: int = 0
) -> bool:
    """Say of one value `right`, `other` (with `value`), `blank`, `unreadable` or `ask`; may be
    changed until it is finished. False: the answer was late or a repeat.

    Raises ReadingError (nothing to look at there, unknown choice, empty value), NotBlind.
    """
    ensure_may_verify(actor, entry)
    _ensure_open(entry)
    if choice not in CHOICES:
        raise ReadingError("Cách trả lời không hợp lệ.", where=field)
    if field not in fields_to_look_at(entry):
        raise ReadingError("Ô này không chờ soát.", where=field)
    draft = verification_draft(actor, entry) or draft_made(actor, entry, ReadingKind.VERIFICATION)
    if seq and seq <= draft.sequence.get(field, -1):
        return False
    said, mark = _said(entry, field, choice, value)
    _put(draft, field, said, mark)
    draft.choices[field] = choice
    draft.sequence[field] = seq
    draft.save(update_fields=["values", "marks", "choices", "sequence"])
    _audit(actor, draft, "verification.save", field, choice)
    return True


@transaction.atomic
def verification_clear(*, actor: Actor, entry: Entry, field: str, seq: int = 0) -> bool:
    """Take one answer back; False where there is none or the letter was late."""
    draft = verification_draft(actor, entry)
    if draft is None or (seq and seq <= draft.sequence.get(field, -1)):
        return False
    taken = draft.choices.pop(field, None)
    _put(draft, field, "", "")
    draft.sequence[field] = seq
    draft.save(update_fields=["values", "marks", "choices", "sequence"])
    if taken is not None:
        _audit(actor, draft, "verification.clear", field, taken)
    return taken is not None


@transaction.atomic
def verification_complete(*, actor: Actor, entry: Entry) -> Reading:
    """Close the actor's verification; what was asked about stays open for somebody else.

    Raises ReadingError while a field has no answer.
    """
    ensure_may_verify(actor, entry)
    draft = verification_draft(actor, entry)
    wanted = fields_to_look_at(entry)
    unanswered = [key for key in wanted if draft is None or key not in draft.choices]
    if draft is None or unanswered:
        labels = [record_type(entry.book.type_code).field(key).label for key in unanswered]
        raise ReadingError(
            f"Còn {len(unanswered)} ô chưa soát: {', '.join(labels)}.",
            where=f"Số {entry.label}",
            mend="Trả lời từng ô, hoặc chọn “để hỏi”.",
        )
    draft.state, draft.completed_at = ReadingState.COMPLETE, now()
    draft.save(update_fields=["state", "completed_at"])
    audit.record(
        actor=actor,
        action="verification.complete",
        unit=entry.unit_code,
        subject="reading",
        key=draft.key,
        purpose="verification",
        facts={"entry": str(entry.key), "fields": len(draft.choices)},
    )
    return draft


def _answered(entry: Entry) -> set[str]:
    return {
        key
        for reading in verifications_of(entry)
        for key, choice in reading.choices.items()
        if choice != ASK
    }


def _ensure_open(entry: Entry) -> None:
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if locked.state != "verifying":
        raise ReadingError(
            "Trường hợp này không còn chờ soát giá trị.",
            where=f"Số {entry.label}",
            mend="Chuyển sang trường hợp tiếp theo.",
        )


def _said(entry: Entry, field: str, choice: str, value: str) -> tuple[str, str]:
    if choice in _MARKS:
        return "", _MARKS[choice]
    if choice != "other":
        return "", ""
    value, mark = tidy(entry.book.type_code, field, value, "")
    if not value:
        raise ReadingError(
            "Chưa nhập giá trị đúng.", where=field, mend="Nhập giá trị, hoặc chọn “trống trong sổ”."
        )
    return value, mark


def _put(draft: Reading, field: str, value: str, mark: str) -> None:
    for column, content in ((draft.values, value), (draft.marks, mark)):
        column.pop(field, None)
        if content:
            column[field] = content


def _audit(actor: Actor, draft: Reading, action: str, field: str, choice: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=draft.unit_code,
        subject="reading",
        key=draft.key,
        purpose="verification",
        facts={"entry": str(draft.entry_id), "field": field, "choice": choice},
    )
