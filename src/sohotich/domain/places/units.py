"""The units of the province in every period the lists know, read from `data/`."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import cast

from sohotich.domain.places.unit import Level, PlaceError, Sure, Unit

_DATA = Path(__file__).parent / "data"

LISTS: tuple[tuple[str, date | None, date | None], ...] = (
    ("bac_ninh_2024_12.csv", None, date(2024, 12, 31)),
    ("bac_ninh_2025_01.csv", date(2025, 1, 1), date(2025, 6, 30)),
    ("bac_ninh_2025_07.csv", date(2025, 7, 1), None),
)
"""File, first and last day in force."""

TWO_TIERS_FROM = date(2025, 7, 1)
KNOWN_FROM = date(2024, 12, 31)
"""From this day the lists are known to be those in force; of earlier days they only hint."""

FIRST_LIST_FROM = date(2023, 4, 10)
"""The list of 12.2024 holds since two districts became towns (NQ 723/NQ-UBTVQH15); before that day
`former_units.csv` speaks."""
_FORMER = "former_units.csv"
_NEIGHBOUR = "24"  # old Bắc Giang, known only through what took it over
# Province then, first and last day, how sure: its districts were redrawn on 01.01.2025.
_NEAR: tuple[tuple[str, date | None, date, Sure], ...] = (
    (_NEIGHBOUR, None, date(1962, 10, 26), "gk"),
    ("cu-ha-bac", date(1962, 10, 27), date(1996, 12, 31), "gk"),
    (_NEIGHBOUR, date(1997, 1, 1), date(2024, 12, 31), "gk"),
    (_NEIGHBOUR, date(2025, 1, 1), date(2025, 6, 30), "2+"),
)


def rows(file_name: str) -> list[dict[str, str]]:
    """The rows of a data file; place names are in Unicode NFC."""
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit that offices have had since the lists began, in their order: who may do what.

    An unchanged unit appears once. Units of before are in `units_on` and `history`, never here: a
    commune that changed its district is not below the one it left.
    """
    last = TWO_TIERS_FROM - timedelta(days=1)
    return (*_listed(), *_neighbours(_NEIGHBOUR, None, last, "2+"))


@cache
def timeline() -> tuple[Unit, ...]:
    """`all_units` with what is known of before: each code at each day once, earliest first."""
    begun = (
        one if one.valid_from else replace(one, valid_from=FIRST_LIST_FROM) for one in _listed()
    )
    near = (one for period in _NEAR for one in _neighbours(*period))
    return (*_former(), *(one for one in near if one.level is not Level.PROVINCE), *begun)


@cache
def _listed() -> tuple[Unit, ...]:
    found: list[Unit] = []
    for file_name, first, last in LISTS:
        for row in rows(file_name):
            new = Unit(row["code"], row["name"], Level(row["level"]), row["parent"], first, last)
            _join(found, new)
    return tuple(found)


def _former() -> Iterator[Unit]:
    for row in rows(_FORMER):
        yield Unit(
            row["code"],
            row["name"],
            Level(row["level"]),
            row["parent"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            cast(Sure, row["confidence"]),
            row["source"],
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _join(found: list[Unit], new: Unit) -> None:
    day_before = new.valid_from - timedelta(days=1) if new.valid_from else None
    for index, old in enumerate(found):
        if (
            old.valid_to == day_before
            and replace(old, valid_from=new.valid_from, valid_to=new.valid_to) == new
        ):
            found[index] = replace(old, valid_to=new.valid_to)
            return
    found.append(new)


def _neighbours(province: str, first: date | None, last: date, sure: Sure) -> Iterable[Unit]:
    found: dict[str, Unit] = {}

    def add(code: str, name: str, level: Level, parent: str) -> None:
        name = name.replace("Thị Xã ", "Thị xã ")
        found.setdefault(code, Unit(code, name, level, parent, first, last, sure))

    for row in rows("bac_ninh_2025_07_conversion.csv"):
        if row["old_province_code"] == _NEIGHBOUR:
            add(_NEIGHBOUR, row["old_province"], Level.PROVINCE, "")
            add(row["old_district_code"], row["old_district"], Level.DISTRICT, province)
            add(row["old_code"], row["old_name"], Level.COMMUNE, row["old_district_code"])
    return found.values()


@cache
def _by_code() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for one in timeline():
        found[one.code] = (*found.get(one.code, ()), one)
    return found


def periods(code: str) -> tuple[Unit, ...]:
    """Every meaning this code has had, earliest first; () for an unknown code."""
    return _by_code().get(code, ())


def unit(code: str, on: date) -> Unit:
    """The unit that had this code on that day; PlaceError if there was none.

    Districts and the province that are gone have codes of ours (`cu-gia-luong`): the statistics
    office numbered none of them.
    """
    for one in periods(code):
        if one.valid_on(on):
            return one
    raise PlaceError(f"Ngày {on:%d/%m/%Y} không có đơn vị nào mang mã {code}.")


def units_on(on: date, root: str | None = None) -> tuple[Unit, ...]:
    """The units in force on that day, as far as known; with `root`, that unit and all below it."""
    valid = [one for one in timeline() if one.valid_on(on)]
    if root is None:
        return tuple(valid)
    kept = {unit(root, on).code}
    for level in (Level.DISTRICT, Level.COMMUNE):
        kept |= {one.code for one in valid if one.level is level and one.parent in kept}
    return tuple(one for one in valid if one.code in kept)


def parents(one: Unit, on: date | None = None) -> tuple[Unit, ...]:
    """The units above, nearest first: those of the day, or else of the unit's first known day."""
    day = on if on and one.valid_on(on) else one.valid_from or one.valid_to or TWO_TIERS_FROM
    found: list[Unit] = []
    code = one.parent
    while code:
        found.append(unit(code, day))
        code = found[-1].parent
    return tuple(found)
