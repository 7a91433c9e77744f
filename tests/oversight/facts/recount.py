"""The figures counted once more in plain Python, one registration after the other.

Shares nothing with the facts: the order of the work and what counts as a return stand here again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))
FUNNEL = (
    "expected",
    "scanned",
    "keyed",
    "agreed",
    "reviewed",
    "approved",
    "exported",
    "accepted",
)
FURTHEST = {
    "expected": 0,
    "scanned": 1,
    "keyed_once": 1,
    "disputed": 2,
    "verifying": 2,
    "agreed": 3,
    "reviewed": 4,
    "approved": 5,
    "exported": 6,
    "accepted": 7,
    "missing": -1,
    "cancelled": -1,
}
CAME_BACK = ("return_to_keying", "return_to_scanning", "refuse")


@dataclass(frozen=True)
class Move:
    """What the ledger keeps of one change."""

    action: str
    to: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.astimezone(HANOI).date()


@dataclass(frozen=True)
class Number:
    """A registration with its history, oldest first."""

    moves: tuple[Move, ...]

    def last(self, day: date) -> Move | None:
        done = [move for move in self.moves if move.day <= day]
        return done[-1] if done else None

    def reached(self, day: date) -> int:
        last = self.last(day)
        return FURTHEST[last.to if last else "expected"]

    def waits_returned(self, day: date) -> bool:
        last = self.last(day)
        return last is not None and last.action in CAME_BACK

    def returns_on(self, day: date) -> int:
        return sum(move.day == day and move.action in CAME_BACK for move in self.moves)


@dataclass(frozen=True)
class Volume:
    """A book with its numbers."""

    label: str
    unit: str
    type_code: str
    numbers: tuple[Number, ...]

    def standing(self, day: date, stage: int) -> tuple[int, int]:
        """Registrations at the stage or beyond it; 1 where that is the whole book."""
        countable = [n for n in self.numbers if n.reached(day) >= 0]
        there = [n for n in countable if n.reached(day) >= stage]
        if stage == 0 and not self.numbers:
            return 0, 1
        return len(there), int(bool(countable) and len(there) == len(countable))


Key = tuple[str, str, date, str]


def recount(volumes: Iterable[Volume], days: Iterable[date]) -> dict[Key, tuple[int, ...]]:
    """(unit, type, day, stage) → today, so far, books today, books so far."""
    groups: dict[tuple[str, str], list[Volume]] = defaultdict(list)
    for volume in volumes:
        groups[volume.unit, volume.type_code].append(volume)
    found: dict[Key, tuple[int, ...]] = {}
    for (unit, type_code), books in groups.items():
        for day in days:
            for stage, name in enumerate(FUNNEL):
                now, whole = _summed(books, day, stage)
                before, whole_before = _summed(books, day - timedelta(days=1), stage)
                found[unit, type_code, day, name] = (now - before, now, whole - whole_before, whole)
            found[unit, type_code, day, "returned"] = _returned(books, day)
    return found


def _summed(books: Iterable[Volume], day: date, stage: int) -> tuple[int, int]:
    standing = [book.standing(day, stage) for book in books]
    return sum(one for one, _ in standing), sum(whole for _, whole in standing)


def _returned(books: Iterable[Volume], day: date) -> tuple[int, ...]:
    came = [sum(n.returns_on(day) for n in book.numbers) for book in books]
    wait = [sum(n.waits_returned(day) for n in book.numbers) for book in books]
    return sum(came), sum(wait), sum(map(bool, came)), sum(map(bool, wait))
