"""The interval of an error rate from a count of errors among looks, also when both are small."""

from __future__ import annotations

from math import exp, fsum, lgamma, log, sqrt
from typing import Final

# Two-sided 95 %, of the normal distribution.
_Z: Final = 1.959963984540054
_CONFIDENCE: Final = 0.95
# Halving an interval of width 1 that often leaves less than any rate is shown with.
_HALVINGS: Final = 60


def wilson(errors: int, looks: int) -> tuple[float, float]:
    """Wilson's score interval, 95 %: (0, 1) where nobody has looked.

    Short and right on average, for figures that people read. E. B. Wilson (1927).
    """
    if not looks:
        return 0.0, 1.0
    share, weight = errors / looks, _Z * _Z / looks
    middle = (share + weight / 2) / (1 + weight)
    half = _Z * sqrt(share * (1 - share) / looks + weight / (4 * looks)) / (1 + weight)
    low = 0.0 if errors == 0 else max(0.0, middle - half)
    return low, 1.0 if errors == looks else min(1.0, middle + half)


def clopper(errors: int, looks: int) -> tuple[float, float]:
    """Clopper and Pearson's exact interval (1934), 95 %: never too narrow, for statements that
    somebody signs.
    """
    if not looks:
        return 0.0, 1.0
    tail = (1 - _CONFIDENCE) / 2
    low = 0.0 if errors == 0 else _rate_where(1 - tail, errors - 1, looks)
    high = 1.0 if errors == looks else _rate_where(tail, errors, looks)
    return low, high


def _rate_where(wanted: float, most: int, looks: int) -> float:
    """The rate at which `most` errors or fewer have the probability `wanted`."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_most(most, looks, middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(most: int, looks: int, rate: float) -> float:
    """By logarithms: among many looks no single term is too small for a float."""
    right, wrong = log(1 - rate), log(rate)
    ways = (lgamma(looks + 1) - lgamma(n + 1) - lgamma(looks - n + 1) for n in range(most + 1))
    return fsum(exp(way + n * wrong + (looks - n) * right) for n, way in enumerate(ways))
