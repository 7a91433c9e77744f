"""From what the model says of itself to how often it is right."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

# (product of the letters' probabilities, share right), fitted on the 287 digit fields of forty
# invented registrations (`sample.reading_truth.tuned`); `make bench-recognition` judges on other
# seeds and faces. Fonts, not hands: what is told is never more than _MOST.
_CURVE: Final = ((0.0, 0.2), (0.5, 0.5), (0.7, 0.9), (0.95, 0.95), (1.0, 0.95))
_MOST: Final = 0.95


def calibrated(probability: float) -> float:
    """The share of hints of that probability that are right, 0 to 0,95, two digits."""
    at = min(max(bisect_right([x for x, _ in _CURVE], probability), 1), len(_CURVE) - 1)
    (x0, y0), (x1, y1) = _CURVE[at - 1], _CURVE[at]
    share = y0 + (y1 - y0) * (min(max(probability, 0.0), 1.0) - x0) / (x1 - x0)
    return round(min(max(share, 0.0), _MOST), 2)
