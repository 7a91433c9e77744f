"""What others found in a reading, told to `accuracy` where the content of a record is settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sohotich.domain.compare import compare_records
from sohotich.register.accuracy.models import Source
from sohotich.register.accuracy.services import Judged, Place, looks_record
from sohotich.register.ledger.models import Entry
from sohotich.register.records.comparison import differences_of, keyed_once_by_two, plan_of
from sohotich.register.records.models import Reading, ReadingKind, ReadingState, Record


def pair_looked(
    entry: Entry,
    pair: tuple[Reading, Reading],
    twice: Collection[str] | None,
    decision: Reading | None,
) -> None:
    """Two readings held against each other, and the decisions where they differ.

    What both took over from an offer is no look: nobody read it a second time.
    """
    first, second = pair
    suspect = _suspect(entry)
    differing = {difference.field for difference in differences_of(first, second)}
    said = _said(first) & _said(second)
    same = (said if twice is None else said & set(twice)) - differing
    same -= keyed_once_by_two(first, second)
    place = _place(entry)
    judged = [_judged(reading, same, (), suspect) for reading in pair]
    looks_record(
        by=second.by, source=Source.SECOND_KEY, occasion=second.key, place=place, judged=judged
    )
    if decision is not None:
        judged = [
            _judged(
                reading,
                differing,
                _wrong(reading, decision.values, decision.marks, differing),
                suspect,
            )
            for reading in pair
        ]
        looks_record(
            by=decision.by,
            source=Source.DISPUTE,
            occasion=decision.key,
            place=place,
            judged=judged,
        )


def verification_looked(entry: Entry, readings: Iterable[Reading], verification: Reading) -> None:
    """Values that somebody held against the image, one by one; what was asked is not answered."""
    answered = {key for key, choice in verification.choices.items() if choice != "ask"}
    changed = {key for key in answered if verification.choices[key] != "right"}
    suspect = _suspect(entry)
    judged = [
        _judged(
            reading,
            answered & _said(reading),
            _wrong(reading, verification.values, verification.marks, changed & _said(reading)),
            suspect,
        )
        for reading in readings
    ]
    looks_record(
        by=verification.by,
        source=Source.VERIFICATION,
        occasion=verification.key,
        place=_place(entry),
        judged=judged,
    )


def correction_looked(entry: Entry, correction: Reading) -> None:
    """A value put right since: whoever had keyed what was replaced was wrong."""
    was: Mapping[str, str] = correction.before.get("values", {})
    changed = {key for key, value in was.items() if correction.values.get(key, "") != value}
    keyed = Reading.objects.filter(entry=entry, slot__gt=0, state=ReadingState.COMPLETE)
    judged = []
    for reading in keyed.exclude(kind=ReadingKind.IMPORT):
        wrong = {key for key in changed if reading.values.get(key, "") == was[key]}
        judged.append(_judged(reading, wrong, wrong))
    looks_record(
        by=correction.by,
        source=Source.REVIEW,
        occasion=correction.key,
        place=_place(entry),
        judged=judged,
    )


def sample_looked(
    *,
    by: UUID,
    entry: Entry,
    occasion: UUID,
    readings: Iterable[Reading],
    record: Record,
    fields: Collection[str],
    wrong: Collection[str],
) -> None:
    """A settled record held against its image field by field, as it stands: each field counts for
    those who had keyed what stands there.
    """
    judged = []
    for reading in readings:
        said = _said(reading) & set(fields)
        theirs = said - _wrong(reading, record.values, record.marks, said)
        judged.append(_judged(reading, theirs, theirs & set(wrong)))
    looks_record(by=by, source=Source.SAMPLE, occasion=occasion, place=_place(entry), judged=judged)


def _place(entry: Entry) -> Place:
    return Place(entry.unit_code, entry.book_id, entry.key)


def _said(reading: Reading) -> set[str]:
    return {*reading.values, *reading.marks}


def _suspect(entry: Entry) -> frozenset[str]:
    """Fields that were looked at for what was doubtful about them: no measure of their keyers."""
    plan = plan_of(entry)
    return frozenset() if plan is None else plan.unmeasured


def _judged(
    reading: Reading,
    fields: Collection[str],
    wrong: Collection[str],
    suspect: Collection[str] = (),
) -> Judged:
    return Judged(reading.key, reading.by, reading.type_code, fields, wrong, reading.aids, suspect)


def _wrong(
    reading: Reading, values: Mapping[str, str], marks: Mapping[str, str], fields: Iterable[str]
) -> set[str]:
    found = compare_records(
        reading.values, values, sorted(fields), marks_a=reading.marks, marks_b=marks
    )
    return {difference.field for difference in found}
