"""What completes a name typed without marks: name parts with weights, never whole names.

The list of `name_parts` stands in until a commune has records of its own; every name seen adds its
parts, and the last two words as a pair. Who ranks with it reads `frontend/src/keying/names.ts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sohotich.domain.text.name_parts import SEXES, families, given, middles
from sohotich.domain.text.names import split_name, title_name, upper_name
from sohotich.domain.text.syllables import spelling

ELDER, YOUNG = "elder", "young"
# How many people the general list weighs: a commune's own names count for more after as many.
_LIST_WEIGHS: Final = 300.0
# Parents are about so much older than those whose births a book of a year registers.
_GENERATION: Final = 25
# A pair seen once may be one person's; seen again it is a habit.
_PAIR_SEEN: Final = 2
_FINE: Final = 100


class SeenName(NamedTuple):
    """A name of an agreed record or of the keyer's own work; `sex` is "m", "f" or "" (unknown)."""

    text: str
    sex: str = ""
    young: bool = False


def lexicon(seen: Iterable[SeenName], year: int) -> dict[str, Any]:
    """Weights (in hundredths of a person) by table for a book of `year`; parts without order, so
    that nobody's name can be read from it.

    {"family": {part: weight}, "elder" and "young": {sex: {"middle": …, "given": …}},
    "pairs": {"Thị Huệ": times}, "spelling": …, "capitals": whether names here are written so}.
    A middle part of "" is a name without one.
    """
    names = list(seen)
    found = _from_list(year)
    pairs: Counter[str] = Counter()
    for name in names:
        _add(found, pairs, name)
    rounded = {key: round(weight * _FINE) for key, weight in found.items()}
    return {
        "family": _table(rounded, "family"),
        **{
            age: {sex: {part: _table(rounded, age, sex, part) for part in _PARTS} for sex in SEXES}
            for age in (ELDER, YOUNG)
        },
        "pairs": {pair: times for pair, times in pairs.items() if times >= _PAIR_SEEN},
        "spelling": spelling(),
        "capitals": _in_capitals(names),
    }


_PARTS: Final = ("middle", "given")
_Weights = dict[tuple[str, ...], float]


def _from_list(year: int) -> _Weights:
    found: _Weights = {("family", part): s * _LIST_WEIGHS for part, s in families().items()}
    for age, born in ((ELDER, year - _GENERATION), (YOUNG, year)):
        for sex in SEXES:
            for place, shares in (("middle", middles(sex)), ("given", given(sex, born))):
                for part, share in shares.items():
                    found[age, sex, place, part] = share * _LIST_WEIGHS / len(SEXES)
    return found


def _add(found: _Weights, pairs: Counter[str], name: SeenName) -> None:
    parts = split_name(title_name(name.text))
    if not parts.sure:
        return
    middle = parts.middle.split()
    _count(found, ("family", parts.family), 1.0)
    sexes = (name.sex,) if name.sex else SEXES
    age = YOUNG if name.young else ELDER
    for sex in sexes:
        for word in middle or [""]:
            _count(found, (age, sex, "middle", word), 1.0 / len(sexes))
        _count(found, (age, sex, "given", parts.given), 1.0 / len(sexes))
    if middle:
        pairs[f"{middle[-1]} {parts.given}"] += 1


def _count(found: _Weights, key: tuple[str, ...], weight: float) -> None:
    found[key] = found.get(key, 0.0) + weight


def _table(weights: Mapping[tuple[str, ...], int], *path: str) -> dict[str, int]:
    return {
        key[-1]: weight
        for key, weight in sorted(weights.items())
        if key[:-1] == path and weight > 0
    }


def _in_capitals(names: list[SeenName]) -> bool:
    written = sum(name.text == upper_name(name.text) for name in names)
    return written * 2 > len(names)
