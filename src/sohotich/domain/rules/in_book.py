"""A registration among those of its book: its number, the order of days, the same person twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sohotich.domain.rules.finding import Hit
from sohotich.domain.rules.numbers import NUMBER
from sohotich.domain.rules.record import Record, read_date
from sohotich.domain.rules.registry import place_rule
from sohotich.domain.schema import PersonRole
from sohotich.domain.text import written_key

_REGISTERED = "ngayDangKy"
# Of papers and changes one person asks for several.
_ONCE = ("KS", "KH", "KT", "CMC", "GH", "CDGH", "CN")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another registration of the book, by its number as people say it, and what is known of it."""

    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a registration stands in its book, as far as its keyer may know.

    `number` is the ledger's, as `so` is written; `before` and `after` the nearest registrations of
    the same year whose day is known; `alike` those that may be of the same person.
    """

    number: str
    before: Neighbour | None = None
    after: Neighbour | None = None
    alike: Sequence[Neighbour] = field(default_factory=tuple)


@place_rule("Q06-place", "warning", "TT04 art. 29: numbers follow each other")
def number_is_the_ledgers(record: Record, place: Place) -> Iterable[Hit]:
    number = record.get("so")
    if NUMBER.fullmatch(number) and _plain(number) != _plain(place.number):
        yield Hit("so", facts={"number": place.number})


@place_rule("Q09-book-before", "warning", "TT04 art. 29: registrations follow each other")
def day_is_not_before_the_number_before(record: Record, place: Place) -> Iterable[Hit]:
    day, other = record.date(_REGISTERED), place.before
    earlier = read_date(other.values.get(_REGISTERED, "")) if other else None
    if other and day and earlier and day.latest() < earlier.earliest():
        yield Hit(_REGISTERED, facts={"number": other.label, "day": earlier.screen()})


@place_rule("Q09-book-after", "warning", "TT04 art. 29: registrations follow each other")
def day_is_not_after_the_number_after(record: Record, place: Place) -> Iterable[Hit]:
    day, other = record.date(_REGISTERED), place.after
    later = read_date(other.values.get(_REGISTERED, "")) if other else None
    if other and day and later and day.earliest() > later.latest():
        yield Hit(_REGISTERED, facts={"number": other.label, "day": later.screen()})


@place_rule("Q26-book", "warning", "CV 3160/BTP-CNTT 13/9/2021; inferred", types=_ONCE)
def person_stands_once_in_the_book(record: Record, place: Place) -> Iterable[Hit]:
    """The same names and births: keyed from the wrong picture, or registered twice."""
    persons = record.kind.principals
    own = _people(persons, record.values)
    same = [one.label for one in place.alike if own and _people(persons, one.values) == own]
    if same:
        births = tuple(person.birth_field for person in persons)
        yield Hit(persons[0].name_field, None, {"numbers": ", ".join(same)}, births)


def _people(persons: Sequence[PersonRole], values: Mapping[str, str]) -> tuple[str, ...]:
    """Names and births; () where too little is known: one person's birth to the day, of two the
    year will do.
    """
    found: list[str] = []
    for person in persons:
        name, born = values.get(person.name_field, ""), values.get(person.birth_field, "")
        day = read_date(born)
        if not name or day is None or (day.day is None and len(persons) == 1):
            return ()
        found += [written_key(name), born]
    return tuple(found)


def _plain(number: str) -> str:
    return number.replace(" ", "").lstrip("0").casefold()
