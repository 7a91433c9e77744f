"""The units of the province in every period the lists know, read from `data/`."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sohotich.domain.places.unit import Level, PlaceError, Unit

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
_NEIGHBOUR = "24"  # old Bắc Giang, known only through what took it over


def rows(file_name: str) -> list[dict[str, str]]:
    """The rows of a data file; place names are in Unicode NFC."""
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def all_units() -> tuple[Unit, ...]:
    """Every unit in every period, in the order of the lists; an unchanged unit appears once."""
    found: list[Unit] = []
    for file_name, first, last in LISTS:
        for row in rows(file_name):
            new = Unit(row["code"], row["name"], Level(row["level"]), row["parent"], first, last)
            _join(found, new)
    return (*found, *_neighbours())


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


def _neighbours() -> Iterable[Unit]:
    last = TWO_TIERS_FROM - timedelta(days=1)
    found: dict[str, Unit] = {}

    def add(code: str, name: str, level: Level, parent: str) -> None:
        name = name.replace("Thị Xã ", "Thị xã ")
        found.setdefault(code, Unit(code, name, level, parent, None, last))

    for row in rows("bac_ninh_2025_07_conversion.csv"):
        if row["old_province_code"] == _NEIGHBOUR:
            add(_NEIGHBOUR, row["old_province"], Level.PROVINCE, "")
            add(row["old_district_code"], row["old_district"], Level.DISTRICT, _NEIGHBOUR)
            add(row["old_code"], row["old_name"], Level.COMMUNE, row["old_district_code"])
    return found.values()


@cache
def _by_code() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for one in all_units():
        found[one.code] = (*found.get(one.code, ()), one)
    return found


def unit(code: str, on: date) -> Unit:
    """The unit that had this code on that day; PlaceError if there was none."""
    for one in _by_code().get(code, ()):
        if one.valid_on(on):
            return one
    raise PlaceError(f"Ngày {on:%d/%m/%Y} không có đơn vị nào mang mã {code}.")


def units_on(on: date, root: str | None = None) -> tuple[Unit, ...]:
    """The units in force on that day; with `root`, that unit and all below it."""
    valid = [one for one in all_units() if one.valid_on(on)]
    if root is None:
        return tuple(valid)
    kept = {unit(root, on).code}
    for level in (Level.DISTRICT, Level.COMMUNE):
        kept |= {one.code for one in valid if one.level is level and one.parent in kept}
    return tuple(one for one in valid if one.code in kept)


def parents(one: Unit) -> tuple[Unit, ...]:
    """The units above, nearest first, as they were in the unit's own time."""
    day = one.valid_from or one.valid_to or TWO_TIERS_FROM
    found: list[Unit] = []
    code = one.parent
    while code:
        found.append(unit(code, day))
        code = found[-1].parent
    return tuple(found)
