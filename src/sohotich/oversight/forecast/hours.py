"""How much of a usual day's work is done by an hour of the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Final

USUAL_HOURS: Final[Mapping[int, int]] = {
    **dict.fromkeys((8, 9, 10, 14, 15, 16), 12),
    **dict.fromkeys((7, 11, 13), 6),
    **dict.fromkeys((19, 20), 5),
}
"""Hour → weight, until enough of a campaign's own hours are known: office hours, some evening."""
_ENOUGH: Final = 500


def day_share(now: time, by_hour: Mapping[int, int] | None = None) -> float:
    """0 before the first hour of work, 1 after the last; `by_hour`: pieces of work by hour begun,
    of whole days; fewer than 500 are no pattern, then usual office hours stand in.
    """
    known = by_hour if by_hour and sum(by_hour.values()) >= _ENOUGH else USUAL_HOURS
    done = sum(count for hour, count in known.items() if hour < now.hour)
    done_of_this = known.get(now.hour, 0) * now.minute / 60
    return min((done + done_of_this) / sum(known.values()), 1.0)
