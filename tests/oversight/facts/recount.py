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

    unit: str
    type_code: str
    book: str
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


Key = tuple[str, str, date, str]


def recount(numbers: Iterable[Number], days: Iterable[date]) -> dict[Key, tuple[int, ...]]:
    """(unit, type, day, stage) → today, so far, books today, books so far."""
    groups: dict[tuple[str, str], dict[str, list[Number]]] = defaultdict(lambda: defaultdict(list))
    for number in numbers:
        groups[number.unit, number.type_code][number.book].append(number)
    found: dict[Key, tuple[int, ...]] = {}
    for (unit, type_code), books in groups.items():
        for day in days:
            for stage in range(len(FUNNEL)):
                now, before = _standing(books, stage, day), _standing(books, stage, _eve(day))
                found[unit, type_code, day, FUNNEL[stage]] = (
                    now[0] - before[0],
                    now[0],
                    now[1] - before[1],
                    now[1],
                )
            found[unit, type_code, day, "returned"] = _returned(books, day)
    return found


def _eve(day: date) -> date:
    return day - timedelta(days=1)


def _standing(books: dict[str, list[Number]], stage: int, day: date) -> tuple[int, int]:
    registrations = whole_books = 0
    for numbers in books.values():
        countable = [n for n in numbers if n.reached(day) >= 0]
        there = [n for n in countable if n.reached(day) >= stage]
        registrations += len(there)
        whole_books += bool(countable) and len(there) == len(countable)
    return registrations, whole_books


def _returned(books: dict[str, list[Number]], day: date) -> tuple[int, ...]:
    came = [sum(n.returns_on(day) for n in numbers) for numbers in books.values()]
    wait = [sum(n.waits_returned(day) for n in numbers) for numbers in books.values()]
    return sum(came), sum(wait), sum(map(bool, came)), sum(map(bool, wait))
