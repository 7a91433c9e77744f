"""One value of a list as a cell of the page, and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sohotich.foundation.pages.numbers import day, grouped, moment
from sohotich.foundation.pages.states import Badge

if TYPE_CHECKING:
    from sohotich.foundation.pages.lists import Column


@dataclass(frozen=True, slots=True)
class Cell:
    """`badge` stands in place of the text where there is one."""

    text: str
    title: str
    kind: str
    address: str
    badge: Badge | None


def cell_text(value: object) -> str:
    """A value as people read it: 1234 → `1.234`, a day → dd/mm/yyyy, a badge → its words."""
    if value is None:
        return ""
    if isinstance(value, Badge):
        return value.words
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    # A year or a code comes as text: every int is a count.
    return grouped(value) if isinstance(value, int) else str(value)


def cell(column: Column, row: Any) -> Cell:
    """The cell of a row."""
    value = column.value(row)
    return Cell(
        cell_text(value),
        column.title,
        column.kind,
        column.link(row) if column.link else "",
        value if isinstance(value, Badge) else None,
    )
