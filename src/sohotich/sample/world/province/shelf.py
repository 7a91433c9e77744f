"""The books of one commune: types, years, numbers, and the event behind each number."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sohotich.sample.world.chance import dice
from sohotich.sample.world.province.inventory import Holding
from sohotich.sample.world.province.sharing import split
from sohotich.sample.world.registers.events import Event
from sohotich.sample.world.registers.lives import events_of

FIRST, LAST = 1976, 2005
# type, its share of a commune's books, its size against the others
_COMMON: Final = (("KS", 0.6, 1.6), ("KH", 0.2, 1.0), ("KT", 0.2, 1.0))
# Of the seldom types one book serves many years: type, first year.
_SELDOM: Final = (("CMC", 1985), ("CN", 1980), ("TDCC", 1990), ("GH", 1980), ("HN", 1999))
_SELDOM_MOST: Final = 60
_SQUEEZED_IN, _TWICE, _SKIPPED, _STRUCK_OUT = 0.003, 0.0006, 0.003, 0.003

Pool = dict[tuple[str, int], list[Event]]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a book; `odd` is "", `missing` (nothing stands there) or `cancelled`."""

    year: int
    number: int
    suffix: str
    twin: int
    odd: str
    event: Event


@dataclass(frozen=True, slots=True)
class Volume:
    """One book. Its numbers stand in order; those of a year are dated in order too."""

    type_code: str
    year_from: int
    year_to: int
    layout: str
    closed: bool
    numbers: tuple[Number, ...]

    @property
    def runs(self) -> list[tuple[int, int, int]]:
        """Year, first and last number of each year of the book."""
        last: dict[int, int] = {}
        for number in self.numbers:
            last[number.year] = max(last.get(number.year, 0), number.number)
        return [(year, 1, end) for year, end in sorted(last.items())]

    @property
    def declared(self) -> int | None:
        """What the closing statement says: every number that was not struck out."""
        cancelled = sum(number.odd == "cancelled" for number in self.numbers)
        return len(self.numbers) - cancelled if self.closed else None


def shelf(seed: int, holding: Holding) -> tuple[Volume, ...]:
    """As many books and registrations as the commune holds, in the order of the shelf."""
    chance = dice("shelf", seed, holding.unit_code)
    couples = holding.entries // holding.books // 2 + 15
    while True:
        pool = _pool(seed, holding.unit_code, couples)
        seldom = _seldom(chance, pool, min(holding.books // 6, chance.randint(1, 3)))
        common = _common(chance, holding.books - len(seldom))
        left = holding.entries - sum(len(events) for _, events in seldom)
        sizes = _sizes(chance, common, pool, left)
        if sizes is not None:
            break
        couples += couples // 2
    books = [_volume(chance, type_code, events) for type_code, events in seldom]
    for (type_code, year), size in zip(common, sizes, strict=True):
        events = pool[type_code, year]
        kept = sorted(chance.sample(range(len(events)), size))
        books.append(_volume(chance, type_code, [events[index] for index in kept]))
    return tuple(sorted(books, key=lambda book: (book.type_code, book.year_from)))


def _pool(seed: int, unit_code: str, couples: int) -> Pool:
    pool: Pool = defaultdict(list)
    for event in events_of(seed, unit_code, couples, LAST):
        if event.day.year >= FIRST:
            pool[event.type_code, event.day.year].append(event)
    for events in pool.values():
        events.sort(key=lambda event: event.day)
    return pool


def _seldom(chance: random.Random, pool: Pool, wanted: int) -> list[tuple[str, list[Event]]]:
    found = []
    for type_code, first in chance.sample(_SELDOM, wanted):
        share = -(-_SELDOM_MOST // (LAST - first + 1))
        years = range(first, LAST + 1)
        events = [event for year in years for event in pool.get((type_code, year), [])[:share]]
        if events:
            found.append((type_code, events))
    return found


def _common(chance: random.Random, wanted: int) -> list[tuple[str, int]]:
    years = range(FIRST, LAST + 1)
    shares = split(wanted, [share for _, share, _ in _COMMON])
    books = [
        (type_code, year)
        for (type_code, _, _), count in zip(_COMMON, shares, strict=True)
        for year in sorted(chance.sample(years, min(count, len(years))))
    ]
    # More births than years there are: the rest are other types' books.
    spare = [(t, y) for t, _, _ in _COMMON for y in years if (t, y) not in set(books)]
    return books + chance.sample(spare, wanted - len(books))


def _sizes(
    chance: random.Random, books: Sequence[tuple[str, int]], pool: Pool, total: int
) -> list[int] | None:
    """How much stands in each book, no more than happened that year; None where too little did."""
    weight = {type_code: size for type_code, _, size in _COMMON}
    room = [len(pool.get(book, ())) for book in books]
    if sum(room) < total:
        return None
    sizes = [1] * len(books)
    weights = [weight[type_code] * chance.uniform(0.5, 1.5) for type_code, _ in books]
    while (left := total - sum(sizes)) > 0:
        growing = [index for index, size in enumerate(sizes) if size < room[index]]
        for index, more in zip(
            growing, split(left, [weights[index] for index in growing]), strict=True
        ):
            sizes[index] = min(room[index], sizes[index] + more)
    return sizes if all(map(int.__le__, sizes, room)) else None


def _volume(chance: random.Random, type_code: str, events: Sequence[Event]) -> Volume:
    layout = chance.choice(("one", "two", "two", "rows")) if type_code == "KS" else "two"
    numbers = tuple(_numbered(chance, events))
    first, last = numbers[0].year, numbers[-1].year
    return Volume(type_code, first, last, layout, chance.random() < 0.88, numbers)


def _numbered(chance: random.Random, events: Sequence[Event]) -> Iterator[Number]:
    year = number = 0
    again = True
    for event in events:
        if event.day.year != year:
            year, number, again = event.day.year, 0, True
        suffix, twin, odd, drawn = "", 1, "", chance.random()
        if drawn < _SQUEEZED_IN and not again:
            suffix, again = "bis", True
        elif drawn < _SQUEEZED_IN + _TWICE and not again:
            twin, again = 2, True
        else:
            number, again = number + 1, False
            odd = _odd(chance.random())
        yield Number(year, number, suffix, twin, odd, event)


def _odd(drawn: float) -> str:
    if drawn < _SKIPPED:
        return "missing"
    return "cancelled" if drawn < _SKIPPED + _STRUCK_OUT else ""
