"""When an answer is due, and how long one took: every hour of the campaign, or working hours only.

Pure: moments come in aware, days and hours are those of the zone of `start`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sohotich.domain.policies.report_days import reported

# Where a province's table leaves no working hour at all, waiting has to end somewhere.
_FARTHEST = timedelta(days=400)


@dataclass(frozen=True)
class AnswerClock:
    """`hours`: (from, to) of a working day, in order; `days_off` as `report.days_off` has them."""

    working: bool = False
    hours: tuple[tuple[time, time], ...] = ()
    days_off: Mapping[str, str] = field(default_factory=dict)

    def due(self, start: datetime, allowed: timedelta) -> datetime:
        """The moment at which `allowed` of this clock has passed since `start`."""
        if not self.working:
            return start + allowed
        left = allowed
        for begins, ends in self._spans(start):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        return start + allowed

    def passed(self, start: datetime, end: datetime) -> timedelta:
        """How much of this clock lies between two moments; none where `end` comes first."""
        if end <= start:
            return timedelta(0)
        if not self.working:
            return end - start
        spans = self._spans(start, end)
        return sum((min(to, end) - begins for begins, to in spans if begins < end), timedelta(0))

    def _spans(
        self, start: datetime, until: datetime | None = None
    ) -> Iterator[tuple[datetime, datetime]]:
        """The working times since `start`, the first one cut at it, to the day of `until`."""
        last = until or start + _FARTHEST
        day = start.date()
        while day <= last.date():
            if reported(day, "working", self.days_off):
                for begins, ends in self.hours:
                    opens = datetime.combine(day, begins, start.tzinfo)
                    closes = datetime.combine(day, ends, start.tzinfo)
                    if closes > start:
                        yield max(opens, start), closes
            day += timedelta(days=1)
