"""A keyer's error as it is known, from what other people found in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from sohotich.domain.second_key.classes import CLASSES

# The keyer's error over all classes counts as so many looks at each of them.
_WEIGHT_OF_ALL: Final = 100
# Upper end of a one-sided 84 % interval: who is measured little is treated with more care.
_DEVIATIONS: Final = 1.0


def judged_errors(
    measured: Mapping[str, tuple[int, int]], least_looks: int
) -> dict[str, float | None]:
    """Class → the keyer's share of wrong values, or None for every class below `least_looks`.

    `measured`: class → (wrong, looked at by somebody else), of looks that were not drawn by what is
    suspect about the value (see `measuring_fields`). Each class leans on the keyer's error over all
    of them, the less the more of it was looked at; half a mistake is assumed beforehand, and the
    share is the upper end of its interval, so no luck makes anybody faultless.
    """
    wrong = sum(errors for errors, _ in measured.values())
    looks = sum(looked for _, looked in measured.values())
    if looks < max(1, least_looks):
        return dict.fromkeys(CLASSES)
    overall = (wrong + 0.5) / (looks + 1)
    return {name: _judged(*measured.get(name, (0, 0)), overall) for name in CLASSES}


def _judged(errors: int, looks: int, overall: float) -> float:
    seen = looks + _WEIGHT_OF_ALL
    share = (errors + _WEIGHT_OF_ALL * overall) / seen
    return min(1.0, share + _DEVIATIONS * math.sqrt(share * (1 - share) / seen))
