"""The template of one book: its numbers and what all its registrations share are there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from sohotich.domain.schema import RecordType
from sohotich.engines.workbook.dressing import dress, head_format
from sohotich.engines.workbook.guidance import write_guidance
from sohotich.engines.workbook.layout import sheet_name
from sohotich.engines.workbook.writing import NewWorkbook, put

# Rows below those that are filled, for numbers that nobody expected.
_SPARE = 200


def write_book_template(
    record_type: RecordType,
    version: str,
    rows: Sequence[Mapping[str, str]],
    out: Path | BinaryIO,
) -> None:
    """Write the template of `version` with a row begun for each of `rows` (text by field key), the
    meaning of the columns on a second sheet, lists to choose from and a note at each cell.

    Fields that the version has no column for stay out. Raises WorkbookError as `write_records`.
    """
    columns = record_type.columns(version)
    with NewWorkbook(out) as book:
        sheet = book.file.add_worksheet(sheet_name(record_type, version))
        write_guidance(book.file, record_type, version)
        last = 1 + len(rows) + _SPARE
        dress(book.file, sheet, columns, last, head_format(book.file), book.text)
        for number, values in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = values.get(column.field.key, "") if column.field else str(number)
                if value:
                    put(sheet, number, place, value, book.text)
