"""Opening a lot, handing out its records, judging them, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.domain.record_types import record_type
from sohotich.domain.sampling import Terms, TermsError, Verdict
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import number
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.lots import (
    MOVED_FROM,
    draw_order,
    entries_of,
    terms_kept,
    terms_of_today,
)
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.accuracy.planning import plan_widen
from sohotich.register.accuracy.services import book_sample_keep
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import form_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.comparison import readings_of
from sohotich.register.records.looking import sample_looked
from sohotich.register.records.models import Reading, ReadingKind, ReadingState, Record
from sohotich.register.records.selectors import not_written_by, trace_reading

# What a value found wrong is put right with.
_REASON: Final = "Kiểm mẫu: đối chiếu ảnh"


@dataclass(frozen=True)
class Totals:
    """What was judged of a lot so far."""

    records: int
    looks: int
    errors: int


@transaction.atomic
def lot_open(
    *, actor: Actor, unit: str, book: Book | None = None, keyer: UUID | None = None
) -> Lot:
    """The open lot of this book, or of this keyer in the commune; opened now where there is none.

    Raises SampleError where the terms of the province contradict each other, Forbidden.
    """
    ensure(actor, "sample.do", unit)
    try:
        terms = terms_of_today()
    except TermsError as error:
        raise SampleError(
            str(error), where="Quy định kiểm mẫu", mend="Đề nghị Sở Tư pháp sửa quy định."
        ) from None
    lot, new = Lot.objects.get_or_create(
        unit_code=unit,
        book=book,
        keyer=keyer,
        state=LotState.OPEN,
        defaults={
            "keyer_name": _name(keyer),
            "terms": terms_kept(terms),
            "opened_at": now(),
            "opened_by": actor.key,
            "opened_by_name": actor.name,
        },
    )
    if new:
        _audit(actor, lot, "lot.open", {})
    return lot


@transaction.atomic
def next_sampled(*, actor: Actor, lot: Lot) -> Sampled | None:
    """The next record of the lot for this person, what they hold first; None when none is left for
    them. Never one whose values they wrote, nor one of a submitted book; and none of a lot that
    has failed and waits to be moved.
    """
    ensure(actor, "sample.do", lot.unit_code)
    locked = Lot.objects.select_for_update().get(pk=lot.pk)
    if locked.state != LotState.OPEN or has_failed(locked):
        return None
    minutes = number("keying.claim_minutes")
    open_ones = locked.sampled.filter(judged_at__isnull=True)
    # Sent back meanwhile: it is no agreed record any more.
    open_ones.exclude(entry__in=entries_of(locked)).delete()
    theirs = open_ones.filter(entry__in=_theirs(actor, locked))
    mine = theirs.filter(held_by=actor.key).first()
    lapsed = theirs.filter(held_until__lte=now()).first()
    found = mine or lapsed or _draw(actor, locked)
    if found is None:
        return None
    found.held_by, found.held_until = actor.key, now() + timedelta(minutes=minutes)
    found.save()
    trace_reading(actor=actor, entry=found.entry, purpose="sample")
    return found


@transaction.atomic
def sampled_judge(
    *, actor: Actor, sampled: UUID, digest: str, wrong: Mapping[str, tuple[str, str]]
) -> Verdict:
    """Every field of the record was held against the image: `wrong` maps those that are not as in
    the book to what stands there, (value, mark); the record is corrected at once. Answers what
    follows for the lot; told twice it changes nothing.

    Raises SampleError when the record changed meanwhile, is in other hands, or a field is not one
    that was shown; ReadingError for a value that cannot be.
    """
    one = Sampled.objects.select_related("lot").get(pk=sampled)
    ensure(actor, "sample.do", one.unit_code)
    lot = Lot.objects.select_for_update().get(pk=one.lot_id)
    one.refresh_from_db()
    if one.judged_at is not None:
        return Verdict(lot.state)
    entry = _locked_entry(one)
    record = _ensure_judgeable(actor, lot, one, entry, digest)
    fields = fields_shown(record)
    _ensure_known(record, fields, wrong)
    one.judged_at, one.judged_by, one.judged_by_name = now(), actor.key, actor.name
    put_right = fields_put_right(one, record)
    one.digest = record.digest
    one.fields = [*fields, *sorted(put_right.difference(fields))]
    one.wrong = sorted(put_right.union(wrong))
    one.save()
    _tell_accuracy(actor, entry, record, one)
    if wrong:
        _put_right(actor, entry, wrong)
    _audit(actor, lot, "lot.look", {"entry": str(entry.key), "wrong": len(one.wrong)})
    verdict = _decide(actor, lot)
    _keep_quality(entry.book, lot)
    return verdict


def fields_shown(record: Record) -> Sequence[str]:
    """What is held against the image: what the form prints and what the record holds."""
    kind = record_type(record.type_code)
    form = form_of(record.book, record.entry.year)
    said = {*form.shown, *record.values, *record.marks}
    return [field.key for field in kind.fields if field.key in said]


def totals(lot: Lot) -> Totals:
    """What was judged so far."""
    done = lot.sampled.filter(judged_at__isnull=False)
    rows = list(done.values_list("fields", "wrong"))
    return Totals(
        len(rows), sum(len(fields) for fields, _ in rows), sum(len(wrong) for _, wrong in rows)
    )


def verdict_now(lot: Lot) -> Verdict:
    """What the looks so far come to."""
    found = totals(lot)
    judged = lot.sampled.filter(judged_at__isnull=False).values("entry_id")
    left = entries_of(lot).exclude(pk__in=judged).exists()
    return Terms(**lot.terms).verdict(
        records=found.records, looks=found.looks, errors=found.errors, whole=not left
    )


def _decide(actor: Actor, lot: Lot) -> Verdict:
    verdict = verdict_now(lot)
    if verdict is Verdict.GO_ON or (verdict is Verdict.REJECT and books_in_the_way(lot)):
        return verdict
    found = totals(lot)
    moved = _send_to_second_keying(actor, lot) if verdict is Verdict.REJECT else 0
    lot.state, lot.decided_at = verdict, now()
    lot.evidence = {
        "records": found.records,
        "looks": found.looks,
        "errors": found.errors,
        "moved": moved,
    }
    lot.save(update_fields=["state", "decided_at", "evidence"])
    lot.sampled.filter(judged_at__isnull=True).delete()
    _audit(actor, lot, "lot.decide", {"verdict": str(verdict), **lot.evidence})
    return verdict


def has_failed(lot: Lot) -> bool:
    """Whether an open lot is known to be bad: a submitted book kept its records from moving."""
    return lot.state == LotState.OPEN and verdict_now(lot) is Verdict.REJECT


def books_in_the_way(lot: Lot) -> list[str]:
    """Labels of the submitted books from which a failed lot would take records along."""
    held = entries_of(lot, MOVED_FROM).filter(book__submitted_at__isnull=False)
    entries = list(held.select_related("book"))
    with as_service("keying", frozenset({lot.unit_code})):
        firsts = _keyed_once(entries)
    return sorted({entry.book.label for entry in entries if entry.key in firsts})


@transaction.atomic
def lot_move(*, actor: Actor, lot: Lot) -> Lot:
    """Close a lot that failed while one of its books was submitted, and send its records to be
    keyed twice. Again changes nothing. Raises SampleError while a book is still submitted.
    """
    ensure(actor, "sample.do", lot.unit_code)
    locked = Lot.objects.select_for_update().get(pk=lot.pk)
    if not has_failed(locked):
        return locked
    books = books_in_the_way(locked)
    if books:
        raise SampleError("Sổ đã trình ký.", where=", ".join(books), mend="Rút sổ về trước.")
    _decide(actor, locked)
    if locked.book is not None:
        _keep_quality(locked.book, locked)
    return locked


def _keep_quality(book: Book, lot: Lot) -> None:
    """What the book's samples showed, of every record its latest look, in lots of any kind."""
    done = Sampled.objects.filter(entry__book=book, judged_at__isnull=False)
    latest = {one.entry_id: (one.fields, one.wrong) for one in done.order_by("judged_at", "key")}
    decided = lot.state if lot.book_id is not None and lot.state != LotState.OPEN else ""
    book_sample_keep(book=book, looked=latest.values(), verdict=decided)


