"""Workbooks as offices made them before Unicode: 8-bit letters in fonts of their own."""

from __future__ import annotations

from pathlib import Path

import python_calamine
import xlsxwriter

from sohotich.domain.text import Encoding, encode

FONTS: dict[Encoding, str] = {"tcvn3": ".VnTime", "vni": "VNI-Times"}


def in_old_font(source: Path, out: Path, encoding: Encoding, *, named: bool = True) -> Path:
    """`source` with every text below the headings encoded, in the encoding's font if `named`."""
    with python_calamine.load_workbook(source) as book:
        name = book.sheet_names[0]
        rows = book.get_sheet_by_index(0).to_python()
    with xlsxwriter.Workbook(str(out)) as made:
        page = made.add_worksheet(name)
        font = made.add_format({"font_name": FONTS[encoding]} if named else {})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    text = str(value) if row == 0 else encode(str(value), encoding)
                    page.write_string(row, column, text, None if row == 0 else font)
    return out
