"""Where the cells of a table's head and rows stand: merged cells as rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sohotich.engines.documents.official.letter import Head, Row, Span, Table, Value


@dataclass(frozen=True)
class Placed:
    """A cell of the head with its first row and column, from 0."""

    row: int
    column: int
    cell: Head


def placed_head(table: Table) -> list[Placed]:
    """The head's cells with their places; ValueError where they leave a hole or overlap."""
    taken: set[tuple[int, int]] = set()
    placed = []
    width, height = len(table.columns), len(table.head)
    for row, line in enumerate(table.head):
        column = 0
        for cell in line:
            while (row, column) in taken:
                column += 1
            placed.append(Placed(row, column, cell))
            room = {
                (r, c)
                for r in range(row, row + cell.rows)
                for c in range(column, column + cell.columns)
            }
            if room & taken:
                raise ValueError(f"{table.name}: {cell.text} overlaps another head cell")
            taken |= room
            column += cell.columns
    if taken != {(r, c) for r in range(height) for c in range(width)}:
        raise ValueError(f"{table.name}: the head does not fill {height} × {width} cells")
    return placed


def placed_cells(table: Table, row: Row) -> Iterator[tuple[int, int, Value]]:
    """(first column, columns, value) of a row's cells; ValueError for a row not as wide."""
    column = 0
    for cell in row.cells:
        value, columns = (cell.value, cell.columns) if isinstance(cell, Span) else (cell, 1)
        yield column, columns, value
        column += columns
    if column != len(table.columns):
        raise ValueError(f"{table.name}: a row of {column} for {len(table.columns)} columns")


def fitted_widths(table: Table, room: float) -> list[float]:
    """The columns' widths, stretched or pressed together to fill `room` (mm in, mm out)."""
    return [column.width * room / table.width for column in table.columns]
