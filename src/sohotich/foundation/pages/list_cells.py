"""One value of a list as a cell of the page, and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sohotich.foundation.database.moments import RealTime
from sohotich.foundation.pages.numbers import day, grouped, moment, real_time_note
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


def column_title(column: Column, first: Iterable[Any]) -> str:
    """The heading; over real moments, seen in the first row, it says that they are real.

    Only where the campaign's clock shows another time.
    """
    real = any(isinstance(column.value(row), RealTime) for row in first)
    return f"{column.title}{real_time_note()}" if real else column.title


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
