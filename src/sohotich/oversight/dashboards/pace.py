"""How a unit stands against the line that leads to everything done on the last day. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sohotich.foundation.pages.states import Badge


class Pace(StrEnum):
    """In the order in which a board counts them."""

    DONE = "xong"
    IN_STEP = "du"
    BEHIND = "cham"
    FAR_BEHIND = "cham-nhieu"
    NOTHING = "chua"


@dataclass(frozen=True)
class Standing:
    """`behind`: days of the line's own pace that are missing, negative ahead of it."""

    expected: int
    approved: int
    behind: float
    pace: Pace

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all."""
        return self.approved * 100 // self.expected if self.expected else 0


@dataclass(frozen=True)
class Course:
    """The campaign's line: its length in days, how many of them are over, and how many days behind
    it are still a little.
    """

    length: int
    over: float
    little: int

    def needed(self, expected: int) -> int:
        """What should be approved by now of so many."""
        return round(expected * min(self.over / self.length, 1.0))

    def standing(self, expected: int, approved: int) -> Standing:
        """Where a unit stands; what nobody declared yet stands nowhere."""
        if expected <= 0:
            return Standing(0, 0, 0.0, Pace.NOTHING)
        behind = min(self.over, self.length) - approved * self.length / expected
        return Standing(expected, approved, behind, self._pace(expected, approved, behind))

    def _pace(self, expected: int, approved: int, behind: float) -> Pace:
        if approved >= expected:
            return Pace.DONE
        if behind <= 0:
            return Pace.IN_STEP
        return Pace.BEHIND if behind <= self.little else Pace.FAR_BEHIND


_LOOKS: Final[Mapping[Pace, tuple[str, str]]] = {
    Pace.DONE: ("done", "shape-check"),
    Pace.IN_STEP: ("action", "shape-open"),
    Pace.BEHIND: ("open", "shape-triangle"),
    Pace.FAR_BEHIND: ("error", "shape-down"),
    Pace.NOTHING: ("quiet", "shape-dash"),
}


def pace_words(pace: Pace, little: int) -> str:
    """`Đủ mức`, `Chậm hơn 2 ngày` …"""
    return {
        Pace.DONE: "Xong",
        Pace.IN_STEP: "Đủ mức",
        Pace.BEHIND: f"Chậm đến {little} ngày",
        Pace.FAR_BEHIND: f"Chậm hơn {little} ngày",
        Pace.NOTHING: "Chưa có sổ",
    }[pace]


def pace_badge(pace: Pace, little: int) -> Badge:
    """The same by word, shape and colour."""
    return Badge(pace_words(pace, little), *_LOOKS[pace])
