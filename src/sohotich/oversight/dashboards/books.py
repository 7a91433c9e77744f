"""The books of a commune as tiles: how far each is, and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sohotich.foundation.pages.states import Badge
from sohotich.oversight.facts.book_figures import BookFigures, book_figures

# The first stage that not every number of the book has reached says what it waits for.
_WAITS: Final[Mapping[str, Badge]] = {
    "scanned": Badge("Chờ quét", "open", "shape-open"),
    "keyed": Badge("Chờ nhập", "open", "shape-quarter"),
    "agreed": Badge("Có tranh chấp", "doubt", "shape-differ"),
    "reviewed": Badge("Chờ soát xét", "action", "shape-half"),
    "approved": Badge("Chờ ký", "action", "shape-dot"),
}
_DONE: Final = Badge("Đã duyệt", "done", "shape-check")
_EMPTY: Final = Badge("Chưa mở số", "quiet", "shape-dash")


@dataclass(frozen=True)
class BookTile:
    """`name`: the label without the commune's code."""

    book: BookFigures
    name: str
    badge: Badge
    expected: int
    approved: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all."""
        return self.approved * 100 // self.expected if self.expected else 0


def book_tiles(unit: str, day: date) -> list[BookTile]:
    """Every book of the commune at the end of that day, by label."""
    return [_tile(book) for book in book_figures(unit, day)]


def legend(tiles: list[BookTile]) -> list[tuple[Badge, int]]:
    """Each state there is, with how many books are in it; the furthest first."""
    badges = [tile.badge for tile in tiles]
    order = (_DONE, *reversed(tuple(_WAITS.values())), _EMPTY)
    return [(badge, badges.count(badge)) for badge in order if badge in badges]


def _tile(book: BookFigures) -> BookTile:
    so_far = {stage: count.so_far for stage, count in book.counts.items()}
    expected = so_far["expected"]
    badge = _EMPTY if not expected else _DONE
    for stage, waits in _WAITS.items():
        if expected and so_far[stage] < expected:
            badge = waits
            break
    return BookTile(book, book.label.split("/")[-1], badge, expected, so_far["approved"])
