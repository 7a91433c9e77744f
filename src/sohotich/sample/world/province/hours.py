"""Working hours: moments are whole seconds since the campaign's first midnight, on its clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MINUTE, HOUR, DAY = 60, 3600, 86_400
_MORNING: Final = (7 * HOUR + 30 * MINUTE, 11 * HOUR + 30 * MINUTE)
_AFTERNOON: Final = (13 * HOUR + 30 * MINUTE, 17 * HOUR)
_WHOLE_DAY: Final = _MORNING[1] - _MORNING[0] + _AFTERNOON[1] - _AFTERNOON[0]


@dataclass(frozen=True, slots=True)
class Shift:
    """One working day of a commune: its number (from 1), and when work begins and ends."""

    day: int
    begins: int
    ends: int

    @classmethod
    def of(cls, day: int, effort: float, until: int) -> Shift:
        """The day at this share of its hours; nothing is done after the moment `until`."""
        midnight = (day - 1) * DAY
        begins = midnight + _MORNING[0]
        return cls(day, begins, min(later(begins, round(effort * _WHOLE_DAY)), until))

    def clock(self, hour: float) -> int:
        """That hour of the day."""
        return (self.day - 1) * DAY + round(hour * HOUR)

    def first(self, moment: int) -> int:
        """The moment, or when work goes on after it: the morning, or the end of the noon break."""
        return later(max(moment, self.begins), 0)


def later(moment: int, seconds: int) -> int:
    """`seconds` of work after a moment of a working day, the noon break left out."""
    midnight = moment - moment % DAY
    after = moment + seconds
    noon, resumed = midnight + _MORNING[1], midnight + _AFTERNOON[0]
    if moment < noon <= after:
        return after + resumed - noon
    if noon <= moment < resumed:
        return resumed + seconds
    return after
