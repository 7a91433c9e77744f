"""A table of an official letter in WordprocessingML: merged heads, bold totals, repeated head."""

from __future__ import annotations

from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.grid import (
    drawn_rows,
    fitted_widths,
    placed_cells,
    placed_head,
)
from sohotich.engines.documents.official.letter import Row, Table, shown
from sohotich.engines.documents.official.ooxml import Look, TableCell, paragraph, table


def ruled_table(block: Table, width: float) -> str:
    """The table stretched to `width` mm; a short one stays on one page with what leads to it."""
    short = len(block.rows) <= form.KEPT_ROWS
    rows: list[tuple[list[TableCell], bool]] = [(cells, True) for cells in _head(block)]
    drawn = drawn_rows(block, width)
    for index, row in enumerate(drawn, start=1):
        # A group's name does not end a page.
        kept = (short or row.bold) and index < len(drawn)
        rows.append((_cells(block, row, kept=kept), False))
    return table(
        fitted_widths(block, width),
        rows,
        ruled=True,
        # Word processors add the edge to the cell, ReportLab draws it across.
        sides=form.cell_side(block.size) - form.CELL_EDGE / 2,
        top=form.CELL_TOP,
        bottom=form.CELL_BOTTOM - form.CELL_EDGE,
    )


def _head(block: Table) -> list[list[TableCell]]:
    look = Look(size=block.size, bold=True, align="center", keep_next=True)
    empty = paragraph("", look)
    rows: list[dict[int, TableCell]] = [{} for _ in block.head]
    for placed in placed_head(block):
        cell = placed.cell
        for below in range(cell.rows):
            merged = cell.rows > 1
            rows[placed.row + below][placed.column] = TableCell(
                empty if below else paragraph(cell.text, look),
                cell.columns,
                "" if not merged else "continue" if below else "restart",
            )
    return [[row[column] for column in sorted(row)] for row in rows]


def _cells(block: Table, row: Row, *, kept: bool) -> list[TableCell]:
    cells = []
    for column, columns, value in placed_cells(block, row):
        align = block.columns[column].align if columns == 1 else "left"
        look = Look(size=block.size, bold=row.bold, align=align, keep_next=kept)
        cells.append(TableCell(paragraph(shown(value), look), columns))
    return cells