def _send_to_second_keying(actor: Actor, lot: Lot) -> int:
    """By rule, all of them or none: what one person alone keyed is keyed by a second, whole.

    The first reading stays. The caller has seen that none of the books is submitted.
    """
    entries = list(
        entries_of(lot, MOVED_FROM)
        .select_for_update(of=("self",))
        .select_related("book")
        .order_by("key")
    )
    with as_service("keying", frozenset({lot.unit_code})):
        firsts = _keyed_once(entries)
    moving = [entry for entry in entries if entry.key in firsts]
    if not moving:
        return 0
    ledger.move_many(actor=actor, entries=moving, action="double_key", reason=reason_of(lot))
    for entry in moving:
        first = firsts[entry.key]
        records.readings_supersede(actor=actor, entry=entry, but=[first])
        plan_widen(entry=entry, reading=first)
    return len(moving)


def reason_of(lot: Lot) -> str:
    """Why its records go back, as the ledger keeps it and everybody reads it."""
    found = totals(lot)
    whose = f"sổ {lot.book.label}" if lot.book is not None else f"người nhập {lot.keyer_name}"
    return (
        f"Kiểm mẫu {whose} không đạt: sai {found.errors} trong {found.looks} ô "
        f"của {found.records} trường hợp"
    )


def _keyed_once(entries: Sequence[Entry]) -> dict[UUID, UUID]:
    """Entry → its first reading, where some field was keyed by one person alone."""
    firsts = dict(
        Reading.objects.filter(
            entry__in=entries, slot=1, state=ReadingState.COMPLETE, kind=ReadingKind.KEYING
        ).values_list("key", "entry_id")
    )
    plans = LookPlan.objects.filter(reading__in=list(firsts), whole="")
    return {
        firsts[plan.reading]: plan.reading for plan in plans if set(plan.treatments) - plan.twice
    }


