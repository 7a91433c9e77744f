"""The people of a commune: couples by the year they married, and their children in order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sohotich.sample.world import names
from sohotich.sample.world.chance import dice, pick
from sohotich.sample.world.places import Commune, lower_first

LONGEST_CHILDBEARING = 18  # years after marriage in which a couple's births are sought
MOTHER_AGES = range(17, 46)
SUNDAY = 6
HOLIDAYS = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: str  # nam | nữ
    born: date
    ethnicity: str


@dataclass(frozen=True, slots=True)
class Couple:
    """A father, a mother, where they live and what they do."""

    key: str
    father: Person
    mother: Person
    hamlet: str
    father_work: str
    mother_work: str


@dataclass(frozen=True, slots=True)
class Birth:
    """A child, where it was born, and when and by whom it was brought to the commune office."""

    couple: Couple
    child: Person
    place: str
    registered: date
    by_mother: bool


_WORK = (
    ("Làm ruộng", 70), ("Công nhân", 9), ("Giáo viên", 5), ("Bộ đội", 4), ("Buôn bán", 5),
    ("Thợ mộc", 3), ("Thợ xây", 4), ("Cán bộ", 3),
)  # fmt: skip
_MOTHER_WORK = tuple(row for row in _WORK if row[0] not in {"Bộ đội", "Thợ mộc", "Thợ xây"})


def _some_day(chance: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=chance.randrange(365))


def couple(seed: int, place: Commune, married: int, number: int) -> Couple:
    """Couple `number` of those who married in `married`: always the same one for a seed."""
    key = f"{seed}/{place.code}/{married}/{number}"
    chance = dice("couple", key)
    ethnicity = pick(chance, (("Kinh", 97), ("Tày", 2), ("Mường", 1)))
    mother_ethnicity = pick(chance, ((ethnicity, 9), ("Kinh", 1)))
    mother_year = married - chance.choice((18, 19, 19, 20, 20, 21, 22, 23, 24, 26))
    father_year = min(mother_year + chance.choice((1, 0, 0, -1, -2, -3, -4, -6)), married - 19)
    father, mother = (
        Person(
            names.full_name(chance, names.surname(chance, ethnic), sex, year),
            sex,
            _some_day(chance, year),
            ethnic,
        )
        for sex, year, ethnic in (
            ("nam", father_year, ethnicity),
            ("nữ", mother_year, mother_ethnicity),
        )
    )
    return Couple(
        key,
        father,
        mother,
        hamlet=chance.choice(place.hamlets),
        father_work=pick(chance, _WORK),
        mother_work=pick(chance, _MOTHER_WORK),
    )


def births(parents: Couple, place: Commune, married: int) -> Iterator[Birth]:
    """The couple's children, eldest first; fewer in later years."""
    chance = dice("births", parents.key)
    few, many = (2, 5) if married < 1985 else (1, 3)
    born = date(married, 6, 1) + timedelta(days=chance.randint(120, 600))
    given: set[str] = set()
    for _ in range(chance.randint(few, many)):
        if born.year - parents.mother.born.year not in MOTHER_AGES:
            return
        sex = "nam" if chance.random() < 0.52 else "nữ"
        name = _new_name(chance, parents, sex, born.year, given)
        child = Person(name, sex, born, parents.father.ethnicity)
        yield Birth(
            parents,
            child,
            _birth_place(chance, place, parents),
            _registered(chance, born),
            by_mother=chance.random() < 0.35,
        )
        born += timedelta(days=chance.randint(500, 1900))


def _new_name(chance: random.Random, parents: Couple, sex: str, year: int, given: set[str]) -> str:
    family = parents.father.name.split()[0]
    taken = given | {parents.father.name.split()[-1], parents.mother.name.split()[-1]}
    while True:
        name = names.full_name(chance, family, sex, year)
        if name.split()[-1] not in taken:
            given.add(name.split()[-1])
            return name


def _birth_place(chance: random.Random, place: Commune, parents: Couple) -> str:
    home, district, province = map(lower_first, (place.name, place.district, place.province))
    return pick(
        chance,
        (
            (f"Trạm y tế {home}", 60),
            (f"Bệnh viện {district}", 20),
            (f"Thôn {parents.hamlet}, {home}", 14),
            (f"Bệnh viện {province}", 6),
        ),
    )


def _registered(chance: random.Random, born: date) -> date:
    """Mostly within weeks, now and then years late; never when the office is closed."""
    delay = chance.randint(3, 60) if chance.random() < 0.9 else chance.randint(61, 1500)
    day = born + timedelta(days=delay)
    while day.weekday() == SUNDAY or (day.day, day.month) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def registrations(seed: int, place: Commune, year: int) -> Iterator[Birth]:
    """Births registered in `year`, without end: the first n are the same whatever n is asked."""
    number = 0
    while True:
        for married in range(year - LONGEST_CHILDBEARING, year + 1):
            parents = couple(seed, place, married, number)
            for birth in births(parents, place, married):
                if birth.registered.year == year:
                    yield birth
        number += 1
