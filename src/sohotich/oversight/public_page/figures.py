"""The published cells as people and machines read them: lines of text figures, and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sohotich.domain.places import Level, PlaceError, Unit, unit
from sohotich.domain.record_types import REGISTER_TYPES
from sohotich.domain.text.figures import grouped, share
from sohotich.oversight.public_page.release import Cell
from sohotich.oversight.public_page.selectors import Day, Published

_ORDER = {type_code: place for place, type_code in enumerate(REGISTER_TYPES)}


@dataclass(frozen=True)
class Line:
    """A row of a table: what it is of, and its three figures and share as text."""

    name: str
    below: str
    expected: str
    scanned: str
    approved: str
    share: str
    code: str = ""


def total(cells: Iterable[Cell]) -> Cell:
    """The sum of published cells."""
    found = list(cells)
    return Cell(*(sum(figure) for figure in zip(*found, strict=True))) if found else Cell(0, 0, 0)


def cells_of(day: Day, code: str = "") -> list[Cell]:
    """Every cell of a day, of one commune or ("") of all."""
    if code:
        return list(day.counts.get(code, {}).values())
    return [cell for types in day.counts.values() for cell in types.values()]


def summed(name: str, cells: Iterable[Cell], below: str = "", code: str = "") -> Line:
    """A sum as a line; `–` where every part of it is too small to say."""
    found = total(cells)
    expected, scanned, approved = (grouped(figure) if figure else "–" for figure in found)
    return Line(name, below, expected, scanned, approved, _share(found), code)


def types_of(published: Published, code: str) -> list[Line]:
    """A commune's registrations by type on the last day."""
    return [
        _single(type_name(type_code), cell, published.least)
        for type_code, cell in sorted(published.last.counts[code].items(), key=_rank)
    ]


def _rank(one: tuple[str, Cell]) -> int:
    """Types in the order of every list of them."""
    return _ORDER.get(one[0], len(_ORDER))


def _single(name: str, cell: Cell, least: int) -> Line:
    expected, scanned, approved = (said(figure, least) for figure in cell)
    return Line(name, "", expected, scanned, approved, _share(cell))


def _share(cell: Cell) -> str:
    """Of too few to say, no share either."""
    return share(cell.approved, cell.expected) if cell.approved else "–"


def said(figure: int, least: int) -> str:
    """A published figure: `1.204`, `<5`."""
    return grouped(figure) if figure else f"<{least}"


def communes(published: Published) -> list[Line]:
    """Every commune on the last day, in the order of their codes."""
    last = published.last
    return [
        summed(place(code, last.day), types.values(), parent(code, last.day), code)
        for code, types in last.counts.items()
    ]


def by_day(published: Published, code: str = "") -> list[Line]:
    """The last day first."""
    return [summed(f"{day.day:%d/%m/%Y}", cells_of(day, code)) for day in reversed(published.days)]


def table(published: Published) -> Iterator[tuple[date, str, str, Cell]]:
    """Every published cell: day, commune, type, figures."""
    for day in published.days:
        for code, types in day.counts.items():
            for type_code, cell in types.items():
                yield day.day, code, type_code, cell


def type_name(type_code: str) -> str:
    """What the type is called; the code where it is not known."""
    known = REGISTER_TYPES.get(type_code)
    return known.name if known else type_code


def place(code: str, on: date) -> str:
    """The unit's name on the day; the code where the lists have none."""
    found = _unit(code, on)
    return found.name if found else code


def parent(code: str, on: date) -> str:
    """The name of the unit above; "" where there is none."""
    found = _unit(code, on)
    return place(found.parent, on) if found and found.parent else ""


def province(published: Published) -> str:
    """The name of the province whose communes are counted."""
    on = published.last.day
    found = _unit(next(iter(published.last.counts), ""), on)
    while found is not None and found.level is not Level.PROVINCE:
        found = _unit(found.parent, on)
    return found.name if found else ""


@cache
def _unit(code: str, on: date) -> Unit | None:
    try:
        return unit(code, on)
    except PlaceError:
        return None
