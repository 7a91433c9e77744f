"""The number of a packet: when it was typed and on which of a person's machines.

Milliseconds since 1970 by the server's clock as that machine knows it, times `MACHINES`, plus the
number which the machine drew for itself. So the later typing wins whichever machine sends first,
and two machines of one person are told apart without asking either. Who has no clock counts from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MACHINES: Final = 4096
# The year 2001: below it nobody's clock numbered the packet.
_CLOCKED: Final = 10**12 * MACHINES


@dataclass(frozen=True)
class Packet:
    """One field as it was left: value, mark and aid as stored; `keystrokes` spent on it."""

    field: str
    seq: int
    value: str = ""
    mark: str = ""
    aid: str = "typed"
    keystrokes: int = 0


@dataclass(frozen=True)
class Lost:
    """What somebody typed and what does not count, for their other machine said otherwise later."""

    field: str
    value: str
    mark: str
    seq: int


def other_machine(seq: int, stored: int) -> bool:
    """Whether the two packets came from different machines; of counted ones nobody knows."""
    return min(seq, stored) >= _CLOCKED and seq % MACHINES != stored % MACHINES
