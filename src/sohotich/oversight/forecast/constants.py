"""The figures of the model, chosen on invented campaigns that no error is ever quoted of.

`python -m bench forecast` prints what they give on others; see bench/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Constants:
    """`memory`: weight of a day against the one after it; `window`: days looked at.

    `skill_start`, `skill_days`: a newcomer does that share of what they will do, and needs so many
    days for 63 % of the rest. `fed`: a stage is held by itself, not by the one before, on days
    that leave this share of the day's work waiting; `heaped`: the same in usual days' work for
    officers, who see to it a day later. `keeps_up`: a stage that was never held by itself would
    do this multiple of what came to it. `signing_gap`: days between signings, drawn to
    with `signing_weight`; `signing_early`, `signing_late`: gaps that the last book waits, at the
    ends of the range. `weekend`: share of a working day's work where no weekend was seen.
    `spread_*`: of the pace, for every unit, by how unsteady it was, after its first day; `early`,
    `late`: how many spreads make up the range. It is to hold eight truths of ten, and holds 86 of a
    hundred where it was chosen: real campaigns are less like those.
    """

    memory: float = 0.93
    window: int = 14
    skill_start: float = 0.6
    skill_days: float = 6.0
    fed: float = 0.1
    heaped: float = 3.0
    keeps_up: float = 1.0
    signing_gap: float = 1.2
    signing_weight: float = 6.0
    signing_early: float = 0.2
    signing_late: float = 1.6
    weekend: float = 0.5
    weekend_weight: float = 1.0
    weekend_telling: float = 0.5
    spread_least: float = 0.12
    spread_unsteady: float = 0.5
    spread_first: float = 0.7
    early: float = 1.0
    late: float = 1.9


CONSTANTS: Final = Constants()
HORIZON: Final = 120
"""Whoever needs more days than that gets no date: the pace says nothing of so far ahead."""
