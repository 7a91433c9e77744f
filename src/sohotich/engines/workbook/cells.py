"""A cell's typed value made text again, and what a person should know about it.

Everything in a register is text; Excel, left to itself, turns `01/2018` into a date, `0123` into
123 and `08.1980` into 8,198. Each of these is turned back as far as it can be, and told.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sohotich.domain.schema import Field, Kind
from sohotich.engines.workbook.opening import Value

Severity = Literal["error", "warning", "info"]

# From here on a number in Excel no longer holds all its digits.
EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Note:
    """What was odd about one cell; `rule` is X01 … X08, `proposal` a better value or ""."""

    rule: str
    severity: Severity
    message: str
    proposal: str = ""


def as_text(value: Value, field: Field) -> tuple[str, Note | None]:
    """Give the text of a cell in the column of `field`, and a note when it was not plain text."""
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
        return text, Note("X05", "error", "Ô kiểu đúng/sai của Excel. Nhập lại giá trị dạng chữ.")
    if isinstance(value, (int, float)):
        return _from_number(float(value), field)
    if isinstance(value, date):
        return _from_date(value, field)
    return str(value), Note("X06", "error", "Ô kiểu giờ của Excel. Nhập lại giá trị dạng chữ.")


def in_error() -> Note:
    """The note of a cell that shows #N/A, #DIV/0! or the like."""
    return Note("X04", "error", "Ô báo lỗi công thức của Excel (#N/A, #REF!…). Nhập lại giá trị.")


def _from_text(value: str) -> tuple[str, Note | None]:
    if value.isascii() or unicodedata.is_normalized("NFC", value):
        return value, None
    message = "Chữ gõ theo Unicode tổ hợp; đã chuyển sang dựng sẵn, nội dung không đổi."
    return unicodedata.normalize("NFC", value), Note("X03", "info", message)


def _from_number(value: float, field: Field) -> tuple[str, Note | None]:
    if not value.is_integer():
        return _from_fraction(value, field)
    if abs(value) >= EXACT:
        message = "Ô kiểu số quá dài, Excel đã làm tròn. Định dạng ô là Văn bản rồi nhập lại."
        return str(int(value)), Note("X02", "error", message)
    return str(int(value)), _whole_number_note(str(int(value)), field)


def _whole_number_note(text: str, field: Field) -> Note | None:
    if field.kind in (Kind.CODE, Kind.PAGE):
        return None
    if field.kind is Kind.DATE and len(text) == 4:
        return None
    if field.kind is Kind.PERSONAL_ID and len(text) < 12:
        message = "Ô kiểu số làm mất số 0 ở đầu. Định dạng cột là Văn bản rồi nhập lại."
        return Note("X01", "warning", message, text.zfill(12))
    message = "Ô kiểu số; nếu giá trị có số 0 ở đầu thì đã mất. Đối chiếu lại với sổ."
    return Note("X01", "warning", message)


def _from_fraction(value: float, field: Field) -> tuple[str, Note]:
    text = repr(value)
    message = "Ô kiểu số lẻ. Định dạng cột là Văn bản rồi nhập lại giá trị như trong sổ."
    if field.kind is Kind.DATE and 1 <= value < 13:
        # 08.1980 typed as a number has lost the zero in front and the one at the end.
        month, year = f"{value:.4f}".split(".")
        return text, Note("X02", "warning", message, f"{int(month):02d}.{year}")
    return text, Note("X02", "error", message)


def _from_date(value: date, field: Field) -> tuple[str, Note]:
    text = f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
    if field.kind in (Kind.NUMBER, Kind.BOOK):
        message = "Excel đã tự đổi giá trị này thành ngày. Định dạng cột là Văn bản rồi nhập lại."
        return text, Note("X07", "error", message, f"{value.month:02d}/{value.year:04d}")
    if field.kind is not Kind.DATE:
        message = "Ô kiểu ngày ở cột không phải ngày. Định dạng cột là Văn bản rồi nhập lại."
        return text, Note("X07", "error", message)
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        message = "Ô có cả giờ; chỉ giữ ngày, tháng, năm. Đối chiếu lại với sổ."
        return text, Note("X08", "warning", message)
    message = f"Ô kiểu ngày của Excel, đã đổi thành {text}. Kiểm tra ngày và tháng có bị đảo không."
    return text, Note("X08", "warning", message)
