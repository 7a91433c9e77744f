"""Rows that were refused, alone in a workbook: mended there, it is sent in like any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from sohotich.domain.schema import RecordType
from sohotich.engines.workbook.dressing import dress, head_format
from sohotich.engines.workbook.findings import COLOURS, CellFinding, cell_form, comment_on, worst
from sohotich.engines.workbook.guidance import write_guidance
from sohotich.engines.workbook.layout import sheet_name
from sohotich.engines.workbook.reading import Row, Sheet
from sohotich.engines.workbook.writing import NewWorkbook, put

_OPTIONS = {"author": "sohotich", "x_scale": 2}


def rejected_rows(sheet: Sheet, findings: Sequence[CellFinding]) -> list[Row]:
    """The rows that an error keeps out."""
    wrong = {finding.row for finding in findings if finding.severity == "error"}
    return [row for row in sheet.rows if row.number in wrong]


def write_rejected(
    sheet: Sheet, record_type: RecordType, findings: Sequence[CellFinding], out: Path | BinaryIO
) -> None:
    """Write the refused rows as the file had them, in the same version of the template, with each
    cell at fault coloured and explained; a comment says which row of the file it was.
    """
    columns = record_type.columns(sheet.version)
    rows = rejected_rows(sheet, findings)
    said: dict[tuple[int, str], list[CellFinding]] = {}
    for finding in findings:
        said.setdefault((finding.row, finding.column), []).append(finding)
    with NewWorkbook(out) as book:
        page = book.file.add_worksheet(sheet_name(record_type, sheet.version))
        write_guidance(book.file, record_type, sheet.version)
        dress(book.file, page, columns, len(rows) + 1, head_format(book.file), book.text)
        forms = {severity: cell_form(book.file, colour) for severity, colour in COLOURS.items()}
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                key = column.field.key if column.field else ""
                found = said.get((row.number, key), [])
                value = row.values[key] if key else str(number)
                put(page, number, place, value, forms[worst(found)] if found else book.text)
                if found:
                    words = f"Hàng {row.number} của tệp đã gửi.\n{comment_on(found)}"
                    page.write_comment(number, place, words, _OPTIONS)
