"""What the final report is made of: the whole, the days, the units, and how reports came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.engines.documents.progress.figures import Campaign, Sender, Standing


@dataclass(frozen=True)
class Discipline:
    """How reports came in: on time, late, not at all."""

    on_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def due(self) -> int:
        """All that were asked for."""
        return self.on_time + self.late + self.missing


@dataclass(frozen=True)
class FinalUnit:
    """A unit at the end."""

    standing: Standing
    discipline: Discipline = Discipline()


@dataclass(frozen=True)
class FinalDay:
    """One day of the campaign: the whole as it stood then, and its reports."""

    day: date
    standing: Standing
    discipline: Discipline = Discipline()


@dataclass(frozen=True)
class FinalGroup:
    """Units under one name (a district's communes) and their whole; "" for units of no group."""

    name: str
    units: tuple[FinalUnit, ...]
    whole: FinalUnit | None = None


@dataclass(frozen=True)
class Final:
    """What stands in the final report, dated `day`; `text` takes the place of the text written."""

    sender: Sender
    campaign: Campaign
    day: date
    whole: Standing
    days: tuple[FinalDay, ...]
    groups: tuple[FinalGroup, ...] = ()
    by_type: tuple[Standing, ...] = ()
    text: tuple[str, ...] = ()
    staffing: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def total(days: Sequence[FinalDay]) -> Discipline:
    """All days' reports together."""
    return Discipline(
        sum(day.discipline.on_time for day in days),
        sum(day.discipline.late for day in days),
        sum(day.discipline.missing for day in days),
    )