def _draw(actor: Actor, lot: Lot) -> Sampled | None:
    drawn = lot.sampled.values("entry_id")
    left = _theirs(actor, lot).exclude(pk__in=drawn).values_list("pk", flat=True)
    first = min(left, key=lambda key: draw_order(lot, key), default=None)
    if first is None:
        return None
    return Sampled(
        lot=lot, entry=Entry.objects.get(pk=first), unit_code=lot.unit_code, held_by=actor.key
    )


def _theirs(actor: Actor, lot: Lot) -> QuerySet[Entry]:
    return not_written_by(actor.key, entries_of(lot).filter(book__submitted_at__isnull=True))


def _locked_entry(one: Sampled) -> Entry:
    rows = Entry.objects.select_for_update(of=("self",)).select_related("book")
    return rows.get(pk=one.entry_id)


def _ensure_judgeable(actor: Actor, lot: Lot, one: Sampled, entry: Entry, digest: str) -> Record:
    if lot.state != LotState.OPEN or one.held_by != actor.key:
        raise SampleError(
            f"Số {entry.label} không còn chờ anh/chị kiểm.",
            where=entry.book.label,
            mend="Bấm “Kiểm tiếp” để lấy số khác.",
        )
    _ensure_free(actor, lot, one, entry)
    record = Record.objects.select_related("entry", "book").filter(entry=entry).first()
    if record is None or record.digest != digest or not entries_of(lot).filter(pk=entry.pk):
        raise SampleError(
            "Bản ghi vừa thay đổi.", where=f"Số {entry.label}", mend="Tải lại và xem lại từ đầu."
        )
    return record


def _ensure_free(actor: Actor, lot: Lot, one: Sampled, entry: Entry) -> None:
    if entry.book.submitted_at is not None:
        raise SampleError(
            "Sổ đã trình ký, không kiểm được.", where=entry.book.label, mend="Rút sổ về trước."
        )
    if has_failed(lot):
        raise SampleError(
            "Lô đã không đạt.",
            where=entry.book.label,
            mend="Mở trang của lô, bấm “Chuyển nhập lại”.",
        )
    mine = _corrections_since(one).filter(by=actor.key).exists()
    if mine or not not_written_by(actor.key, Entry.objects.filter(pk=entry.pk)).exists():
        raise SampleError(
            f"Anh/chị đã sửa số {entry.label}.",
            where=entry.book.label,
            mend="Số này do người khác kiểm; bấm “Kiểm tiếp” để lấy số khác.",
        )


def _corrections_since(one: Sampled) -> QuerySet[Reading]:
    """Corrections made since the record was drawn, oldest first: keys sort by time."""
    made = Reading.objects.filter(entry=one.entry_id, kind=ReadingKind.CORRECTION)
    return made.filter(pk__gt=one.pk).order_by("key")


def fields_put_right(one: Sampled, record: Record) -> set[str]:
    """Fields whose value is no longer the one that was drawn: somebody corrected it before the
    record was judged, and it was wrong all the same.
    """
    drawn: dict[str, str] = {}
    for correction in _corrections_since(one):
        drawn = {**correction.before.get("values", {}), **drawn}
    return {key for key, value in drawn.items() if record.values.get(key, "") != value}


def _ensure_known(
    record: Record, fields: Sequence[str], wrong: Mapping[str, tuple[str, str]]
) -> None:
    for key, said in wrong.items():
        if key not in fields:
            raise SampleError(f"Không có ô “{key}” trong số này.", where=f"Số {record.so}")
        if said == (record.values.get(key, ""), record.marks.get(key, "")):
            label = record_type(record.type_code).field(key).label
            raise SampleError(
                "Giá trị ghi lại giống giá trị đang có.",
                where=label,
                mend="Đúng rồi thì bỏ đánh dấu sai.",
            )


def _put_right(actor: Actor, entry: Entry, wrong: Mapping[str, tuple[str, str]]) -> None:
    if entry.state == "reviewed":
        ledger.move(actor=actor, entry=entry, action="unreview")
    records.record_correct(actor=actor, entry=entry, changes=wrong, reason=_REASON, counted=True)


def _tell_accuracy(actor: Actor, entry: Entry, record: Record, one: Sampled) -> None:
    with as_service("keying", frozenset({entry.unit_code})):
        pair = readings_of(entry)
        sample_looked(
            by=actor.key,
            entry=entry,
            occasion=one.key,
            readings=[reading for reading in pair if reading is not None],
            record=record,
            fields=one.fields,
            wrong=one.wrong,
        )


def _name(key: UUID | None) -> str:
    user = User.objects.filter(key=key).first() if key else None
    return user.full_name if user is not None else ""


def _audit(actor: Actor, lot: Lot, action: str, facts: Mapping[str, object]) -> None:
    audit.record(
        actor=actor,
        action=action,
        unit=lot.unit_code,
        subject="lot",
        key=lot.key,
        purpose="sample",
        facts=dict(facts),
    )
