"""Whether a written place was so called on a day, as far as the history of units is known (Q24)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sohotich.domain.places.history import forerunners
from sohotich.domain.places.names import path_name
from sohotich.domain.places.parsing import ParsedPlace, parse_place, units_above
from sohotich.domain.places.unit import Level, PlaceError, Sure, Unit
from sohotich.domain.places.units import FIRST_LIST_FROM, parents, periods, unit
from sohotich.domain.text import unmarked_key

State = Literal["known", "other_time", "ambiguous", "unknown"]

# Offices went on with the old name and stamp for a while after a decree.
SLOW_CHANGE = timedelta(days=92)
_SURENESS: tuple[Sure, ...] = ("gk", "1", "2+")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """`state` of a written place on a day, and how sure that is ("" where nothing is known).

    known: so it was called. other_time: the unit is known by these names, but in another time;
    `then` says how it was called on the day. ambiguous: several units fit. unknown: no list has it,
    which is no error: lists end at the province, and hamlets are in none.
    """

    state: State
    unit: Unit | None = None
    then: str = ""
    sure: Sure | Literal[""] = ""


def known_at(place: str | ParsedPlace, on: date) -> KnownPlace:
    """What the lists and the history say of a place written for that day. Never raises."""
    text = place if isinstance(place, str) else place.text
    read = parse_place(text, on)
    if read.unit is not None and not _overlooks(read):
        return _by_its_names(read, read.unit, on)
    if read.candidates and not _overlooks(read):
        return KnownPlace("ambiguous")
    return _of_other_time(text, on)


def _by_its_names(read: ParsedPlace, one: Unit, on: date) -> KnownPlace:
    sure = _least([one, *parents(one, on)])
    near = (on, on - SLOW_CHANGE, on + SLOW_CHANGE)
    if any(_fits(read, one.code, day) for day in near):
        return KnownPlace("known", one, path_name(one, on), sure)
    return KnownPlace("other_time", one, path_name(one, on), sure)


def _fits(read: ParsedPlace, code: str, day: date) -> bool:
    """Whether every name written above the unit is one of the units above it on that day."""
    try:
        one = unit(code, day)
    except PlaceError:
        return False
    names = {(up.level, unmarked_key(up.bare_name)) for up in (one, *parents(one, day))}
    order = list(Level)
    for part in read.parts:
        higher = [x for x in part.levels if order.index(x) > order.index(one.level)]
        if part.kind and len(higher) == len(part.levels):
            key = unmarked_key(part.name)
            if not any((level, key) in names for level in part.levels):
                return False
    return True


def _of_other_time(text: str, on: date) -> KnownPlace:
    read = parse_place(text)
    if read.unit is None or _overlooks(read):
        return KnownPlace("ambiguous" if len(read.candidates) > 1 else "unknown")
    known = read.unit
    if any(near.valid_on(on) for near in periods(known.code)):
        return KnownPlace("other_time", known, *_then(known, on))
    if on < FIRST_LIST_FROM and known.sure == "gk":
        return KnownPlace("unknown")
    slow = any(known.valid_on(day) for day in (on - SLOW_CHANGE, on + SLOW_CHANGE))
    return KnownPlace("known" if slow else "other_time", known, "", known.sure)


def _then(known: Unit, on: date) -> tuple[str, Sure]:
    then = unit(known.code, on)
    return path_name(then, on), _least([then, *parents(then, on)])


def _overlooks(read: ParsedPlace) -> bool:
    """A commune is named and only a unit above it was found."""
    reached = {one.level for one in read.candidates}
    named = {part.levels for part in read.parts}
    return (Level.COMMUNE,) in named and Level.COMMUNE not in reached


def _least(units: list[Unit]) -> Sure:
    return min((one.sure for one in units), key=_SURENESS.index)


@dataclass(frozen=True, slots=True)
class OfficeThen:
    """How an office may have been called while a book was written: a proposal, never a value."""

    name: str
    unit: Unit
    sure: Sure
    source: str


def offices_then(code: str, on: date, first: date, last: date) -> tuple[OfficeThen, ...]:
    """The registration offices, as they were called between two days, of what `code` holds `on`.

    Without repetition, in the order of time; () where nothing is known. A change inside the period
    gives several. Raises PlaceError for a code unknown on `on`.
    """
    days = sorted({first, last, *_changes(code, first, last)})
    found: dict[str, OfficeThen] = {}
    for day in days:
        for one in forerunners(code, on, day):
            chain = [one, *parents(one, day)]
            name = f"ubnd {path_name(one, day)}"
            found.setdefault(name, OfficeThen(name, one, _least(chain), _sources(chain)))
    return tuple(found.values())


def _sources(units: list[Unit]) -> str:
    named = (source for one in units for source in one.source.split("; ") if source)
    return "; ".join(dict.fromkeys(named))


def _changes(code: str, first: date, last: date) -> set[date]:
    """Days inside the period on which a unit of the code, or one above it, began."""
    days: set[date] = set()
    for one in periods(code):
        for above in (one, *units_above(one)):
            if above.valid_from and first < above.valid_from <= last:
                days.add(above.valid_from)
    return days
