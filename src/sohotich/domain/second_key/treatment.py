"""What is done about a value that one person keyed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Treatment(StrEnum):
    """From the lightest on.

    ACCEPT: it stands as keyed. VERIFY: another person looks at the value beside the image. SECOND:
    another person keys it without seeing it.
    """

    ACCEPT = "accept"
    VERIFY = "verify"
    SECOND = "second"


TREATMENTS: Final[Mapping[Treatment, str]] = {
    Treatment.ACCEPT: "nhận",
    Treatment.VERIFY: "người khác xem",
    Treatment.SECOND: "nhập lần hai",
}
_WEIGHT: Final = {treatment: at for at, treatment in enumerate(TREATMENTS)}


def heavier(one: Treatment, other: Treatment) -> Treatment:
    """Whichever of the two does more."""
    return max(one, other, key=_WEIGHT.__getitem__)


def at_least(one: Treatment, other: Treatment) -> bool:
    """Whether `one` does as much as `other` or more."""
    return _WEIGHT[one] >= _WEIGHT[other]
