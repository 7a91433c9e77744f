"""A pay sheet as XLSX that adds up by itself: every amount a formula, its value stored beside it.

One sheet with a line for each person, its amount summed from the second, which has a line for each
kind of work. Whoever changes a quantity sees every sum follow.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from sohotich.engines.documents.official.form import long_date
from sohotich.engines.documents.official.xlsx_cells import height, print_setup
from sohotich.engines.documents.payment.paper import SIGN_HERE, SIGNERS, TITLE, PayPaper

MAIN: Final = "Bảng thanh toán"
DETAIL: Final = "Chi tiết"
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MAIN_HEAD: Final = ("TT", "Họ và tên", "Cách tính", "Số trường", "Thành tiền (đồng)", "Ký nhận")
_MAIN_WIDTHS: Final = (5, 30, 28, 12, 18, 18)
_DETAIL_HEAD: Final = (
    "TT", "Họ và tên", "Công việc", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)",
)  # fmt: skip
_DETAIL_WIDTHS: Final = (5, 30, 52, 12, 15, 18)
# Rows from 0: the heads of the two tables.
_MAIN_TOP: Final = 7
_DETAIL_TOP: Final = 2


def pay_xlsx(paper: PayPaper) -> bytes:
    """The paper as XLSX, the same bytes for the same paper."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as file:
        day = paper.day
        created = datetime(day.year, day.month, day.day, tzinfo=UTC)
        file.set_properties({"title": TITLE, "author": "sohotich", "created": created})
        looks = _Looks(file)
        # The first sheet is made first and written with the second's places, known beforehand.
        main, detail = file.add_worksheet(MAIN), file.add_worksheet(DETAIL)
        _write_main(main, paper, looks)
        _write_detail(detail, paper, looks)
    return buffer.getvalue()


class _Looks:
    """The formats, each made once."""

    def __init__(self, file: Any) -> None:
        def look(**wanted: object) -> Any:
            return file.add_format({**_FONT, **wanted})

        self.plain = look()
        self.italic = look(italic=True, align="center")
        self.middle = look(align="center", text_wrap=True)
        self.bold = look(bold=True, align="center", text_wrap=True)
        self.note = look(text_wrap=True, valign="top")
        self.head = look(bold=True, align="center", border=1, text_wrap=True)
        self.text = look(border=1, text_wrap=True)
        self.number = look(border=1, num_format="#,##0")
        self.price = look(border=1, num_format="#,##0.00")
        self.total = look(border=1, bold=True)
        self.total_number = look(border=1, bold=True, num_format="#,##0")


def _write_main(sheet: Any, paper: PayPaper, looks: _Looks) -> None:
    print_setup(sheet, wide=True)
    for column, width in enumerate(_MAIN_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 2, paper.agency.upper(), looks.bold)
    sheet.merge_range(1, 0, 1, 2, f"Số: {paper.number:02d}/BTT", looks.middle)
    lines = ((3, TITLE, looks.bold), (4, paper.subtitle, looks.middle))
    for row, words, look in (*lines, (5, paper.state, looks.bold)):
        sheet.merge_range(row, 0, row, 5, words, look)
    for column, words in enumerate(_MAIN_HEAD):
        sheet.write_string(_MAIN_TOP, column, words, looks.head)
    sheet.repeat_rows(_MAIN_TOP)
    first = _MAIN_TOP + 1
    last_piece = _DETAIL_TOP + sum(len(person.pieces) for person in paper.people) + 1
    for place, person in enumerate(paper.people, start=1):
        row = _MAIN_TOP + place
        sheet.write_number(row, 0, place, looks.number)
        sheet.write_string(row, 1, person.name, looks.text)
        sheet.write_string(row, 2, person.rule, looks.text)
        sheet.write_number(row, 3, person.fields, looks.number)
        summed = (
            f"=SUMIF('{DETAIL}'!$A${_DETAIL_TOP + 2}:$A${last_piece},A{row + 1},"
            f"'{DETAIL}'!$F${_DETAIL_TOP + 2}:$F${last_piece})"
        )
        sheet.write_formula(row, 4, summed, looks.number, person.amount)
        sheet.write_blank(row, 5, None, looks.text)
    row = first + len(paper.people)
    sheet.merge_range(row, 0, row, 2, "Tổng cộng", looks.total)
    for column, value in ((3, paper.fields), (4, paper.amount)):
        letter = "ABCDEF"[column]
        formula = f"=SUM({letter}{first + 1}:{letter}{row})"
        sheet.write_formula(row, column, formula, looks.total_number, value)
    sheet.write_blank(row, 5, None, looks.total)
    _below(sheet, paper, looks, row + 1)


def _below(sheet: Any, paper: PayPaper, looks: _Looks, row: int) -> None:
    sha = [f"Mã nội dung (SHA-256): {paper.sha256}"] if paper.sha256 else []
    for words in (f"Bằng chữ: {paper.in_words}.", *paper.notes, *sha):
        sheet.merge_range(row, 0, row, 5, words, looks.note)
        sheet.set_row(row, height(words, sum(_MAIN_WIDTHS)))
        row += 1
    sheet.merge_range(row, 3, row, 5, f"{paper.place}, {long_date(paper.day)}", looks.italic)
    for (first, last), title, name in zip(
        ((0, 1), (2, 2), (3, 5)), SIGNERS, paper.signers, strict=True
    ):
        for offset, words, look in (
            (1, title, looks.bold), (2, SIGN_HERE, looks.italic), (7, name, looks.bold),
        ):  # fmt: skip
            if first == last:
                sheet.write_string(row + offset, first, words, look)
            else:
                sheet.merge_range(row + offset, first, row + offset, last, words, look)


def _write_detail(sheet: Any, paper: PayPaper, looks: _Looks) -> None:
    print_setup(sheet, wide=True)
    for column, width in enumerate(_DETAIL_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 5, "CHI TIẾT TỪNG NGƯỜI, TỪNG LOẠI VIỆC", looks.bold)
    for column, words in enumerate(_DETAIL_HEAD):
        sheet.write_string(_DETAIL_TOP, column, words, looks.head)
    sheet.freeze_panes(_DETAIL_TOP + 1, 2)
    sheet.repeat_rows(_DETAIL_TOP)
    row = _DETAIL_TOP
    for place, person in enumerate(paper.people, start=1):
        for piece in person.pieces:
            row += 1
            sheet.write_number(row, 0, place, looks.number)
            sheet.write_string(row, 1, person.name, looks.text)
            sheet.write_string(row, 2, piece.words, looks.text)
            sheet.write_number(row, 3, piece.quantity, looks.number)
            sheet.write_number(row, 4, float(piece.price), looks.price)
            formula = f"=ROUND(D{row + 1}*E{row + 1},0)"
            sheet.write_formula(row, 5, formula, looks.number, piece.amount)
    total = row + 1
    sheet.merge_range(total, 0, total, 4, "Tổng cộng", looks.total)
    formula = f"=SUM(F{_DETAIL_TOP + 2}:F{total})"
    sheet.write_formula(total, 5, formula, looks.total_number, paper.amount)
