"""Cells, widths and heights of the sheets that a letter is written to."""

from __future__ import annotations

from typing import Any

from sohotich.engines.documents.fonts import REGULAR
from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.letter import Share, Value
from sohotich.engines.documents.official.lines import lines_in

# Of the letters, in points.
SIZE = 12
A4 = 9
# Excel's tallest row, in points.
TALLEST = 409


def put(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    """Write one value (row and column from 0): figures as numbers, text as text."""
    match value:
        case None:
            sheet.write_string(row, column, "–", look)
        case Share(part, whole) if whole:
            # Rounded down as on paper: 100 % means all.
            sheet.write_number(row, column, part * 1000 // whole / 1000, look)
        case Share() | "":
            sheet.write_string(row, column, "–" if isinstance(value, Share) else "", look)
        case int():
            sheet.write_number(row, column, value, look)
        case _:
            sheet.write_string(row, column, value, look)


def print_setup(sheet: Any, *, wide: bool) -> None:
    """A4 with the margins of letters, as many pages down as it takes, one across."""
    sheet.set_paper(A4)
    if wide:
        sheet.set_landscape()
    inches = [mm / 25.4 for mm in (form.LEFT, form.RIGHT, form.TOP, form.BOTTOM)]
    sheet.set_margins(*inches)
    sheet.fit_to_pages(1, 0)


def characters(mm: float) -> float:
    """A width as Excel counts it: figures of 7 pixels and 5 pixels beside them."""
    return max(3.0, (mm / 25.4 * 96 - 5) / 7)


def height(text: str, characters: float) -> float:
    """Points for text over merged cells, whose height Excel does not find itself."""
    room = (characters * 7 - 5) / 96 * 25.4
    lines = max(1, len(lines_in(text, REGULAR, SIZE, room)))
    return min(TALLEST, lines * SIZE * 1.35 + 3)
