"""The people of a commune through the years, and which registers they come into.

A family keeps together: who marries in one book has children in others and dies in a third.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sohotich.sample.world.chance import dice
from sohotich.sample.world.families import Birth, Couple, Person, births, couple
from sohotich.sample.world.places import commune
from sohotich.sample.world.registers import events
from sohotich.sample.world.registers.events import Event
from sohotich.sample.world.registers.people import (
    MAN,
    WOMAN,
    Party,
    birthday,
    day_between,
    foreigner,
    stranger,
)

FIRST, LAST = 1956, 2018
_MODERN = 1976  # since then there are registers of the seldom events
_STRICT_AGES_FROM = 2014  # a wedding of late that year may be of the next, and of its law
_WAYS_ABROAD = {"KS": "3", "KT": "3", "CMC": "2", "KH": ""}
_ENTERED = "Ghi vào sổ việc đã đăng ký ở nước ngoài"
# Of couples or children: how many come into a register of seldom events; assumed shares.
_FATHER_UNKNOWN, _RECOGNISED, _ORPHANED, _ADOPTED = 0.02, 0.6, 0.012, 0.012
_BORN_AFTER_FATHER = 0.02
_CHANGED, _STATUS, _DIVORCED_ABROAD, _ABROAD = 0.03, 0.22, 0.15, 0.006


@dataclass(frozen=True, slots=True)
class _Family:
    parents: Couple
    married: date
    children: tuple[Birth, ...]
    father_died: date
    mother_died: date


def events_of(seed: int, unit_code: str, couples: int, last: int = LAST) -> Iterator[Event]:
    """Every registration of the commune up to the year `last`, by families with `couples`
    marriages a year, unordered.
    """
    for year in range(FIRST - 6, last + 1):
        for number in range(couples):
            for event in _family_events(seed, unit_code, year, number):
                if FIRST <= event.day.year <= last:
                    yield event


def _family_events(seed: int, unit_code: str, year: int, number: int) -> Iterator[Event]:
    place = commune(unit_code, year)
    parents = couple(seed, place, year, number)
    chance = dice("lives", parents.key)
    married = _wedding(chance, parents, year)
    children = tuple(births(parents, place, year))
    last = max((b.child.born for b in children), default=married)
    died = [last + timedelta(days=chance.randint(1200, 20000)) for _ in range(2)]
    if children and chance.random() < _BORN_AFTER_FATHER:
        died[0] = last - timedelta(days=chance.randint(5, 200))
    family = _Family(parents, married, children, *died)
    for kind in (_marriages, _births, _deaths, _seldom):
        yield from (_maybe_abroad(chance, event) for event in kind(chance, family))


def _wedding(chance: random.Random, parents: Couple, year: int) -> date:
    """Not before both are of age by the law of the day: until 2014 the twentieth (eighteenth) year
    of life had only to be begun.
    """
    strict = year >= _STRICT_AGES_FROM
    of_age = max(
        birthday(parents.father.born, 20 if strict else 19),
        birthday(parents.mother.born, 18 if strict else 17),
    )
    return max(of_age, date(year, 1, 5)) + timedelta(days=chance.randint(1, 330))


def _marriages(chance: random.Random, family: _Family) -> Iterator[Event]:
    day = family.married
    lived = date(day.year - 2, 5, 1) if day.year in range(1988, 2004) else None
    early = lived if lived and chance.random() < 0.1 and lived > _of_age(family) else None
    whole = chance.random() < 0.5
    yield Event("KH", day, events.marriage(family.parents, both_whole=whole, lived_since=early))


def _of_age(family: _Family) -> date:
    """From when both could marry."""
    return max(birthday(family.parents.father.born, 20), birthday(family.parents.mother.born, 18))


def _births(chance: random.Random, family: _Family) -> Iterator[Event]:
    for born in family.children:
        known = chance.random() >= _FATHER_UNKNOWN
        child = born
        if not known:
            name = " ".join([family.parents.mother.name.split()[0], *born.child.name.split()[1:]])
            child = replace(born, child=replace(born.child, name=name))
        gone = family.father_died < born.registered
        write = events.birth(child, family.parents, father_known=known, dead_father=gone)
        yield Event("KS", born.registered, write)
        if not known and chance.random() < _RECOGNISED:
            day = born.registered + timedelta(days=chance.randint(90, 3000))
            father, mother = family.parents.father, family.parents.mother
            if day.year >= _MODERN and day < family.father_died:
                yield Event("CMC", day, events.acknowledgement(father, child.child, mother))


def _deaths(chance: random.Random, family: _Family) -> Iterator[Event]:
    parents = family.parents
    couples = (
        (parents.father, family.father_died, parents.mother, "Vợ", family.mother_died),
        (parents.mother, family.mother_died, parents.father, "Chồng", family.father_died),
    )
    for gone, died, spouse, relation, spouse_died in couples:
        day = died + timedelta(days=chance.choice((1, 2, 5, 9, 14, 14, 40, 700)))
        declarer = spouse
        if spouse_died <= day:
            declarer, relation = _heir(chance, family, gone, died)
        old = chance.random() < 0.05
        if old and day.year == died.year:
            day = date(died.year + 1, 2, 3)
        yield Event(
            "KT", day,
            events.death(gone, declarer, relation, died, year_only=old,
                         hour=chance.random() < 0.5),
        )  # fmt: skip


def _heir(chance: random.Random, family: _Family, gone: Person, died: date) -> tuple[Person, str]:
    """A grown child, or else a neighbour."""
    for born in family.children:
        if birthday(born.child.born, 18) < died:
            return born.child, "Con trai" if born.child.sex == MAN else "Con gái"
    while True:
        neighbour = stranger(chance, WOMAN, date(died.year - 30, 4, 4))
        if neighbour.name != gone.name:
            return neighbour, "Hàng xóm"


def _seldom(chance: random.Random, family: _Family) -> Iterator[Event]:
    makers: tuple[tuple[float, Callable[[random.Random, _Family], Iterator[Event]]], ...] = (
        (_STATUS, _statuses),
        (_ORPHANED * 2, _wards),
        (_ADOPTED * 2, _adoptions),
        (_CHANGED * 2, _changes),
        (_DIVORCED_ABROAD, _divorces),
    )
    for share, maker in makers:
        if chance.random() < share:
            yield from (event for event in maker(chance, family) if event.day.year >= _MODERN)


def _statuses(chance: random.Random, family: _Family) -> Iterator[Event]:
    day = family.married - timedelta(days=chance.randint(3, 90))
    for person in (family.parents.father, family.parents.mother):
        adult = birthday(person.born, 20 if person.sex == MAN else 18)
        if day.year >= 1999 and day > adult:
            yield Event("HN", day, events.single_status(person))


def _wards(chance: random.Random, family: _Family) -> Iterator[Event]:
    for born in family.children[:1]:
        child, begun = born.child, born.registered + timedelta(days=chance.randint(200, 4000))
        guardian = stranger(chance, MAN, date(child.born.year - chance.randint(25, 60), 3, 9))
        yield Event("GH", begun, events.guardianship(child, guardian))
        ended = birthday(child.born, 18)
        write = events.end_of_guardianship(child, guardian, begun, ended)
        yield Event("CDGH", ended + timedelta(days=chance.randint(0, 60)), write)


def _adoptions(chance: random.Random, family: _Family) -> Iterator[Event]:
    for born in family.children[-1:]:
        child, day = born.child, born.registered + timedelta(days=chance.randint(30, 3000))
        year = child.born.year - chance.randint(22, 42)
        father = stranger(chance, MAN, day_between(chance, date(year, 1, 1), date(year, 12, 1)))
        mother = stranger(chance, WOMAN, date(year + 1, chance.randint(1, 12), 7))
        alone = chance.random()
        adopters = (father if alone > 0.1 else None, mother if alone < 0.9 else None)
        yield Event("CN", day, events.adoption(child, *adopters, family.parents.mother))


def _changes(chance: random.Random, family: _Family) -> Iterator[Event]:
    for born in family.children[:1]:
        day = born.registered + timedelta(days=chance.randint(400, 9000))
        grown = day >= birthday(born.child.born, 18)
        asker = born.child if grown else family.parents.mother
        yield Event("TDCC", day, events.change(born.child, born.registered, asker))


def _divorces(chance: random.Random, family: _Family) -> Iterator[Event]:
    if family.married.year < 2004:
        return
    wife = Party(family.parents.mother)
    husband = foreigner(chance, MAN, date(wife.person.born.year - 6, 8, 15))
    judged = family.married + timedelta(days=chance.randint(300, 2500))
    day = judged + timedelta(days=chance.randint(20, 400))
    if day.year >= 2016:
        yield Event("GCLH", day, events.foreign_divorce(husband, wife, family.married, judged))


def _maybe_abroad(chance: random.Random, event: Event) -> Event:
    """A few events of later years were registered in another state first."""
    seldom = event.type_code in ("CMC", "GH", "CN")
    if event.day.year < 1990 or event.type_code in ("HN", "TDCC", "GCLH", "CDGH"):
        return event
    if chance.random() >= (0.05 if seldom else _ABROAD):
        return event
    there = event.day + timedelta(days=chance.randint(0, 20))
    day = there + timedelta(days=chance.randint(20, 700))
    country = chance.choice(("Nga", "Ba Lan", "Séc", "Hàn Quốc", "Nhật Bản", "Hoa Kỳ"))
    way = _WAYS_ABROAD.get(event.type_code, _ENTERED)
    return Event(event.type_code, day, events.abroad(event.write, there, country, way))
