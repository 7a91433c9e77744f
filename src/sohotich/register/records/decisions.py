"""A dispute, settled field by field by somebody who made neither reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE
from sohotich.domain.workflow import may_read_second
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.ledger.models import Entry
from sohotich.register.records.comparison import compare_readings, live_pair
from sohotich.register.records.drafts import draft_made
from sohotich.register.records.errors import NotBlind, ReadingError
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.values import tidy

CHOICES: Final = ("a", "b", "other", "blank", "unreadable")
_MARKS: Final = {"blank": BLANK_IN_BOOK, "unreadable": UNREADABLE}


@transaction.atomic
def decision_save(
    *, actor: Actor, entry: Entry, field: str, choice: str, value: str = ""
) -> Reading:
    """Decide one differing field: `a`, `b` (that reading's value and mark), `other` (with
    `value`), `blank` or `unreadable`. May be changed until the entry is settled.

    Raises ReadingError (no dispute, field not in dispute, unknown choice, empty value), NotBlind.
    """
    decision = _decision(actor, entry)
    if choice not in CHOICES:
        raise ReadingError("Cách quyết định không hợp lệ.", where=field)
    disputed = {difference.field for difference in compare_readings(entry)}
    if field not in disputed:
        raise ReadingError("Hai lần nhập không khác nhau ở trường này.", where=field)
    value, mark = _chosen(entry, field, choice, value)
    for column, content in ((decision.values, value), (decision.marks, mark)):
        column.pop(field, None)
        if content:
            column[field] = content
    decision.choices[field] = choice
    decision.save(update_fields=["values", "marks", "choices"])
    _audit(actor, decision, "decision.save", field, choice)
    return decision


@transaction.atomic
def decision_clear(*, actor: Actor, entry: Entry, field: str) -> Reading:
    """Take the decision on one field back; nothing happens where there is none."""
    decision = _decision(actor, entry)
    taken = decision.choices.pop(field, None)
    decision.values.pop(field, None)
    decision.marks.pop(field, None)
    if taken is not None:
        decision.save(update_fields=["values", "marks", "choices"])
        _audit(actor, decision, "decision.clear", field, taken)
    return decision


def decision_of(entry: Entry) -> Reading | None:
    """The decision in work, None before the first choice and after settling."""
    return Reading.objects.filter(
        entry=entry, kind=ReadingKind.DECISION, state=ReadingState.DRAFT
    ).first()


def may_settle(actor: Actor, entry: Entry) -> bool:
    """Whether the actor made neither of the two readings in dispute."""
    return may_read_second(actor.key, [reading.by for reading in live_pair(entry)])


def ensure_may_settle(actor: Actor, entry: Entry) -> None:
    """Raise NotBlind when the actor made one of the two readings; Forbidden without the right."""
    ensure(actor, "dispute.settle", entry.unit_code)
    if not may_settle(actor, entry):
        raise NotBlind(
            "Anh/chị là người đã nhập trường hợp này.",
            where=f"Số {entry.label}",
            mend="Tranh chấp do người chưa nhập trường hợp này giải quyết.",
        )


def _decision(actor: Actor, entry: Entry) -> Reading:
    ensure_may_settle(actor, entry)
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if locked.state != "disputed":
        raise ReadingError(
            "Trường hợp này không còn tranh chấp.",
            where=f"Số {entry.label}",
            mend="Chuyển sang trường hợp tiếp theo.",
        )
    found = decision_of(entry)
    if found is not None and found.by != actor.key:
        found.state = ReadingState.SUPERSEDED
        found.save(update_fields=["state"])
        found = None
    return found or draft_made(actor, entry, ReadingKind.DECISION)


def _chosen(entry: Entry, field: str, choice: str, value: str) -> tuple[str, str]:
    pair: Sequence[Reading] = live_pair(entry)
    if choice in ("a", "b"):
        reading = pair["ab".index(choice)]
        return reading.values.get(field, ""), reading.marks.get(field, "")
    if choice in _MARKS:
        return "", _MARKS[choice]
    value, mark = tidy(entry.book.type_code, field, value, "")
    if not value:
        raise ReadingError(
            "Chưa nhập giá trị khác.", where=field, mend="Nhập giá trị, hoặc chọn “trống trong sổ”."
        )
    return value, mark


def _audit(actor: Actor, decision: Reading, action: str, field: str, choice: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=decision.unit_code,
        subject="reading",
        key=decision.key,
        purpose="dispute",
        facts={"entry": str(decision.entry_id), "field": field, "choice": choice},
    )
