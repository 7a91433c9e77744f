"""How each value of a record came to stand there: by one person alone, looked at, keyed twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from sohotich.register.accuracy.planning import plan_of_reading
from sohotich.register.records.comparison import keyed_once_in, keyed_twice
from sohotich.register.records.models import Reading, ReadingKind, ReadingState


class Standing(StrEnum):
    """What others did about a value before it was agreed, in the words people read."""

    SINGLE = "nhập một lần"
    VERIFIED = "đã soát giá trị"
    TWICE = "nhập hai lần"


def standings(fields: Collection[str], readings: Sequence[Reading]) -> Mapping[str, Standing]:
    """Field → its standing, by the readings that count. Where all of the record was keyed twice as
    a matter of course, only what both keyers took over from an offer is told.
    """
    live = [reading for reading in readings if reading.state == ReadingState.COMPLETE]
    first = next((reading for reading in live if reading.slot == 1), None)
    plan = plan_of_reading(first.key) if first is not None else None
    once = keyed_once_in(live)
    if plan is None:
        return dict.fromkeys(once, Standing.SINGLE)
    told: dict[str, Standing] = dict.fromkeys(fields, Standing.SINGLE)
    if any(reading.slot == 2 for reading in live):
        twice = keyed_twice(plan)
        keyed = set(fields) if twice is None else set(fields) & twice
        told |= dict.fromkeys(keyed - once, Standing.TWICE)
    return told | dict.fromkeys(_verified(live), Standing.VERIFIED)


def _verified(live: Sequence[Reading]) -> set[str]:
    return {
        key
        for reading in live
        if reading.kind == ReadingKind.VERIFICATION
        for key, choice in reading.choices.items()
        if choice != "ask"
    }
