"""Contesting a decision, once; answering it: the value stays, or the record is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.compare import BLANK_IN_BOOK, UNREADABLE
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.register.accuracy.amending import look_amend
from sohotich.register.books.models import Book
from sohotich.register.contests.against import Said, final_choice, is_against, says_the_same
from sohotich.register.contests.errors import ContestError, NotYours
from sohotich.register.contests.models import Contest, ContestState
from sohotich.register.contests.selectors import CONTESTABLE, decided_against, may_answer
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState, Record
from sohotich.register.records.settling import record_correct
from sohotich.register.records.values import tidy

CHOICES: Final = ("a", "b", "other", "blank", "unreadable")
_MARKS: Final = {"blank": BLANK_IN_BOOK, "unreadable": UNREADABLE}
_LONGEST: Final = 500


@transaction.atomic
def contest_raise(*, actor: Actor, reading: UUID, field: str, sentence: str) -> Contest:
    """Say once, in one sentence, why the book has something else than was decided.

    Raises ContestError where nothing was decided against this reading, where it is too late, said
    already, or without a sentence.
    """
    sentence = _sentence(sentence, "Ghi một câu: trong sổ thấy gì.")
    found = [row for row in decided_against(actor) if row.reading.key == reading]
    row = next((one for one in found if one.field == field), None)
    if row is None:
        raise ContestError("Ô này không còn nêu ý kiến được.", mend="Sổ đã ký hoặc đã quá hạn.")
    if row.contest is not None:
        raise ContestError("Anh/chị đã nêu ý kiến về ô này.", mend="Câu trả lời hiện ở trang này.")
    if row.until is None:
        raise ContestError("Đã quá hạn nêu ý kiến về ô này.", where=f"Số {row.entry.label}")
    contest = Contest.objects.create(
        entry_id=row.entry.key,
        book_id=row.entry.book_id,
        unit_code=row.entry.unit_code,
        reading=reading,
        slot=row.reading.slot,
        decision=row.decision,
        field=field,
        keyer=actor.key,
        sentence=sentence,
        raised_at=now(),
    )
    _trace(actor, contest, "contest.raise")
    return contest


@transaction.atomic
def answer_draft(
    *, actor: Actor, contest: UUID, choice: str, value: str, why: str, seq: int
) -> bool:
    """Choose an answer, not yet standing: `a` the decided value, `b` the keyer's, `other` with
    `value`, `blank`, `unreadable`; "" takes it back. False for a letter that is not newer.

    Raises ContestError (answered, no reason, no value), NotYours.
    """
    row = _open(actor, contest)
    if seq <= row.seq:
        return False
    if choice and choice not in CHOICES:
        raise ContestError("Cách trả lời không hợp lệ.")
    if choice:
        row.why = _sentence(why, "Ghi một câu trả lời người nhập.")
    if choice == "other":
        value, _ = tidy(row.entry.book.type_code, row.field, value, "")
        if not value:
            raise ContestError("Chưa nhập giá trị khác.")
    row.choice, row.seq, row.drafted_by = choice, seq, actor.key
    row.value = value if choice == "other" else ""
    row.save(update_fields=["choice", "value", "why", "seq", "drafted_by"])
    return True


@transaction.atomic
def answer_settle(*, actor: Actor, contest: UUID) -> bool:
    """Let the drafted answer stand: another value than the record's is a correction with its
    reason, and a reviewed registration is reviewed again. False when it stands already.

    Both readings, the decision and the contest stay. Raises ContestError, ReadingError, NotYours.
    """
    book = Book.objects.filter(pk__in=Contest.objects.filter(pk=contest).values("book_id"))
    # The book first, as submitting does: the two wait for each other instead of deadlocking.
    locked = book.select_for_update(no_key=True).get()
    row = Contest.objects.select_for_update(of=("self",)).get(pk=contest)
    if row.state != ContestState.OPEN and row.answered_by == actor.key:
        return False
    row = _open(actor, contest)
    if not row.choice or row.drafted_by != actor.key:
        raise ContestError("Chưa chọn câu trả lời.", where=f"Số {row.entry.label}")
    mine, wanted = _wanted(row)
    record = Record.objects.get(entry=row.entry_id)
    held = Said.of(record.values, record.marks, row.field)
    if not says_the_same(held, wanted):
        _correct(actor, locked, row, wanted)
    if row.choice == "a":
        row.state = ContestState.KEPT
    else:
        row.state = ContestState.CHANGED
        row.final_choice = final_choice(row.slot, row.choice, mine, wanted)
    row.answered_at, row.answered_by, row.answered_by_name = now(), actor.key, actor.name
    row.save()
    if row.state == ContestState.CHANGED:
        _tell_accuracy(row, wanted)
    _trace(actor, row, "contest.answer")
    return True


def answers_seen(*, actor: Actor, contests: Iterable[Contest]) -> None:
    """The person who asked has read these answers."""
    keys = [one.key for one in contests if one.state != ContestState.OPEN and not one.seen_at]
    Contest.objects.filter(pk__in=keys, keyer=actor.key).update(seen_at=now())


def _wanted(row: Contest) -> tuple[Said, Said]:
    """What the keyer read, and what the answer makes of the field."""
    with as_service("keying", frozenset({row.unit_code})):
        reading = Reading.objects.get(pk=row.reading)
        decision = Reading.objects.get(pk=row.decision)
    mine = Said.of(reading.values, reading.marks, row.field)
    decided = Said.of(decision.values, decision.marks, row.field)
    wanted = {"a": decided, "b": mine, "other": Said(row.value, "")}
    return mine, wanted.get(row.choice) or Said("", _MARKS.get(row.choice, ""))


def _correct(actor: Actor, book: Book, row: Contest, wanted: Said) -> None:
    if book.submitted_at is not None:
        raise ContestError(
            "Sổ đã trình ký.", where=book.label, mend="Rút sổ khỏi trình ký rồi sửa."
        )
    entry = Entry.objects.select_for_update().get(pk=row.entry_id)
    entry.book = book
    if entry.state == "reviewed":
        ledger.move(actor=actor, entry=entry, action="unreview")
    record = record_correct(
        actor=actor, entry=entry, changes={row.field: (wanted.value, wanted.mark)}, reason=row.why
    )
    row.correction = UUID(record.provenance[row.field])


def _tell_accuracy(row: Contest, wanted: Said) -> None:
    """Whoever read what now stands was right, whoever read something else was not."""
    with as_service("keying", frozenset({row.unit_code})):
        pair = Reading.objects.filter(entry=row.entry_id, slot__gt=0, state=ReadingState.COMPLETE)
        for reading in pair:
            mine = Said.of(reading.values, reading.marks, row.field)
            wrong = is_against(reading.slot, row.final_choice, mine, wanted)
            look_amend(
                unit=row.unit_code, occasion=row.decision, reading=reading.key,
                field=row.field, wrong=wrong,
            )  # fmt: skip


def _open(actor: Actor, contest: UUID) -> Contest:
    row = Contest.objects.select_for_update(of=("self",)).select_related("entry__book")
    found = row.get(pk=contest)
    if not may_answer(actor, found):
        raise NotYours(
            "Ý kiến này do người khác trả lời.",
            where=f"Số {found.entry.label}",
            mend="Người đã quyết định không tự xem lại khi xã còn công chức khác.",
        )
    if found.state != ContestState.OPEN:
        raise ContestError("Ý kiến này đã được trả lời.", where=f"Số {found.entry.label}")
    if found.entry.state not in CONTESTABLE:
        raise ContestError("Sổ đã ký hoặc số đã trả lại.", where=f"Số {found.entry.label}")
    return found


def _sentence(text: str, mend: str) -> str:
    text = " ".join(text.split())[:_LONGEST]
    if not text:
        raise ContestError("Cần một câu lý do.", where="Lý do", mend=mend)
    return text


def _trace(actor: Actor, contest: Contest, action: str) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=contest.unit_code,
        subject="contest",
        key=contest.key,
        facts={
            "entry": str(contest.entry_id),
            "field": contest.field,
            "state": str(contest.state),
            "choice": contest.final_choice or contest.choice,
        },
    )
