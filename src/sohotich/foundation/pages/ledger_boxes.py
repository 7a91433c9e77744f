"""A book as one line of boxes: rows of fifty in tens, and the legend with its counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sohotich.foundation.pages.states import Badge, badge

PER_ROW = 50


@dataclass(frozen=True, slots=True)
class Box:
    """One number of the book. `state`: a state or flag code of the workflow; `number`: as written
    (`70`, `70bis`); `note`: more to say about it; `address`: where it opens.
    """

    number: str
    state: str
    address: str
    note: str = ""

    @property
    def badge(self) -> Badge:
        return badge(self.state)

    @property
    def words(self) -> str:
        """What a screen reader and the bar below say."""
        return f"Số {self.number}: {self.badge.words}{'. ' + self.note if self.note else ''}"


@dataclass(frozen=True, slots=True)
class LedgerBoxes:
    rows: list[list[Box]]
    legend: list[tuple[Badge, int]]


def ledger_boxes(boxes: Iterable[Box]) -> LedgerBoxes:
    """Boxes in the book's order, cut into rows; the legend in the order states first appear."""
    line = list(boxes)
    counts: dict[str, int] = {}
    for box in line:
        counts[box.state] = counts.get(box.state, 0) + 1
    return LedgerBoxes(
        [line[start : start + PER_ROW] for start in range(0, len(line), PER_ROW)],
        [(badge(state), count) for state, count in counts.items()],
    )
