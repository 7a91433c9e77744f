"""What the expected error and cost of a table are reckoned from, where nothing was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sohotich.domain.second_key.classes import CARRIED, CLASSES

# Shares of values wrong: as many keyers of 1 % as of 3 %, and one of 8 % in a team of nine.
_TEAM: Final = (0.01, 0.01, 0.01, 0.01, 0.03, 0.03, 0.03, 0.03, 0.08)
# How much of a keyer's error each class has once the screen warned: what bench-double leaves, its
# two variants taken together. What is carried is wrong only where a change was passed by.
_PART: Final = {
    "name": 1.25,
    "date": 0.45,
    "code": 0.45,
    "place": 1.0,
    "number": 0.8,
    "text": 0.75,
    CARRIED: 0.15,
}
# What is expected of a class counts as so many looks at it.
_LEANING: Final = 100
# Filled fields of one birth by class, over invented books of 1956–2018 (bench-double).
_FIELDS: Final = {
    "name": 4.2,
    "date": 4.3,
    "code": 4.1,
    "place": 3.5,
    "number": 3.0,
    "text": 1.8,
    CARRIED: 10.9,
}
# 380 keystrokes a registration, 6.000 an hour: the plan's own estimate of one keying.
_SECONDS_A_RECORD: Final = 380 / 6000 * 3600
_SECONDS_PASSED: Final = 1.0
_SECONDS_KEYED: Final = (_SECONDS_A_RECORD - 10.9 * _SECONDS_PASSED) / 20.9


@dataclass(frozen=True)
class Keyer:
    """One keyer: `share` of all first readings, `error` by class of field, 0.02 for 2 %."""

    share: float
    error: Mapping[str, float]

    @staticmethod
    def of(share: float, error: float) -> Keyer:
        """A keyer who has so many typed fields wrong before the screen warns."""
        return Keyer(share, {name: error * _PART[name] for name in CLASSES})

    @staticmethod
    def measured(share: float, found: Mapping[str, tuple[int, int]]) -> Keyer:
        """A keyer by what others found: class → (wrong, looked at). Classes little looked at are
        expected to be as hard as they are for others.
        """
        wrong = sum(errors for errors, _ in found.values())
        expected = sum(looks * _PART[name] for name, (_, looks) in found.items())
        rate = (wrong + 0.5) / (expected + 1)
        error = {}
        for name in CLASSES:
            errors, looks = found.get(name, (0, 0))
            error[name] = min(1.0, (errors + _LEANING * rate * _PART[name]) / (looks + _LEANING))
        return Keyer(share, error)


def assumed_team(share: float = 1.0) -> tuple[Keyer, ...]:
    """The keyers supposed to do a share of the work where nobody was measured."""
    return tuple(Keyer.of(share / len(_TEAM), error) for error in _TEAM)


@dataclass(frozen=True)
class Assumptions:
    """Everything a table meets; shares are of 1. Each figure without a source is a round number of
    ours, the same as in `bench-double`.

    `fields`: fields of one registration by class. `verdicts`: shares of images by verdict,
    `harder`: how many times as often a value is wrong there. `warned_wrong`, `warned_right`: how
    often a value that is wrong, right has a warning. `completed`: how often a name or place is
    chosen from offers. `same`: two who are wrong are so alike. `overlooked`, `hurt`: who looks at a
    value misses an error, changes what is right. `arbiter`, `arbiter_neither`: who settles is
    wrong, and so where neither reading was right. Seconds: to key one field, to pass by a carried
    one, to look at one, to settle one.
    """

    keyers: tuple[Keyer, ...] = field(default_factory=assumed_team)
    fields: Mapping[str, float] = field(default_factory=_FIELDS.copy)
    verdicts: Mapping[str, float] = field(
        default_factory={"ok": 0.86, "look": 0.11, "rescan": 0.03}.copy
    )
    harder: Mapping[str, float] = field(
        default_factory={"ok": 1.0, "look": 2.0, "rescan": 2.0}.copy
    )
    warned_wrong: float = 0.10
    warned_right: float = 0.004
    completed: float = 0.5
    same: float = 0.25
    overlooked: float = 0.25
    hurt: float = 0.001
    arbiter: float = 0.012
    arbiter_neither: float = 0.05
    seconds_keyed: float = _SECONDS_KEYED
    seconds_passed: float = _SECONDS_PASSED
    seconds_looked: float = 3.0
    seconds_settled: float = 12.0
    hours_a_day: float = 8.0
