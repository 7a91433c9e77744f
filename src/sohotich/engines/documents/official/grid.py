"""Where the cells of a table's head and rows stand: merged cells as rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from sohotich.engines.documents.fonts import REGULAR
from sohotich.engines.documents.official.form import cell_side
from sohotich.engines.documents.official.letter import Head, Row, Span, Table, Value
from sohotich.engines.documents.official.lines import lines_in


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


def drawn_rows(table: Table, room: float) -> list[Row]:
    """The rows as they go on pages `room` mm wide: one with a text taller than a page can hold goes
    on in rows of its own, whose other cells are empty.
    """
    widths = fitted_widths(table, room)
    return [part for row in table.rows for part in _parted(table, row, widths)]


def _parted(table: Table, row: Row, widths: list[float]) -> Iterator[Row]:
    # No text shorter than its lines can be taller: the usual row is not measured.
    if not any(isinstance(cell, str) and len(cell) > MOST_LINES for cell in row.cells):
        yield row
        return
    pieces = []
    for column, columns, value in placed_cells(table, row):
        inside = sum(widths[column : column + columns]) - 2 * cell_side(table.size) * MM_PER_POINT
        pieces.append(_pieces(value, table.size, inside))
    parts: list[tuple[Value, ...]] = list(zip_longest(*pieces, fillvalue=""))
    for part in parts:
        cells = (
            replace(cell, value=value) if isinstance(cell, Span) else value
            for cell, value in zip(row.cells, part, strict=True)
        )
        yield replace(row, cells=tuple(cells))


def _pieces(value: Value, size: float, inside: float) -> list[Value]:
    if not isinstance(value, str):
        return [value]
    lines = lines_in(value, REGULAR, size, inside)
    return [" ".join(lines[at : at + MOST_LINES]) for at in range(0, len(lines), MOST_LINES)] or [
        ""
    ]


MOST_LINES = 20
MM_PER_POINT = 25.4 / 72


def fitted_widths(table: Table, room: float) -> list[float]:
    """The columns' widths, stretched or pressed together to fill `room` (mm in, mm out)."""
    return [column.width * room / table.width for column in table.columns]
