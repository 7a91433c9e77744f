"""Reading a place as somebody wrote it: "UBND xã An Tập - huyện Lương Tài - Bắc Ninh"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sohotich.domain.places.unit import Level, Unit
from sohotich.domain.places.units import all_units, parents, rows
from sohotich.domain.text import clean, unmarked_key, written_key

_KIND_LEVELS: dict[str, tuple[Level, ...]] = {
    "xã": (Level.COMMUNE,),
    "phường": (Level.COMMUNE,),
    "thị trấn": (Level.COMMUNE,),
    "huyện": (Level.DISTRICT,),
    "quận": (Level.DISTRICT,),
    "thị xã": (Level.DISTRICT,),
    "thành phố": (Level.DISTRICT, Level.PROVINCE),
    "tỉnh": (Level.PROVINCE,),
}
_SHORT = {"x.": "xã", "p.": "phường", "tt": "thị trấn", "tt.": "thị trấn", "h.": "huyện",
          "q.": "quận", "tx": "thị xã", "tx.": "thị xã", "tp": "thành phố", "tp.": "thành phố",
          "t.": "tỉnh"}  # fmt: skip
_WORDS = "|".join(sorted(_KIND_LEVELS, key=len, reverse=True))
_KIND = re.compile(
    rf"(?:({_WORDS})\s+|(tt|tx|tp)\s+|((?:tt|tx|tp|x|p|h|q|t)\.)\s*)(?=\S)(.*)", re.IGNORECASE
)
_OFFICE = re.compile(
    r"(?:ubnd|u\.b\.n\.d\.?|[uủ][ỷy] ban nhân dân|ủy ban hành chính|ubhc)\s*[:,]?\s*", re.IGNORECASE
)
_PARTS = re.compile(
    r"\s*[,;]\s*|\s+[-–]\s+"
    r"|\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh|tp\.?|tx\.?)\s)",
    re.IGNORECASE,
)

# Evidence adds up to 1: the unit's own name, then each level above that agrees.
_OWN, _EACH_ABOVE, _MARKS_LOST = 0.6, 0.2, 0.8


@dataclass(frozen=True, slots=True)
class PlacePart:
    """`kind` is "" where none was written; `name` is without the kind, as written."""

    kind: str
    name: str

    @property
    def levels(self) -> tuple[Level, ...]:
        return _KIND_LEVELS.get(self.kind, tuple(Level))


@dataclass(frozen=True, slots=True)
class ParsedPlace:
    """`unit` is the one unit the text names, or None: unknown places are no error.

    `confidence` 0…1 speaks of `unit`; `candidates` are all that fit equally well; `exact` is False
    where the unit was only found by ignoring the marks; `office`: the text begins with UBND.
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

    With `on` only units in force on that day are considered. Never raises.
    """
    whole = clean(text)
    office = _OFFICE.match(whole)
    rest = whole[office.end() :] if office else whole
    parts = tuple(_part(piece) for piece in _PARTS.split(rest) if piece)
    best = _best(parts, on, exact=True)
    if best is None or _overlooks_smaller(parts, best[1]):
        bare = _best(parts, on, exact=False)
        if bare is not None and (best is None or not _overlooks_smaller(parts, bare[1])):
            best = bare
    if best is None:
        return ParsedPlace(text, bool(office), parts, None, (), 0.0, exact=True)
    return _answer(text, bool(office), parts, best)


_Best = tuple[float, tuple[Unit, ...], bool]


def _best(parts: tuple[PlacePart, ...], on: date | None, *, exact: bool) -> _Best | None:
    scored = _scored(parts, on, exact)
    if not scored:
        return None
    top = max(score for score, _ in scored)
    return top, tuple(dict.fromkeys(one for score, one in scored if score == top)), exact


def _overlooks_smaller(parts: tuple[PlacePart, ...], found: tuple[Unit, ...]) -> bool:
    """Whether a part says it is of a lower level than the unit found."""
    order = list(Level)
    reached = min(order.index(one.level) for one in found)
    return any(len(p.levels) == 1 and order.index(p.levels[0]) < reached for p in parts)


def _answer(text: str, office: bool, parts: tuple[PlacePart, ...], best: _Best) -> ParsedPlace:
    score, found, exact = best
    alone = found[0] if len({one.code for one in found}) == 1 else None
    confidence = round(score * (1 if exact else _MARKS_LOST), 2) if alone else 0.0
    return ParsedPlace(text, office, parts, alone, found, confidence, exact)


def _part(piece: str) -> PlacePart:
    match = _KIND.fullmatch(piece)
    if not match:
        return PlacePart("", piece)
    word, bare, short, name = match.groups()
    kind = word.lower() if word else _SHORT[(bare or short).lower()]
    return PlacePart(kind, name)


def _scored(parts: tuple[PlacePart, ...], on: date | None, exact: bool) -> list[tuple[float, Unit]]:
    """Candidates of the smallest level named; of two readings equally good the leftmost wins."""
    index = _index(exact)
    for level in Level:
        best: list[tuple[float, Unit]] = []
        for position, part in enumerate(parts):
            if level not in part.levels:
                continue
            named = index.get((level, _key(part.name, exact)), ())
            valid = [one for one in named if on is None or one.valid_on(on)]
            found = [s for one in valid for s in _score(one, part, parts[position + 1 :], exact)]
            if found and (not best or max(found, key=_points)[0] > max(best, key=_points)[0]):
                best = found
        if best:
            return best
    return []


def _points(scored: tuple[float, Unit]) -> float:
    return scored[0]


def _score(
    one: Unit, part: PlacePart, above: tuple[PlacePart, ...], exact: bool
) -> list[tuple[float, Unit]]:
    """Nothing where a level above contradicts; a kind changes over the years and only weighs."""
    score = _OWN - (0.1 if part.kind and part.kind != one.kind else 0.0)
    chain = parents(one)
    for parent in chain:
        said = [p for p in above if parent.level in p.levels]
        names = _names(parent, exact)
        if any(_key(p.name, exact) in names for p in said):
            score += _EACH_ABOVE * (2 / len(chain))
        elif any(p.levels == (parent.level,) for p in said):
            return []
    return [(round(score, 2), one)]


def _key(name: str, exact: bool) -> str:
    return written_key(name) if exact else unmarked_key(name)


@cache
def _index(exact: bool) -> dict[tuple[Level, str], tuple[Unit, ...]]:
    found: dict[tuple[Level, str], tuple[Unit, ...]] = {}
    for one in all_units():
        place = (one.level, _key(one.bare_name, exact))
        found[place] = (*found.get(place, ()), one)
    return found


@cache
def _names(one: Unit, exact: bool) -> frozenset[str]:
    """The keys by which a unit above may be named, those of former districts included."""
    former = (
        row["name"]
        for row in rows("former_names.csv")
        if row["level"] == one.level and one.code in row["covers"].split("|")
    )
    return frozenset(_key(name, exact) for name in (one.bare_name, *former))
