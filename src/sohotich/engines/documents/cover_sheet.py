"""The sheet laid on the glass before a book: its QR code tells which book the pages belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sohotich.engines.documents.canvas import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    draw_qr,
    fitted_size,
    open_canvas,
    shortened,
    wrap,
    write_out,
)
from sohotich.engines.documents.fonts import BOLD, ITALIC, REGULAR

MARGIN = 20 * mm
QR_SIDE = 80 * mm

INSTRUCTIONS = (
    "Đặt tờ này úp lên mặt kính máy quét (hoặc lên trên cùng của khay nạp) trước trang đầu của sổ.",
    "Quét liền tờ này và các trang của sổ theo thứ tự; không quét trang của sổ khác vào cùng lượt.",
    "Khi chụp bằng điện thoại: chụp tờ này trước, thấy rõ cả bốn góc, rồi chụp từng trang.",
    "Không viết, không đóng dấu lên mã vuông. Tờ bị rách hoặc bẩn thì in lại.",
)


@dataclass(frozen=True)
class BookSheet:
    """What stands on a book's cover sheet; the figures come as text, ready to print."""

    qr_text: str
    label: str
    title: str
    unit_name: str
    parent_name: str = ""
    years: str = ""
    volume: str = ""
    declared: str = ""
    pages: str = ""
    paper: str = ""
    place: str = ""

    def facts(self) -> list[tuple[str, str]]:
        """The table under the code; what is not known stays as dots to be filled by hand."""
        rows = [
            ("Năm", self.years),
            ("Quyển số", self.volume),
            ("Số trường hợp theo lời khóa sổ", self.declared),
            ("Số trang", self.pages),
            ("Khổ giấy", self.paper),
            ("Nơi lưu giữ", self.place),
        ]
        return [(name, value or "………………") for name, value in rows]


def cover_sheet_pdf(book: BookSheet, out: Path | BinaryIO, *, day: date) -> None:
    """Draw the one-page cover sheet of `book`, dated `day`, to `out`."""
    canvas, buffer = open_canvas(f"Tờ bìa {book.label}", day)
    cursor = _heading(canvas, book, PAGE_HEIGHT - MARGIN)
    cursor -= QR_SIDE + 4 * mm
    draw_qr(canvas, book.qr_text, (PAGE_WIDTH - QR_SIDE) / 2, cursor, QR_SIDE, error="h")
    cursor = _centred(canvas, book.label, BOLD, 26, cursor - 9 * mm)
    cursor = _facts(canvas, book, cursor - 12 * mm)
    _instructions(canvas, cursor - 8 * mm)
    canvas.setFont(ITALIC, 10)
    canvas.drawRightString(PAGE_WIDTH - MARGIN, MARGIN - 6 * mm, f"In ngày {day:%d/%m/%Y}")
    canvas.save()
    write_out(buffer.getvalue(), out)


def _heading(canvas: Canvas, book: BookSheet, top: float) -> float:
    cursor = _centred(canvas, book.title.upper(), BOLD, 22, top - 8 * mm)
    cursor = _centred(canvas, book.unit_name, BOLD, 17, cursor - 9 * mm)
    if book.parent_name:
        cursor = _centred(canvas, book.parent_name, REGULAR, 14, cursor - 7 * mm)
    return float(cursor - 2 * mm)


def _centred(canvas: Canvas, text: str, font: str, size: float, y: float) -> float:
    size = fitted_size(text, font, size, PAGE_WIDTH - 2 * MARGIN)
    canvas.setFont(font, size)
    canvas.drawCentredString(
        PAGE_WIDTH / 2, y, shortened(text, font, size, PAGE_WIDTH - 2 * MARGIN)
    )
    return y


def _facts(canvas: Canvas, book: BookSheet, top: float) -> float:
    middle = MARGIN + 80 * mm
    right = PAGE_WIDTH - MARGIN
    cursor = top
    canvas.setLineWidth(0.5)
    for name, value in book.facts():
        canvas.setFont(REGULAR, 14)
        canvas.drawString(MARGIN, cursor, name)
        size = fitted_size(value, BOLD, 14, right - middle, minimum=8)
        canvas.setFont(BOLD, size)
        canvas.drawString(middle, cursor, shortened(value, BOLD, size, right - middle))
        canvas.setStrokeGray(0.6)
        canvas.line(MARGIN, cursor - 2.2 * mm, right, cursor - 2.2 * mm)
        cursor -= 8.6 * mm
    return cursor


def _instructions(canvas: Canvas, top: float) -> None:
    canvas.setFont(BOLD, 13)
    canvas.drawString(MARGIN, top, "Cách đặt tờ bìa")
    cursor = top
    indent = MARGIN + 7 * mm
    for number, text in enumerate(INSTRUCTIONS, start=1):
        cursor -= 1 * mm
        for index, line in enumerate(wrap(text, REGULAR, 13, PAGE_WIDTH - MARGIN - indent, 3)):
            cursor -= 5.8 * mm
            canvas.setFont(REGULAR, 13)
            if index == 0:
                canvas.drawString(MARGIN, cursor, f"{number}.")
            canvas.drawString(indent, cursor, line)
