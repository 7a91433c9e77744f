"""How units of an invented campaign behave: ranges from which each unit is drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True)
class Habits:
    """Ranges are drawn evenly; `*_chance` are probabilities of a unit, or of a day of it.

    `load`: working days that the staff would need at full skill without any trouble, as a share
    of the campaign. `skill_start`: what a newcomer does of what they will do; `skill_entries`:
    after how many readings half of the rest is learned. `weekend`: share of a working day's work.
    """

    name: str
    load: Range = (0.45, 1.35)
    keyer_rate: Range = (90, 190)
    scanner_rate: Range = (280, 650)
    skill_start: Range = (0.4, 0.75)
    skill_entries: Range = (120, 450)
    attendance: Range = (0.82, 0.99)
    day_noise: Range = (0.08, 0.22)
    weekend: Range = (0.0, 1.0)
    late_chance: float = 0.18
    late_days: tuple[int, int] = (2, 6)
    silent_chance: float = 0.03
    silent_days: tuple[int, int] = (1, 2)
    breakdown_chance: float = 0.2
    breakdown_days: tuple[int, int] = (1, 4)
    helpers_chance: float = 0.3
    leaving_chance: float = 0.12
    spurt: Range = (1.0, 1.35)
    disputed: Range = (0.03, 0.14)
    returned: Range = (0.0, 0.03)
    officer_rate: Range = (0.8, 1.9)
    review_from: tuple[int, int] = (1, 4)
    signing_chance: Range = (0.3, 0.9)
    book_entries: tuple[int, int] = (60, 220)


CHOOSING = Habits("choosing")

HELD_OUT = Habits(
    "held out",
    load=(0.4, 1.6),
    keyer_rate=(70, 230),
    scanner_rate=(220, 800),
    skill_start=(0.3, 0.85),
    skill_entries=(60, 700),
    attendance=(0.75, 1.0),
    day_noise=(0.05, 0.3),
    late_chance=0.25,
    late_days=(1, 8),
    silent_chance=0.05,
    silent_days=(1, 3),
    breakdown_chance=0.3,
    breakdown_days=(1, 6),
    helpers_chance=0.4,
    leaving_chance=0.2,
    spurt=(0.9, 1.8),
    disputed=(0.02, 0.2),
    returned=(0.0, 0.06),
    officer_rate=(0.6, 2.4),
    review_from=(0, 6),
    signing_chance=(0.2, 1.0),
    book_entries=(40, 350),
)
"""Wider, and with more trouble than what the constants were chosen on."""


def drawn(chance: random.Random, bounds: Range) -> float:
    """An even draw from a range."""
    return chance.uniform(*bounds)
