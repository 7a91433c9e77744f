"""The officer's review: next record, correcting, marking, sending back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held, waiting
from sohotich.foundation.worklists.services import claim, offer, withdraw
from sohotich.pipeline.review.errors import OwnWork, ReviewError
from sohotich.pipeline.review.four_eyes import may_review_entry, reviewable_by
from sohotich.register.books.models import Book
from sohotich.register.images.services import entry_reopen
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.models import Record
from sohotich.register.records.selectors import trace_reading

REVIEW: Final = "review"
_AT_ONCE: Final = 300
_TRIES: Final = 50


def next_review(*, actor: Actor, book: UUID | None = None) -> Entry | None:
    """The next agreed entry for this officer, what they hold first; None when none waits."""
    if not actor.can_somewhere("review.do"):
        raise Forbidden("Anh/chị chưa được giao soát xét.")
    units = actor.units("review.do")
    _synchronize(units)
    others = reviewable_by(actor, Entry.objects.order_by().filter(state="agreed")).values("pk")
    for rows in (held(actor, REVIEW), waiting(actor, REVIEW)):
        rows = rows.filter(subject_key__in=others)
        if units is not None:
            rows = rows.filter(unit_code__in=units)
        if book is not None:
            rows = rows.filter(group=str(book))
        for item in rows[:_TRIES]:
            entry = Entry.objects.select_related("book").get(pk=item.subject_key)
            if entry.state != "agreed":
                withdraw(queue=REVIEW, subject_key=entry.key)
            elif claim(actor=actor, item=item, minutes=number("keying.claim_minutes")):
                trace_reading(actor=actor, entry=entry, purpose="review")
                return entry
    return None


def _synchronize(units: frozenset[str] | None) -> None:
    offered = Exists(WorkItem.objects.filter(queue=REVIEW, subject_key=OuterRef("pk")))
    entries = Entry.objects.filter(~offered, state="agreed")
    if units is not None:
        entries = entries.filter(unit_code__in=units)
    for entry in entries.order_by("book_id", "year", "number", "suffix", "twin")[:_AT_ONCE]:
        offer(
            queue=REVIEW,
            subject_key=entry.key,
            unit=entry.unit_code,
            group=str(entry.book_id),
            priority=1 if entry.returned else 0,
            position=entry.year * 1_000_000 + entry.number * 10 + entry.twin,
        )


@transaction.atomic
def review_mark(*, actor: Actor, entry: Entry, digest: str) -> Entry:
    """Mark a record as reviewed; `digest` is the one the officer saw, so that nothing changed
    between looking and marking goes by unseen. Raises OwnWork, ReviewError.
    """
    row = _locked(entry, actor)
    if not may_review_entry(actor, row):
        raise OwnWork(row.label)
    record = Record.objects.filter(entry=row).first()
    if record is None or record.digest != digest:
        raise ReviewError(
            "Bản ghi vừa thay đổi.", where=f"Số {row.label}", mend="Hãy tải lại và xem lại."
        )
    ledger.move(actor=actor, entry=row, action="review")
    withdraw(queue=REVIEW, subject_key=row.key)
    return row


@transaction.atomic
def record_fix(
    *, actor: Actor, entry: Entry, changes: Mapping[str, tuple[str, str]], reason: str
) -> Record:
    """Correct fields of an agreed or reviewed record: {field: (value, mark)}; a reviewed one must
    be looked at again. Raises ReviewError, ReadingError.
    """
    row = _locked(entry, actor)
    if row.state not in ("agreed", "reviewed"):
        raise ReviewError(
            "Chỉ sửa được bản ghi đã thống nhất và chưa duyệt.", where=f"Số {row.label}"
        )
    _ensure_not_submitted(row.book)
    if row.state == "reviewed":
        ledger.move(actor=actor, entry=row, action="unreview")
    return records.record_correct(actor=actor, entry=row, changes=changes, reason=reason)


@transaction.atomic
def review_undo(*, actor: Actor, entry: Entry) -> Entry:
    """Take the mark back; the record waits for review again."""
    row = _locked(entry, actor)
    _ensure_not_submitted(row.book)
    ledger.move(actor=actor, entry=row, action="unreview")
    return row


@transaction.atomic
def entry_return_to_keying(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """Have a registration keyed anew by two people; the readings so far are kept, set aside."""
    row = _locked(entry, actor)
    _ensure_not_submitted(row.book)
    ledger.move(actor=actor, entry=row, action="return_to_keying", reason=reason)
    records.readings_supersede(actor=actor, entry=row)
    withdraw(queue=REVIEW, subject_key=row.key)
    return row


@transaction.atomic
def entry_return_to_scanning(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """Have a registration scanned or cut anew: image and readings are kept, set aside; its pages
    wait at the contact sheet with the reason.
    """
    row = _locked(entry, actor)
    _ensure_not_submitted(row.book)
    ledger.move(actor=actor, entry=row, action="return_to_scanning", reason=reason)
    records.readings_supersede(actor=actor, entry=row)
    entry_reopen(actor=actor, entry=row, problem=reason)
    withdraw(queue=REVIEW, subject_key=row.key)
    return row


def _locked(entry: Entry, actor: Actor) -> Entry:
    ensure(actor, "review.do", entry.unit_code)
    # The book first, as submitting does: the two wait for each other instead of deadlocking.
    book = Book.objects.select_for_update(no_key=True).get(pk=entry.book_id)
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    row.book = book
    return row


def _ensure_not_submitted(book: Book) -> None:
    if book.submitted_at is not None:
        raise ReviewError("Sổ đã trình ký.", where=book.label, mend="Rút sổ khỏi trình ký rồi sửa.")
