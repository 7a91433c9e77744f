"""What is known of a unit: how far each stage stood at the end of each day, and who keyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

FLOW: Final = ("scanned", "keyed", "agreed", "reviewed", "approved")
"""Stages of the forecast in order; what is approved is done: the rest waits for the ministry."""
LAST: Final = FLOW[-1]
WORKED: Final = FLOW[:-1]
"""Stages with a pace; signing goes by whole books, now and then."""
SATURDAY: Final = 5


@dataclass(frozen=True)
class History:
    """One unit, or one type of it, day by day from `starts_on` to today.

    `done[stage][d]`: so far at the end of day d; a missing stage stands at zero. `keyers[d]`:
    whoever keyed that day (any hashable; empty: unknown), `scanners[d]` how many scanned.
    `day_share`: how much of a usual day's work is done by now, 1 when today is over.
    """

    expected: int
    starts_on: date
    done: Mapping[str, Sequence[int]]
    keyers: Sequence[frozenset[object]] = ()
    scanners: Sequence[int] = ()
    day_share: float = 1.0

    @cached_property
    def days(self) -> int:
        """How many campaign days there are, today among them."""
        return max((len(counts) for counts in self.done.values()), default=0)

    @cached_property
    def today(self) -> date:
        return self.starts_on + timedelta(days=max(self.days - 1, 0))

    def so_far(self, stage: str, day: int = -1) -> int:
        """At the end of a day, today's when none is given."""
        counts = self.done.get(stage, ())
        return counts[day] if counts else 0

    def gained(self, stage: str) -> list[int]:
        """Each day's net gain; a day on which more came back than was done counts as none."""
        counts = self.done.get(stage, ())
        before = [0, *counts[:-1]] if counts else []
        return [max(now - then, 0) for now, then in zip(counts, before, strict=True)]

    def waiting(self, stage: str, day: int = -1) -> int:
        """What the stage before has given and this one has not done yet."""
        position = FLOW.index(stage)
        given = self.so_far(FLOW[position - 1], day) if position else self.expected
        return max(given - self.so_far(stage, day), 0)

    @property
    def remaining(self) -> int:
        return max(self.expected - self.so_far(LAST), 0)

    def weekend(self, day: int) -> bool:
        """Whether a day, counted from the first, is a Saturday or a Sunday."""
        return (self.starts_on + timedelta(days=day)).weekday() >= SATURDAY

    def until(self, days: int) -> History:
        """As it stood at the end of so many days."""
        return replace(
            self,
            done={stage: counts[:days] for stage, counts in self.done.items()},
            keyers=self.keyers[:days],
            scanners=self.scanners[:days],
            day_share=1.0,
        )
