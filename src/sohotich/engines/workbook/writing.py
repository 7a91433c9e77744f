"""Workbooks in the ministry's templates: every cell text, the same content the same bytes."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from sohotich.domain.schema import RecordType
from sohotich.engines.workbook.addresses import address
from sohotich.engines.workbook.errors import WorkbookError
from sohotich.engines.workbook.guidance import write_guidance
from sohotich.engines.workbook.layout import CREATED, TEXT_FORMAT, sheet_name

CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
# Not allowed in XML at all; Excel would call the file damaged.
FORBIDDEN = ("\ufffe", "\uffff")

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_template(record_type: RecordType, version: str, out: Path | BinaryIO) -> None:
    """Write an empty template: sheet 1 as the ministry has it, sheet 2 the meaning of each column.

    Columns are formatted as text, so that Excel leaves 01/2018 and 0123 as they are typed.
    """
    with NewWorkbook(out) as book:
        _write_sheet(book, record_type, version, ())
        write_guidance(book.file, record_type, version)


def write_records(
    record_type: RecordType,
    version: str,
    rows: Iterable[Mapping[str, str]],
    out: Path | BinaryIO,
) -> None:
    """Write registrations (text by field key, absent = empty) in the template of `version`.

    The running number counts from 1. A field that no version has a column for stays out. Raises
    WorkbookError for a value that Excel cannot hold, or a value other than "" in a field that
    another version has a column for.
    """
    with NewWorkbook(out) as book:
        _write_sheet(book, record_type, version, rows)


class NewWorkbook:
    """A workbook being written: `.file`, a text format, and the same properties every time."""

    def __init__(self, out: Path | BinaryIO) -> None:
        self.out = out
        self.buffer = io.BytesIO()
        self.file: Any = xlsxwriter.Workbook(self.buffer, OPTIONS)
        self.file.set_properties({"author": "sohotich", "created": CREATED})
        self.text: Any = self.file.add_format({"num_format": TEXT_FORMAT})

    def __enter__(self) -> NewWorkbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            # An unfinished workbook writes nothing; mark it closed so that nobody tries later.
            self.file.fileclosed = True
            return
        self.file.close()
        save(self.buffer.getvalue(), self.out)


def save(data: bytes, out: Path | BinaryIO) -> None:
    """Put a finished file in its place: whole, or not at all (WorkbookError, the old one kept)."""
    if not isinstance(out, Path):
        out.write(data)
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(out)
    except OSError as error:
        raise WorkbookError(_why(error), out.name) from error
    finally:
        part.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "ổ đĩa đã đầy, chưa ghi được tệp. Giải phóng chỗ trống rồi làm lại."
    return "không ghi được tệp. Kiểm tra thư mục và quyền ghi, đóng tệp nếu đang mở."


def put(sheet: Any, row: int, column: int, value: str, form: Any) -> None:
    """Write one text cell (row and column from 0); "" leaves the cell empty but formatted.

    Raises WorkbookError for text longer than Excel holds, or with characters XML forbids.
    """
    if value == "":
        sheet.write_blank(row, column, None, form)
        return
    if len(value) > CELL_LIMIT:
        raise WorkbookError(
            f"giá trị dài {len(value)} ký tự, Excel chỉ chứa {CELL_LIMIT}. Rút gọn giá trị này.",
            f"ô {address(row + 1, column)}",
        )
    if any(bad in value for bad in FORBIDDEN) or _has_surrogate(value):
        raise WorkbookError(
            "giá trị có ký tự không hợp lệ. Gõ lại giá trị này.", f"ô {address(row + 1, column)}"
        )
    sheet.write_string(row, column, value, form)


def _has_surrogate(value: str) -> bool:
    return not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value)


def _write_sheet(
    book: NewWorkbook, record_type: RecordType, version: str, rows: Iterable[Mapping[str, str]]
) -> None:
    columns = record_type.columns(version)
    sheet = book.file.add_worksheet(sheet_name(record_type, version))
    sheet.set_column(0, len(columns) - 1, 18, book.text)
    for index, column in enumerate(columns):
        put(sheet, 0, index, column.header, book.text)
    keys = [column.field.key if column.field else None for column in columns]
    known = {key for key in keys if key} | record_type.kept_back
    for number, values in enumerate(rows, start=1):
        _refuse_unknown(values, known, version, number)
        for index, key in enumerate(keys):
            put(
                sheet, number, index, str(number) if key is None else values.get(key, ""), book.text
            )


def _refuse_unknown(values: Mapping[str, str], known: set[str], version: str, number: int) -> None:
    if values.keys() <= known:
        return
    lost = sorted(key for key in values.keys() - known if values[key])
    if lost:
        raise WorkbookError(
            f"mẫu bản {version} không có cột {', '.join(lost)}; xuất theo mẫu này sẽ mất giá trị. "
            "Chọn mẫu khác.",
            f"bản ghi thứ {number}",
        )
