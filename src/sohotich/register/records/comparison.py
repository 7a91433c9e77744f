"""The two blind readings of an entry beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sohotich.domain.compare import FieldDifference, compare_records
from sohotich.domain.record_types import record_type
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.accuracy.planning import plan_of_reading
from sohotich.register.ledger.models import Entry
from sohotich.register.records.errors import ReadingError
from sohotich.register.records.models import Reading, ReadingState

_PAIR = (1, 2)
# Whoever pressed a key to take an offer over has not read it once more.
_OFFERED = ("carried", "completed")


def readings_of(entry: Entry) -> tuple[Reading, Reading | None]:
    """The complete readings of slot 1 and 2, None where nobody keyed it a second time; ReadingError
    without a first.
    """
    done = {
        reading.slot: reading
        for reading in Reading.objects.filter(
            entry=entry, slot__in=(1, 2), state=ReadingState.COMPLETE
        )
    }
    if 1 not in done:
        raise ReadingError("Chưa có lần nhập nào xong.", where=f"Số {entry.label}")
    return done[1], done.get(2)


def live_pair(entry: Entry) -> tuple[Reading, Reading]:
    """The complete readings of slot 1 and slot 2; ReadingError unless both are there."""
    first, second = readings_of(entry)
    if second is None:
        raise ReadingError("Chưa đủ hai lần nhập.", where=f"Số {entry.label}")
    return first, second


def plan_of(entry: Entry | UUID) -> LookPlan | None:
    """What was decided about the entry's first reading; None where all of it is keyed twice."""
    first = Reading.objects.filter(entry=entry, slot=1, state=ReadingState.COMPLETE).first()
    return plan_of_reading(first.key) if first is not None else None


def keyed_twice(plan: LookPlan | None) -> frozenset[str] | None:
    """The fields that a second person keys; None for all."""
    return None if plan is None or plan.whole else plan.twice


def compare_readings(entry: Entry) -> list[FieldDifference]:
    """Where the two readings differ, in the order of the form; marks compare as values. Only what
    was to be keyed twice.
    """
    return differences_of(*live_pair(entry))


def differences_of(first: Reading, second: Reading) -> list[FieldDifference]:
    """`compare_readings` for two readings at hand."""
    only = keyed_twice(plan_of_reading(first.key))
    schema = record_type(first.type_code)
    return compare_records(
        first.values,
        second.values,
        [field for field in schema.fields if only is None or field.key in only],
        marks_a=first.marks,
        marks_b=second.marks,
        optional=schema.optional,
    )


def keyed_once_in(readings: Iterable[Reading]) -> frozenset[str]:
    """`keyed_once_by_two` of the standing pair among these; none where there is no pair."""
    standing = {r.slot: r for r in readings if r.slot and r.state == ReadingState.COMPLETE}
    if len(standing) < len(_PAIR):
        return frozenset()
    return keyed_once_by_two(*(standing[slot] for slot in _PAIR))


def keyed_once_by_two(first: Reading, second: Reading) -> frozenset[str]:
    """Fields whose value both took over from an offer: two keyings, and nobody read it twice."""
    return frozenset(
        key
        for key, value in first.values.items()
        if value
        and second.values.get(key)
        and first.aids.get(key) in _OFFERED
        and second.aids.get(key) in _OFFERED
    )
