"""How one person keys: registrations an hour, keys a registration, errors by class of fields.

Asked as the service that counts, held to the communes named: for that person and their officer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sohotich.domain.second_key import CLASSES
from sohotich.foundation.database.clock import shown
from sohotich.foundation.people.acting import as_service
from sohotich.pipeline.keying.screens import per_hour
from sohotich.register.accuracy.selectors import Rate, errors_by_class
from sohotich.register.records.models import Reading, ReadingKind

# Beyond this share the picture's bars end: nobody keys who reads a third wrong.
_FULL: Final = 0.1
WIDTH: Final = 320
_ROW: Final = 22


@dataclass
class Pace:
    """Readings finished: the moments, in order, and the keys they took."""

    moments: list[datetime] = field(default_factory=list)
    keystrokes: int = 0

    @property
    def per_hour(self) -> int | None:
        """As on the keyer's own page: pauses do not count; None while it says too little."""
        return per_hour(self.moments)

    @property
    def per_record(self) -> int | None:
        """Keys a registration; None before the first."""
        return round(self.keystrokes / len(self.moments)) if self.moments else None

    def __add__(self, other: Pace) -> Pace:
        moments = sorted([*self.moments, *other.moments])
        return Pace(moments, self.keystrokes + other.keystrokes)


@dataclass(frozen=True)
class ClassLine:
    """One class of fields: its rate, and its bar and whisker in the units of the picture."""

    name: str
    rate: Rate
    y: int
    bar: float
    low: float
    high: float

    @property
    def interval(self) -> str:
        """`0,4 – 2,1 %`."""
        return f"{_percent(self.rate.low)} – {_percent(self.rate.high)} %"

    @property
    def step(self) -> int:
        """How far below the one before it stands."""
        return _ROW


def pace_by_day(person: UUID, units: Collection[str], first: date, last: date) -> dict[date, Pace]:
    """Campaign day → how this person keyed in these communes; one taken back counts once."""
    rows = Reading.objects.filter(
        by=person,
        unit_code__in=list(units),
        kind=ReadingKind.KEYING,
        slot__gt=0,
        completed_at__isnull=False,
    ).order_by("completed_at")
    with as_service("facts", frozenset(units)):
        found = list(rows.values_list("entry_id", "slot", "completed_at", "keystrokes"))
    latest = {(entry, slot): (at, keys) for entry, slot, at, keys in found if at is not None}
    days: dict[date, Pace] = {}
    for at, keys in sorted(latest.values()):
        day = shown(at).date()
        if first <= day <= last:
            pace = days.setdefault(day, Pace())
            pace.moments.append(at)
            pace.keystrokes += keys
    return days


def class_lines(
    person: UUID, units: Collection[str], before: date | None = None
) -> list[ClassLine]:
    """Classes of fields at which somebody else looked, `before` a day, in the order told."""
    with as_service("facts", frozenset(units)):
        rates = errors_by_class(keyer=person, before=before)
    known = [(words, rates[name]) for name, words in CLASSES.items() if name in rates]
    return [
        ClassLine(
            words, rate, at * _ROW, _wide(rate.share or 0.0), _wide(rate.low), _wide(rate.high)
        )
        for at, (words, rate) in enumerate(known)
    ]


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",")


def _wide(share: float) -> float:
    return round(min(share / _FULL, 1.0) * WIDTH, 1)
