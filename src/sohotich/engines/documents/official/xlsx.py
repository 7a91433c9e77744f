"""An official letter as XLSX: its text on the first sheet, each table on a sheet of its own.

Figures are numbers, so that whoever receives them can go on reckoning.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from sohotich.engines.documents.official import form
from sohotich.engines.documents.official.grid import placed_cells, placed_head
from sohotich.engines.documents.official.letter import (
    Block,
    Heading,
    OfficialLetter,
    Share,
    Table,
    Value,
)
from sohotich.engines.documents.official.xlsx_cells import (
    SIZE,
    characters,
    height,
    print_setup,
    put,
)

# No links, formulas or numbers out of text; the file is put together in memory.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = "Times New Roman"
TEXT_SHEET = "Văn bản"
HEAD_COLUMNS = (40.0, 56.0)
SHEET_NAME = 31
EVERYWHERE = 2
# Two lines of a head.
HEAD_HEIGHT = 34


def letter_xlsx(letter: OfficialLetter) -> bytes:
    """The letter as XLSX, the same bytes for the same letter; DocumentError for a part missing."""
    letter = form.whole(letter)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as file:
        day = letter.day
        file.set_properties(
            {
                "title": f"{letter.kind} {form.one_line(letter.abstract)}",
                "author": "sohotich",
                "created": datetime(day.year, day.month, day.day, tzinfo=UTC),
            }
        )
        book = _Book(file, letter)
        sheets = _sheets(letter)
        book.text_sheet(iter([sheet.name for sheet in sheets]))
        for sheet in sheets:
            book.table_sheet(sheet)
    return buffer.getvalue()


@dataclass(frozen=True)
class _Sheet:
    name: str
    title: str
    table: Table


def _sheets(letter: OfficialLetter) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    taken = {TEXT_SHEET.lower()}
    for title, table in _tables(letter):
        name = _free_name(table.name, taken)
        taken.add(name.lower())
        sheets.append(_Sheet(name, title, table))
    return sheets


def _tables(letter: OfficialLetter) -> Iterator[tuple[str, Table]]:
    for block in letter.body:
        if isinstance(block, Table):
            yield block.name, block
    count = len(letter.appendices)
    for index, appendix in enumerate(letter.appendices):
        title = f"{form.appendix_name(index, count)}. {appendix.title}"
        yield from ((title, block) for block in appendix.body if isinstance(block, Table))


def _free_name(name: str, taken: set[str]) -> str:
    plain = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:SHEET_NAME] or "Bảng"
    number = 1
    free = plain
    while free.lower() in taken:
        number += 1
        free = f"{plain[: SHEET_NAME - 4]} ({number})"
    return free


class _Book:
    """The workbook under way, and its formats, each made once."""

    def __init__(self, file: Any, letter: OfficialLetter) -> None:
        self.file = file
        self.letter = letter
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **wanted: object) -> Any:
        """A format; the face is the letter's."""
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter"}
            self.formats[key] = self.file.add_format({**base, **wanted})
        return self.formats[key]

    def text_sheet(self, names: Iterator[str]) -> None:
        """The letter as text; where a table stands, the name of its sheet, from `names`."""
        sheet = self.file.add_worksheet(TEXT_SHEET)
        sheet.hide_gridlines(EVERYWHERE)
        print_setup(sheet, wide=False)
        for column, width in enumerate(HEAD_COLUMNS):
            sheet.set_column(column, column, width)
        row = self._letterhead(sheet)
        for text, look in self._text(names):
            sheet.merge_range(row, 0, row, 1, "", look)
            sheet.write_string(row, 0, text, look)
            sheet.set_row(row, height(text, sum(HEAD_COLUMNS)))
            row += 1
        self._signing(sheet, row + 1)

    def _letterhead(self, sheet: Any) -> int:
        letter = self.letter
        bold, plain = self.look(bold=True, align="center"), self.look(align="center")
        left = [(letter.parent_agency.upper(), plain)] if letter.parent_agency else []
        left += [(line.upper(), bold) for line in letter.agency.split("\n")]
        right = [(form.COUNTRY, bold), (form.MOTTO, bold)]
        depth = max(len(left), len(right))
        for row in range(depth):
            for column, lines in enumerate((left, right)):
                if row < len(lines):
                    sheet.write_string(row, column, *lines[row])
        sheet.write_string(depth, 0, form.number_line(letter), plain)
        italic = self.look(italic=True, align="center")
        sheet.write_string(depth, 1, form.place_and_date(letter), italic)
        return depth + 2

    def _text(self, names: Iterator[str]) -> Iterator[tuple[str, Any]]:
        letter = self.letter
        title = self.look(bold=True, align="center")
        yield letter.kind.upper(), title
        yield letter.abstract, title
        for line in form.addressed(letter):
            yield line, self.look(align="center")
        yield from self._blocks(form.closed_body(letter), names)
        for index, appendix in enumerate(letter.appendices):
            name = form.appendix_name(index, len(letter.appendices))
            yield f"{name}. {appendix.title}", self.look(bold=True)
            yield from self._blocks(appendix.body, names)

    def _blocks(self, body: Iterable[Block], names: Iterator[str]) -> Iterator[tuple[str, Any]]:
        for block in body:
            match block:
                case str():
                    yield block, self.look(align="justify", valign="top")
                case Heading():
                    yield block.text, self.look(bold=True)
                case Table():
                    yield f"(Trang tính “{next(names)}”)", self.look(italic=True)

    def _signing(self, sheet: Any, top: int) -> None:
        letter = self.letter
        bold = self.look(bold=True, align="center")
        left = ["Nơi nhận:", *form.listed(letter.recipients)] if letter.recipients else []
        for offset, line in enumerate(left):
            look = self.look(bold=not offset, italic=not offset, font_size=11 + (not offset))
            sheet.write_string(top + offset, 0, line, look)
        lines = form.signing_lines(letter)
        for offset, line in enumerate(lines):
            sheet.write_string(top + offset, 1, line, bold)
        sheet.write_string(top + max(len(left), len(lines) + 4), 1, letter.signer.name, bold)

    def table_sheet(self, found: _Sheet) -> None:
        """One table under its title, its head repeated in print and kept in sight on the screen."""
        letter, table = self.letter, found.table
        sheet = self.file.add_worksheet(found.name)
        print_setup(sheet, wide=table.width > form.TEXT_WIDTH)
        for column, asked in enumerate(table.columns):
            sheet.set_column(column, column, characters(asked.width * SIZE / table.size))
        last = len(table.columns) - 1
        bold, italic = self.look(bold=True, align="center"), self.look(italic=True, align="center")
        sheet.merge_range(0, 0, 0, last, found.title, bold)
        about = f"{letter.kind} của {form.one_line(letter.agency)}, {form.long_date(letter.day)}"
        sheet.merge_range(1, 0, 1, last, about, italic)
        top = 3
        self._head(sheet, table, top)
        body = top + len(table.head)
        sheet.freeze_panes(body, 2)
        sheet.repeat_rows(top, body - 1)
        for row, data in enumerate(table.rows, start=body):
            for column, columns, value in placed_cells(table, data):
                align = table.columns[column].align if columns == 1 else "left"
                look = self._cell(value, align=align, bold=data.bold)
                if columns > 1:
                    sheet.merge_range(row, column, row, column + columns - 1, "", look)
                put(sheet, row, column, value, look)

    def _head(self, sheet: Any, table: Table, top: int) -> None:
        look = self.look(bold=True, align="center", border=1)
        sheet.set_row(top + len(table.head) - 1, HEAD_HEIGHT)
        for placed in placed_head(table):
            cell, row, column = placed.cell, top + placed.row, placed.column
            if cell.rows > 1 or cell.columns > 1:
                bottom, right = row + cell.rows - 1, column + cell.columns - 1
                sheet.merge_range(row, column, bottom, right, cell.text, look)
            else:
                sheet.write_string(row, column, cell.text, look)

    def _cell(self, value: Value, **wanted: object) -> Any:
        if isinstance(value, Share):
            wanted["num_format"] = "0.0%"
        elif isinstance(value, int):
            wanted["num_format"] = "#,##0"
        return self.look(border=1, **wanted)
