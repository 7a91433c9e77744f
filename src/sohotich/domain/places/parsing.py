"""Reading a place as somebody wrote it: "UBND xã An Tập - huyện Lương Tài - Bắc Ninh"."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from sohotich.domain.places.unit import Level, Unit
from sohotich.domain.places.units import parents, periods, timeline
from sohotich.domain.places.wording import PlacePart, read_wording
from sohotich.domain.text import spelling_key, unmarked_key, written_key

# Evidence adds up to 1: the unit's own name, then each level above that agrees.
_OWN, _EACH_ABOVE = 0.6, 0.2
_OTHER_KIND = 0.1
# The name above is of another time than the unit: "huyện Lương Tài" before 1999.
_OTHER_TIME = 0.02

_Way = Literal["written", "spelling", "unmarked"]
_KEYS: dict[_Way, Callable[[str], str]] = {
    "written": written_key,
    "spelling": spelling_key,
    "unmarked": unmarked_key,
}
_WEIGHTS: dict[_Way, float] = {"written": 1.0, "spelling": 0.95, "unmarked": 0.8}


@dataclass(frozen=True, slots=True)
class ParsedPlace:
    """`unit` is the one unit the text names, or None: unknown places are no error.

    `confidence` 0…1 speaks of `unit`; `candidates` are all that fit equally well, one per code, in
    the latest period that fits; `exact` is False where the unit was only found by ignoring the
    marks; `office`: the text begins with UBND.
    """

    text: str
    office: bool
    parts: tuple[PlacePart, ...]
    unit: Unit | None
    candidates: tuple[Unit, ...]
    confidence: float
    exact: bool

    @property
    def code(self) -> str | None:
        return self.unit.code if self.unit else None


@lru_cache(maxsize=1 << 16)
def parse_place(text: str, on: date | None = None) -> ParsedPlace:
    """The parts of a written place and, where it can be said, the unit meant.

    With `on` only units in force on that day are considered, by any name the units above them ever
    had. Where several fit, none is chosen. Never raises.
    """
    office, parts = read_wording(text)
    best: _Best | None = None
    for way in _KEYS:
        found = _best(parts, on, way)
        if found is None or (best is not None and _overlooks_smaller(parts, found.units)):
            continue
        best = found
        if not _overlooks_smaller(parts, best.units):
            break
    if best is None:
        return ParsedPlace(text, office, parts, None, (), 0.0, exact=True)
    return _answer(text, office, parts, best)


@dataclass(frozen=True, slots=True)
class _Best:
    score: float
    units: tuple[Unit, ...]
    way: _Way


def _best(parts: tuple[PlacePart, ...], on: date | None, way: _Way) -> _Best | None:
    scored = _scored(parts, on, way)
    if not scored:
        return None
    top = max(score for score, _ in scored)
    latest = {one.code: one for score, one in scored if score == top}
    return _Best(top, tuple(latest.values()), way)


def _overlooks_smaller(parts: tuple[PlacePart, ...], found: tuple[Unit, ...]) -> bool:
    """Whether a part says it is of a lower level than the unit found."""
    order = list(Level)
    reached = min(order.index(one.level) for one in found)
    return any(len(p.levels) == 1 and order.index(p.levels[0]) < reached for p in parts)


def _answer(text: str, office: bool, parts: tuple[PlacePart, ...], best: _Best) -> ParsedPlace:
    alone = best.units[0] if len(best.units) == 1 else None
    confidence = round(best.score * _WEIGHTS[best.way], 2) if alone else 0.0
    exact = best.way != "unmarked"
    return ParsedPlace(text, office, parts, alone, best.units, confidence, exact)


def _scored(parts: tuple[PlacePart, ...], on: date | None, way: _Way) -> list[tuple[float, Unit]]:
    """Candidates of the smallest level named; of two readings equally good the leftmost wins."""
    index, key = _index(way), _KEYS[way]
    for level in Level:
        best: list[tuple[float, Unit]] = []
        for position, part in enumerate(parts):
            if level not in part.levels:
                continue
            named = index.get((level, key(part.name)), ())
            valid = [one for one in named if on is None or one.valid_on(on)]
            above = parts[position + 1 :]
            found = [(score, one) for one in valid if (score := _score(one, part, above, on, way))]
            if found and (not best or max(found, key=_points)[0] > max(best, key=_points)[0]):
                best = found
        if best:
            return best
    return []


def _points(scored: tuple[float, Unit]) -> float:
    return scored[0]


def _score(
    one: Unit, part: PlacePart, above: tuple[PlacePart, ...], on: date | None, way: _Way
) -> float:
    """0 where a level above contradicts; a kind changes over the years and only weighs."""
    score = _OWN - (_OTHER_KIND if part.kind and one.kind and part.kind != one.kind else 0.0)
    levels = _names_above(one, on, way)
    for level, (now, ever) in levels.items():
        said = [p for p in above if level in p.levels]
        names = {_KEYS[way](p.name) for p in said}
        if names & ever:
            other_time = 0.0 if names & now else _OTHER_TIME
            score += _EACH_ABOVE * (2 / len(levels)) - other_time
        elif any(p.levels == (level,) for p in said):
            return 0.0
    return round(score, 2)


@cache
def _index(way: _Way) -> dict[tuple[Level, str], tuple[Unit, ...]]:
    found: dict[tuple[Level, str], list[Unit]] = {}
    for one in timeline():
        found.setdefault((one.level, _KEYS[way](one.bare_name)), []).append(one)
    return {place: tuple(units) for place, units in found.items()}


_Names = dict[Level, tuple[frozenset[str], frozenset[str]]]


@lru_cache(maxsize=1 << 14)
def _names_above(one: Unit, on: date | None, way: _Way) -> _Names:
    """By level above: the keys of its names in the unit's own time, and in any time."""
    ever = _by_level((up for period in periods(one.code) for up in units_above(period)), way)
    now = _by_level(parents(one, on) if on else units_above(one), way)
    return {level: (now[level], ever[level]) for level in now}


def units_above(one: Unit) -> tuple[Unit, ...]:
    """Every unit that was above this one at some day of its period."""
    first, last = one.valid_from or date.min, one.valid_to or date.max
    found: list[Unit] = []
    for parent in periods(one.parent):
        if (parent.valid_from or date.min) <= last and first <= (parent.valid_to or date.max):
            found += [parent, *units_above(parent)]
    return tuple(found)


def _by_level(units: Iterable[Unit], way: _Way) -> dict[Level, frozenset[str]]:
    found: dict[Level, set[str]] = {}
    for one in units:
        found.setdefault(one.level, set()).add(_KEYS[way](one.bare_name))
    return {level: frozenset(names) for level, names in found.items()}
