"""Enough registrations of one type in one year, from the families of the commune."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, islice

from sohotich.sample.world.chance import dice
from sohotich.sample.world.families import Birth, Person, couple, registrations
from sohotich.sample.world.places import Commune
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

Source = Callable[[int, Commune, int], Iterator[Event]]
_COUNTRIES = ("Nga", "Ba Lan", "Séc", "Hàn Quốc", "Nhật Bản", "Hoa Kỳ")
_WAYS_ABROAD = {"KT": "3", "CMC": "2", "KH": ""}
_ENTERED = "Ghi vào sổ việc đã đăng ký ở nước ngoài"


def events_in(type_code: str, seed: int, place: Commune, year: int, wanted: int) -> list[Event]:
    """The first `wanted` registrations of that type in `year`, by day."""
    found = islice(SOURCES[type_code](seed, place, year), wanted)
    return sorted(found, key=lambda event: event.day)


def first_abroad(event: Event, *subject: object) -> Event:
    """The same event, registered in another state some weeks before."""
    chance = dice("abroad", *subject)
    # Who died was not alive weeks before; a death is registered there within days.
    before = 0 if event.type_code == "KT" else chance.randint(20, 60)
    there = event.day - timedelta(days=before)
    way = _WAYS_ABROAD.get(event.type_code, _ENTERED)
    write = events.abroad(event.write, there, chance.choice(_COUNTRIES), way)
    return Event(event.type_code, event.day, write)


def _marriages(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for number in count():
        parents = couple(seed, place, year, number)
        chance = dice("wedding", parents.key)
        first = max(birthday(parents.father.born, 20), birthday(parents.mother.born, 18),
                    date(year, 1, 4))  # fmt: skip
        if first < date(year, 12, 20):
            day = day_between(chance, first, date(year, 12, 28))
            whole = chance.random() < 0.7
            yield Event("KH", day, events.marriage(parents, both_whole=whole, lived_since=None))


def _deaths(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for number in count():
        parents = couple(seed, place, year - 38 - number % 15, number // 15)
        chance = dice("death", parents.key)
        died = day_between(chance, date(year, 1, 2), date(year, 12, 5))
        day = died + timedelta(days=chance.choice((1, 2, 5, 9, 14)))
        pair = (parents.father, parents.mother)
        gone, spouse = pair if chance.random() < 0.6 else pair[::-1]
        relation = "Vợ" if spouse is parents.mother else "Chồng"
        hour = chance.random() < 0.5
        yield Event("KT", day, events.death(gone, spouse, relation, died,
                                            year_only=False, hour=hour))  # fmt: skip


def _children(
    seed: int, place: Commune, year: int, age: int, purpose: str
) -> Iterator[tuple[Birth, date]]:
    """Children about that old, with a day of the year."""
    for born in registrations(seed, place, year - age):
        chance = dice(purpose, born.couple.key, born.child.born)
        yield born, day_between(chance, date(year, 1, 4), date(year, 12, 28))


def _acknowledgements(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for born, day in _children(seed, place, year, 3, "acknowledged"):
        parents = born.couple
        write = events.acknowledgement(parents.father, born.child, parents.mother)
        yield Event("CMC", day, write)


def _single(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for number in count():
        parents = couple(seed, place, year + 1, number)
        person = parents.father if number % 2 else parents.mother
        adult = birthday(person.born, 20 if person.sex == MAN else 18)
        first = max(adult, date(year, 1, 4))
        if first < date(year, 12, 20):
            day = day_between(dice("single", parents.key), first, date(year, 12, 28))
            yield Event("HN", day, events.single_status(person))


def _guardianships(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for born, day in _children(seed, place, year, 8, "ward"):
        yield Event("GH", day, events.guardianship(born.child, _guardian(born)))


def _ends(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for born in registrations(seed, place, year - 18):
        of_age = birthday(born.child.born, 18)
        chance = dice("end", born.couple.key, born.child.born)
        begun = born.registered + timedelta(days=chance.randint(200, 4000))
        day = of_age + timedelta(days=chance.randint(0, 20))
        if day.year == year:
            write = events.end_of_guardianship(born.child, _guardian(born), begun, of_age)
            yield Event("CDGH", day, write)


def _adoptions(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for born, day in _children(seed, place, year, 4, "adopted"):
        chance = dice("adopters", born.couple.key, born.child.born)
        since = year - chance.randint(30, 44)
        father = stranger(chance, MAN, day_between(chance, date(since, 1, 1), date(since, 12, 1)))
        mother = stranger(chance, WOMAN, date(since + 1, chance.randint(1, 12), 7))
        yield Event("CN", day, events.adoption(born.child, father, mother, born.couple.mother))


def _changes(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for born, day in _children(seed, place, year, 12, "changed"):
        yield Event("TDCC", day, events.change(born.child, born.registered, born.couple.mother))


def _divorces(seed: int, place: Commune, year: int) -> Iterator[Event]:
    for number in count():
        parents = couple(seed, place, year - 6, number)
        chance = dice("divorce", parents.key)
        husband = foreigner(chance, MAN, date(parents.mother.born.year - 6, 8, 15))
        married = day_between(chance, date(year - 5, 1, 4), date(year - 5, 12, 28))
        judged = day_between(chance, date(year - 1, 1, 4), date(year - 1, 12, 28))
        day = day_between(chance, date(year, 1, 4), date(year, 12, 28))
        write = events.foreign_divorce(husband, Party(parents.mother), married, judged)
        yield Event("GCLH", day, write)


def _guardian(born: Birth) -> Person:
    chance = dice("guardian", born.couple.key, born.child.born)
    return stranger(chance, MAN, date(born.child.born.year - chance.randint(25, 50), 3, 9))


SOURCES: dict[str, Source] = {
    "KH": _marriages,
    "KT": _deaths,
    "CMC": _acknowledgements,
    "HN": _single,
    "GH": _guardianships,
    "CDGH": _ends,
    "CN": _adoptions,
    "TDCC": _changes,
    "GCLH": _divorces,
}
