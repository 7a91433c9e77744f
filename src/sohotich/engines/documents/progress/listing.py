"""Lists as tables: one line for each thing, columns as data, widths from what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from sohotich.engines.documents.fonts import BOLD
from sohotich.engines.documents.official.form import cell_side
from sohotich.engines.documents.official.letter import (
    Align,
    Column,
    Head,
    Row,
    Span,
    Table,
    Value,
    shown,
)
from sohotich.engines.documents.official.lines import width_of

T = TypeVar("T")
POINTS_PER_MM = 72 / 25.4
NUMBER_WIDTH = 9.0
# In points; smaller letters nobody reads on paper.
SMALLEST = 7.0


@dataclass(frozen=True)
class Field(Generic[T]):
    """A column: its head, what of a thing stands in it, and the wider head it shares with others.

    `width` in mm for text that may take several lines; 0 for figures, which must not break. An
    `optional` column is left out where nothing would stand in it.
    """

    head: str
    value: Callable[[T], Value]
    group: str = ""
    width: float = 0
    align: Align = "right"
    optional: bool = False


@dataclass(frozen=True)
class Group(Generic[T]):
    """Things under one name, with the line of their whole; a name of "" gets no line."""

    name: str
    things: tuple[T, ...]
    whole: T | None = None


def listing(
    name: str,
    fields: Sequence[Field[T]],
    groups: Sequence[Group[T]],
    *,
    whole: T | None = None,
    size: float = 10,
    room: float | None = None,
) -> Table:
    """A table with a running number in front of `fields`; `whole` is the line "Tổng cộng".

    The first field is the name of a thing: the lines of groups and of the whole span it. Figures
    wider than `room` (mm) get smaller letters than `size`, so that a report never fails for them.
    """
    fields = filled(fields, [thing for group in groups for thing in group.things])
    rows = _rows(fields, groups, whole)
    columns = _columns(fields, rows, size)
    while room and size > SMALLEST and sum(column.width for column in columns) > room:
        size -= 0.5
        columns = _columns(fields, rows, size)
    return Table(name=name, columns=columns, head=_head(fields), rows=tuple(rows), size=size)


def filled(fields: Sequence[Field[T]], things: Sequence[T]) -> list[Field[T]]:
    """The fields without the optional ones that say nothing of any of `things`."""
    return [
        field
        for field in fields
        if not field.optional or any(field.value(thing) not in (None, "") for thing in things)
    ]


def _columns(fields: Sequence[Field[T]], rows: Sequence[Row], size: float) -> tuple[Column, ...]:
    figures = (_column(index, field, rows, size) for index, field in enumerate(fields, start=1))
    return (Column(NUMBER_WIDTH, "center"), *figures)


def _rows(fields: Sequence[Field[T]], groups: Sequence[Group[T]], whole: T | None) -> list[Row]:
    rows = []
    number = 0
    for group in groups:
        if group.name:
            rows.append(_bold(fields, group.name, group.whole))
        for thing in group.things:
            number += 1
            rows.append(Row((number, *(field.value(thing) for field in fields))))
    if whole is not None:
        rows.append(_bold(fields, "Tổng cộng", whole))
    return rows


def _bold(fields: Sequence[Field[T]], name: str, whole: T | None) -> Row:
    if whole is None:
        return Row((Span(name, len(fields) + 1),), bold=True)
    return Row((Span(name, 2), *(field.value(whole) for field in fields[1:])), bold=True)


def _head(fields: Sequence[Field[T]]) -> tuple[tuple[Head, ...], ...]:
    deep = 2 if any(field.group for field in fields) else 1
    top = [Head("TT", rows=deep)]
    below: list[Head] = []
    for group, members in groupby(fields, key=lambda field: field.group):
        heads = [field.head for field in members]
        if group:
            top.append(Head(group, columns=len(heads)))
            below += map(Head, heads)
        else:
            top += (Head(head, rows=deep) for head in heads)
    return (tuple(top), tuple(below)) if deep == 2 else (tuple(top),)


def _column(index: int, field: Field[T], rows: Sequence[Row], size: float) -> Column:
    if field.width:
        return Column(field.width, field.align)
    words = [*field.head.split(), *(_figure(row, index) for row in rows)]
    widest = max(width_of(word, BOLD, size) for word in words)
    return Column(widest + 2 * cell_side(size) / POINTS_PER_MM + 0.5, field.align)


def _figure(row: Row, index: int) -> str:
    at = 0
    for cell in row.cells:
        if at == index and not isinstance(cell, Span):
            return shown(cell)
        at += cell.columns if isinstance(cell, Span) else 1
    return ""
