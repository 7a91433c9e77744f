"""One unit's campaign day by day: scanning, two keyings, disputes, review, signing by the book.

Works by people, sheets and books, not by paces: nothing here is the forecast's own arithmetic.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sohotich.sample.world.campaigns.habits import Habits, drawn
from sohotich.sample.world.chance import dice

FLOW: Final = ("scanned", "keyed", "agreed", "reviewed", "approved")
STARTS_ON: Final = date(2025, 1, 1)
DAYS: Final = 15
# Whoever is not done by then is counted as finishing that day.
_LAST_DAY: Final = 75
# Entries of a commune: from a few hundred to ten thousand, 2.700 on average (327.822 in 121).
_LOG_SIZE: Final = (7.62, 0.72)


@dataclass(frozen=True)
class UnitRun:
    """`done[stage][d]`: so far at the end of day d; `keyers[d]`: who keyed that day.

    `finished`: index of the first day at whose end everything was approved.
    """

    code: str
    expected: int
    starts_on: date
    ends_on: date
    done: dict[str, tuple[int, ...]]
    keyers: tuple[frozenset[int], ...]
    scanners: tuple[int, ...]
    finished: int

    def day(self, index: int) -> date:
        return self.starts_on + timedelta(days=index)


@dataclass
class _Person:
    rate: float
    start: float
    halving: float
    attendance: float
    joins: int
    leaves: int
    read: float = 0.0

    def speed(self) -> float:
        gone = float(0.5 ** (self.read / self.halving))
        return self.rate * (1 - (1 - self.start) * gone)


@dataclass
class _Unit:
    expected: int
    people: list[_Person]
    scanners: int
    scanner_rate: float
    officer_rate: float
    weekend: float
    noise: float
    spurt: float
    disputed: float
    returned: float
    signing: float
    books: list[int]
    begins: int
    reviews_from: int
    broken: range
    stands: dict[str, float] = field(default_factory=lambda: dict.fromkeys(FLOW, 0.0))
    disputes: float = 0.0


def run_campaign(seed: int, habits: Habits, units: int = 121) -> list[UnitRun]:
    """The same seed and habits give the same campaign."""
    return [run_unit(seed, number, habits) for number in range(units)]


def run_unit(seed: int, number: int, habits: Habits) -> UnitRun:
    """One unit, until everything is approved."""
    chance = dice("campaign", habits.name, seed, number)
    unit = _make(chance, habits)
    done: dict[str, list[int]] = {stage: [] for stage in FLOW}
    keyers: list[frozenset[int]] = []
    scanners: list[int] = []
    silent_until = -1
    for day in range(_LAST_DAY):
        if day > silent_until and chance.random() < habits.silent_chance:
            silent_until = day + chance.randint(*habits.silent_days) - 1
        away = day < unit.begins or day <= silent_until
        present = frozenset() if away else _day(chance, unit, day)
        keyers.append(present)
        scanning = not away and unit.stands["scanned"] < unit.expected and day not in unit.broken
        scanners.append(unit.scanners if scanning else 0)
        for stage in FLOW:
            done[stage].append(int(unit.stands[stage] + 1e-6))
        if done["approved"][-1] >= unit.expected:
            break
    return UnitRun(
        code=f"{9001 + number:05d}",
        expected=unit.expected,
        starts_on=STARTS_ON,
        ends_on=STARTS_ON + timedelta(days=DAYS - 1),
        done={stage: tuple(counts) for stage, counts in done.items()},
        keyers=tuple(keyers),
        scanners=tuple(scanners),
        finished=len(keyers) - 1,
    )


def _make(chance: random.Random, habits: Habits) -> _Unit:
    expected = int(min(max(chance.lognormvariate(*_LOG_SIZE), 200), 12_000))
    load = drawn(chance, habits.load)
    rate = drawn(chance, habits.keyer_rate)
    needed = 2 * expected / (DAYS * rate * load)
    people = [_person(chance, habits, rate, 0) for _ in range(max(2, round(needed)))]
    if chance.random() < habits.helpers_chance:
        joins = chance.randint(3, 11)
        helpers = chance.randint(1, max(1, len(people) // 2))
        people += [_person(chance, habits, rate, joins) for _ in range(helpers)]
    for person in people[2:]:
        if chance.random() < habits.leaving_chance:
            person.leaves = person.joins + chance.randint(3, 9)
    late = chance.randint(*habits.late_days) if chance.random() < habits.late_chance else 0
    broken = range(0)
    if chance.random() < habits.breakdown_chance:
        first = chance.randint(2, 9)
        broken = range(first, first + chance.randint(*habits.breakdown_days))
    scanner_rate = drawn(chance, habits.scanner_rate)
    daily = expected / (DAYS * load)
    return _Unit(
        expected=expected,
        people=people,
        scanners=max(1, round(1.25 * daily / scanner_rate)),
        scanner_rate=scanner_rate,
        officer_rate=daily * drawn(chance, habits.officer_rate),
        weekend=drawn(chance, habits.weekend),
        noise=drawn(chance, habits.day_noise),
        spurt=drawn(chance, habits.spurt),
        disputed=drawn(chance, habits.disputed),
        returned=drawn(chance, habits.returned),
        signing=drawn(chance, habits.signing_chance),
        books=_books(chance, habits, expected),
        begins=late or chance.randint(0, 1),
        reviews_from=chance.randint(*habits.review_from),
        broken=broken,
    )


def _person(chance: random.Random, habits: Habits, rate: float, joins: int) -> _Person:
    return _Person(
        rate=rate * chance.uniform(0.75, 1.25),
        start=drawn(chance, habits.skill_start),
        halving=drawn(chance, habits.skill_entries),
        attendance=drawn(chance, habits.attendance),
        joins=joins,
        leaves=_LAST_DAY,
    )


def _books(chance: random.Random, habits: Habits, expected: int) -> list[int]:
    """Where each book ends, as a running count of entries."""
    ends = [0]
    while ends[-1] < expected:
        ends.append(min(ends[-1] + chance.randint(*habits.book_entries), expected))
    return ends


def _day(chance: random.Random, unit: _Unit, day: int) -> frozenset[int]:
    """Work of one day, upstream first; who keyed."""
    mood = chance.lognormvariate(0, unit.noise)
    if (STARTS_ON + timedelta(days=day)).weekday() >= 5:
        mood *= unit.weekend
    if DAYS - 3 <= day < DAYS:
        mood *= unit.spurt
    at = unit.stands
    morning = dict(at)
    machines = 0 if day in unit.broken else unit.scanners
    at["scanned"] += min(machines * unit.scanner_rate * mood, unit.expected - at["scanned"])
    # Half of what was scanned today reaches the keyers today.
    present = _key(chance, unit, day, mood, (morning["scanned"] + at["scanned"]) / 2)
    _settle_and_review(chance, unit, day, mood, morning["agreed"])
    if chance.random() < unit.signing:
        at["approved"] = float(max(end for end in unit.books if end <= at["reviewed"] + 1e-6))
    _finish(unit)
    return present


def _key(chance: random.Random, unit: _Unit, day: int, mood: float, there: float) -> frozenset[int]:
    left = 2 * max(there - unit.stands["keyed"], 0.0)
    present = set()
    for number, person in enumerate(unit.people):
        if not person.joins <= day < person.leaves or chance.random() > person.attendance:
            continue
        read = min(person.speed() * mood, left)
        if read >= 1:
            present.add(number)
            person.read += read
            left -= read
            unit.stands["keyed"] += read / 2
            unit.disputes += read / 2 * unit.disputed
    return frozenset(present)


def _settle_and_review(
    chance: random.Random, unit: _Unit, day: int, mood: float, agreed_before: float
) -> None:
    at = unit.stands
    unit.disputes -= min(unit.disputes, unit.officer_rate * 0.4 * mood)
    at["agreed"] = max(at["keyed"] - unit.disputes, at["agreed"])
    if day < unit.begins + unit.reviews_from:
        return
    seen = min(unit.officer_rate * mood, max(agreed_before - at["reviewed"], 0.0))
    back = seen * unit.returned * chance.random()
    at["reviewed"] += seen - back
    # What is sent back is keyed again, and nobody's figures stand still for it.
    for stage in ("keyed", "agreed"):
        at[stage] = max(at[stage] - back, at["reviewed"])


def _finish(unit: _Unit) -> None:
    """Less than one entry left at a stage is none."""
    for stage in FLOW[:-1]:
        if unit.expected - unit.stands[stage] < 1:
            unit.stands[stage] = float(unit.expected)
