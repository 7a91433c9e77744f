"""What the looks at a lot come to so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sohotich.domain.record_types import record_type
from sohotich.domain.sampling import Terms, Verdict
from sohotich.pipeline.sampling.lots import (
    entries_of,
)
from sohotich.pipeline.sampling.models import Lot, LotState
from sohotich.register.books.selectors import form_of
from sohotich.register.records.models import Record


@dataclass(frozen=True)
class Totals:
    """What was judged of a lot so far."""

    records: int
    looks: int
    errors: int


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


def has_failed(lot: Lot) -> bool:
    """Whether an open lot is known to be bad: a submitted book kept its records from moving."""
    return lot.state == LotState.OPEN and verdict_now(lot) is Verdict.REJECT


def reason_of(lot: Lot) -> str:
    """Why its records go back, as the ledger keeps it and everybody reads it."""
    found = totals(lot)
    whose = f"sổ {lot.book.label}" if lot.book is not None else f"người nhập {lot.keyer_name}"
    return (
        f"Kiểm mẫu {whose} không đạt: sai {found.errors} trong {found.looks} ô "
        f"của {found.records} trường hợp"
    )
