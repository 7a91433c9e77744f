"""How communes differ at work: how many people, how quick, how careful, on which days; a table."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from sohotich.sample.world.province.sharing import split

DAYS: Final = 15
# The first day is a holiday with an opening ceremony; the fifth and twelfth are Sundays.
_EFFORT: Final = {1: 0.35, 5: 0.7, 12: 0.7}


@dataclass(frozen=True, slots=True)
class Pace:
    """A kind of commune. `share` of communes are so; `staff` and `speed` against what the plan
    needs; `errors` and `returns` against the usual; `begins` on that day; `silent` and `broken` say
    on how many days nobody works, or nothing can be scanned.
    """

    key: str
    label: str
    share: float
    staff: float = 1.0
    speed: float = 1.0
    errors: float = 1.0
    returns: float = 1.0
    begins: int = 1
    silent: int = 0
    broken: int = 0


PACES: Final = (
    Pace("steady", "đều", 0.47),
    Pace("swift", "nhanh", 0.15, staff=1.2, speed=1.15, errors=0.7, returns=0.6),
    Pace("late", "bắt đầu muộn", 0.10, staff=1.1, begins=4),
    Pace("silent", "có ngày không làm", 0.08, silent=3),
    Pace("struggling", "khó khăn", 0.12, staff=0.6, speed=0.8, errors=2.4, returns=3.0),
    Pace("broken", "hỏng máy quét", 0.08, broken=3),
)


def dealt(chance: random.Random, communes: int) -> list[Pace]:
    """A kind for each commune, as many of each as their shares say, in no order."""
    counts = split(communes, [pace.share for pace in PACES])
    kinds = [pace for pace, count in zip(PACES, counts, strict=True) for _ in range(count)]
    chance.shuffle(kinds)
    return kinds


def effort(day: int) -> float:
    """Which share of a working day people work on the campaign's day (from 1)."""
    return _EFFORT.get(day, 1.0)
