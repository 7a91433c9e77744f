"""A keyer's error as it is known, from what other people found in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from sohotich.domain.second_key.classes import CLASSES

# What is expected of the keyer in a class counts as so many looks at that class.
_WEIGHT_OF_ALL: Final = 100
# Upper end of a one-sided 84 % interval: who is measured little is treated with more care.
_DEVIATIONS: Final = 1.0

Measured = Mapping[str, tuple[int, int]]
_NOBODY: Final[Measured] = {}


def judged_errors(
    measured: Measured, least_looks: int, everybody: Measured = _NOBODY
) -> dict[str, float | None]:
    """Class → the keyer's share of wrong values, or None for every class below `least_looks`.

    `measured`: class → (wrong, looked at by somebody else), of looks that were not drawn by what is
    suspect about the value (see `measuring_fields`). `everybody`: the same over all keyers, by
    which classes differ. Each class leans on the keyer's error over all of them, the less the more
    of it was looked at. Half a mistake is assumed beforehand and the share is the upper end of its
    interval, so no luck makes anybody faultless.
    """
    wrong = sum(errors for errors, _ in measured.values())
    looks = sum(looked for _, looked in measured.values())
    if looks < max(1, least_looks):
        return dict.fromkeys(CLASSES)
    usual = _usual(everybody)
    expected = sum(looked * usual.get(name, 1.0) for name, (_, looked) in measured.items())
    worse = (wrong + 0.5) / (expected + 0.5)
    return {
        name: _judged(*measured.get(name, (0, 0)), min(1.0, worse * usual.get(name, 1.0)))
        for name in CLASSES
    }


def _usual(everybody: Measured) -> dict[str, float]:
    """How classes differ among all keyers; nothing is known to be easy by never being seen."""
    looks = sum(looked for _, looked in everybody.values())
    if not looks:
        return dict.fromkeys(CLASSES, 1.0)
    mean = (sum(errors for errors, _ in everybody.values()) + 0.5) / (looks + 1)
    return {name: _leaning(*everybody.get(name, (0, 0)), mean) for name in CLASSES}


def _leaning(errors: int, looks: int, mean: float) -> float:
    return (errors + _WEIGHT_OF_ALL * mean) / (looks + _WEIGHT_OF_ALL)


def _judged(errors: int, looks: int, expected: float) -> float:
    share = _leaning(errors, looks, expected)
    return min(1.0, share + _DEVIATIONS * math.sqrt(share * (1 - share) / (looks + _WEIGHT_OF_ALL)))
