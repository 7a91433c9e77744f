"""Sheet 2 of a template: what each column means, how it is written, and the codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sohotich.domain.record_types import code_list
from sohotich.domain.schema import Field, Kind, RecordType, Required, Standing
from sohotich.engines.workbook.layout import GUIDANCE_SHEET, TEXT_FORMAT

HEAD = ("Cột", "Nội dung", "Cách ghi", "Bắt buộc", "Tối đa (ký tự)", "Danh mục", "Ghi chú")
WIDTHS = (36, 40, 34, 16, 12, 24, 70)

KINDS = {
    Kind.TEXT: "Chữ, như trong sổ",
    Kind.PERSON: "Họ tên, như trong sổ",
    Kind.PLACE: "Địa danh như khi đăng ký",
    Kind.DATE: "dd.mm.yyyy, mm.yyyy hoặc yyyy",
    Kind.NUMBER: "số/năm, ví dụ 41/1998",
    Kind.BOOK: "quyển/năm, ví dụ 02/1998",
    Kind.PAGE: "Chữ số",
    Kind.CODE: "Mã trong danh mục",
    Kind.LISTED: "Tên trong danh mục",
    Kind.PAPER: "Số giấy tờ, như trong sổ",
    Kind.PERSONAL_ID: "12 chữ số",
}
REQUIRED = {
    Required.YES: "Có",
    Required.LIKELY: "Nên có",
    Required.CONDITIONAL: "Tùy trường hợp",
    Required.NO: "",
}


def write_guidance(book: Any, record_type: RecordType, version: str) -> None:
    """Add the guidance sheet to an xlsxwriter workbook: columns first, then one table per list."""
    sheet = book.add_worksheet(GUIDANCE_SHEET)
    head = book.add_format(
        {"bold": True, "num_format": TEXT_FORMAT, "bg_color": "#E3EEF0", "border": 1}
    )
    body = book.add_format({"num_format": TEXT_FORMAT, "text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    fields = [column.field for column in record_type.columns(version) if column.field]
    first = _warn(book, sheet, record_type.version(version).standing)
    row = _table(sheet, first, HEAD, [_line(field) for field in fields], head, body)
    names = dict.fromkeys(field.code_list for field in fields if field.code_list)
    for name in names:
        items = code_list(name)
        lines = [(item.code, item.label) for item in items.items]
        row = _table(sheet, row + 1, (f"{name}: mã", items.title), lines, head, body)
    sheet.freeze_panes(first + 1, 1)


def _warn(book: Any, sheet: Any, standing: Standing) -> int:
    """Say above the table that the template is only proposed; the row where the table begins."""
    if not standing.warning:
        return 0
    form = book.add_format({"bold": True, "num_format": TEXT_FORMAT, "font_color": "#9C2B23"})
    sheet.write_string(0, 0, standing.warning, form)
    return 2


def _line(field: Field) -> tuple[str, ...]:
    return (
        field.key,
        field.label,
        KINDS[field.kind],
        REQUIRED[field.required],
        str(field.maxlen or ""),
        field.code_list or "",
        field.help,
    )


def _table(
    sheet: Any, row: int, head: Sequence[str], lines: Sequence[Sequence[str]], bold: Any, body: Any
) -> int:
    for column, text in enumerate(head):
        sheet.write_string(row, column, text, bold)
    for offset, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            sheet.write_string(row + offset, column, text, body)
    return row + len(lines) + 1
