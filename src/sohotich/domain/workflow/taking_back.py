"""Until when a keyer may take back a reading just finished."""

from enum import StrEnum
from typing import Final

# Where an entry stands after each of the two readings, as long as nobody has gone on with it.
_AFTER: Final = {
    1: ("keyed_once", "verifying", "agreed"),
    2: ("agreed", "disputed", "verifying"),
}


class TooLate(StrEnum):
    """BUILT_ON: somebody has gone on from the reading; TIME: the minutes for it are over."""

    BUILT_ON = "built_on"
    TIME = "time"


def too_late(
    slot: int, state: str, *, built_on: bool, minutes: float, allowed: int
) -> TooLate | None:
    """Why a reading can no longer be taken back; None while it can.

    `slot` 1 or 2, `state` the entry's now, `minutes` since the reading was finished. `built_on`:
    the second reading was begun, or anything of the dispute, the review or a correction.
    """
    if built_on or state not in _AFTER.get(slot, ()):
        return TooLate.BUILT_ON
    return TooLate.TIME if minutes > allowed else None
