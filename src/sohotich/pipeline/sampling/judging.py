"""A record of a lot held against its image, and what was wrong put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.domain.record_types import record_type
from sohotich.domain.sampling import Verdict
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.sampling.deciding import lot_decide, quality_keep
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.figures import fields_shown, has_failed
from sohotich.pipeline.sampling.lots import (
    entries_of,
    lot_audit,
)
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records import services as records
from sohotich.register.records.comparison import readings_of
from sohotich.register.records.looking import sample_looked
from sohotich.register.records.models import Reading, ReadingKind, Record
from sohotich.register.records.selectors import not_written_by

# What a value found wrong is put right with.
_REASON: Final = "Kiểm mẫu: đối chiếu ảnh"


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
    lot_audit(actor, lot, "lot.look", {"entry": str(entry.key), "wrong": len(one.wrong)})
    verdict = lot_decide(actor, lot)
    quality_keep(entry.book, lot)
    return verdict


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
