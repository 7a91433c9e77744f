"""The two blind readings of an entry beside each other."""

from __future__ import annotations

from sohotich.domain.compare import FieldDifference, compare_records
from sohotich.domain.record_types import record_type
from sohotich.register.ledger.models import Entry
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.models import Reading, ReadingState


def live_pair(entry: Entry) -> tuple[Reading, Reading]:
    """The complete readings of slot 1 and slot 2; ReadingError unless both are there."""
    pair = list(
        Reading.objects.filter(entry=entry, slot__in=(1, 2), state=ReadingState.COMPLETE).order_by(
            "slot"
        )
    )
    if len(pair) != 2:
        raise ReadingError("Chưa đủ hai lần nhập.", where=f"Số {entry.label}")
    return pair[0], pair[1]


def compare_readings(entry: Entry) -> list[FieldDifference]:
    """Where the two readings differ, in the order of the form; marks compare as values."""
    return differences_of(*live_pair(entry))


def differences_of(first: Reading, second: Reading) -> list[FieldDifference]:
    """`compare_readings` for two readings at hand."""
    schema = record_type(first.type_code)
    return compare_records(
        first.values,
        second.values,
        schema.fields,
        marks_a=first.marks,
        marks_b=second.marks,
        optional=schema.optional,
    )
