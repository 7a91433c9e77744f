"""Sheets of QR labels to stick on the books."""

from __future__ import annotations

from collections.abc import Sequence
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
    wrap,
    write_out,
)
from sohotich.engines.documents.errors import DocumentError
from sohotich.engines.documents.fonts import BOLD, REGULAR

PADDING = 2.5 * mm
# Of the font's size, to the top of its capitals (Tinos, 1341 of 2048).
CAP_HEIGHT = 0.66


@dataclass(frozen=True)
class Label:
    """One label: the QR text, the book's label in large, and lines of smaller text under it."""

    qr_text: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelGrid:
    """Where the labels lie on A4, in mm; the default is the common sheet of 3 × 7 (63,5 × 38,1)."""

    columns: int = 3
    rows: int = 7
    width: float = 63.5
    height: float = 38.1
    left: float = 7.2
    top: float = 15.1
    gap_x: float = 2.5
    gap_y: float = 0.0
    outline: bool = False

    def position(self, index: int) -> tuple[float, float]:
        """Give the lower left corner, in points, of the index-th label (from 0) of a page."""
        row, column = divmod(index, self.columns)
        x = self.left + column * (self.width + self.gap_x)
        y = self.top + (row + 1) * self.height + row * self.gap_y
        return x * mm, PAGE_HEIGHT - y * mm

    def check(self) -> None:
        """Raise DocumentError when the labels do not fit the sheet."""
        right = (self.left + self.columns * (self.width + self.gap_x) - self.gap_x) * mm
        bottom = (self.top + self.rows * (self.height + self.gap_y) - self.gap_y) * mm
        if min(self.columns, self.rows) < 1 or min(self.width, self.height) < 15:
            raise DocumentError("Khổ nhãn không hợp lệ: cần ít nhất 1 hàng, 1 cột, mỗi cạnh 15 mm.")
        if right > PAGE_WIDTH + 1 or bottom > PAGE_HEIGHT + 1:
            raise DocumentError(
                "Lưới nhãn rộng hơn khổ A4 (210 × 297 mm). Hãy giảm số cột, số hàng hoặc khổ nhãn."
            )


def labels_pdf(
    labels: Sequence[Label],
    out: Path | BinaryIO,
    *,
    day: date,
    grid: LabelGrid | None = None,
    skip: int = 0,
) -> None:
    """Draw `labels` on sheets of A4, leaving out the first `skip` places of a sheet already begun.

    Raises DocumentError for an empty list or a grid that does not fit the sheet.
    """
    grid = grid or LabelGrid()
    grid.check()
    if not labels:
        raise DocumentError("Chưa chọn sổ nào để in nhãn.")
    per_page = grid.columns * grid.rows
    canvas, buffer = open_canvas("Nhãn sổ hộ tịch", day)
    for index, label in enumerate(labels, start=skip % per_page):
        place = index % per_page
        if place == 0 and index:
            canvas.showPage()
        _draw(canvas, label, grid, *grid.position(place))
    canvas.save()
    write_out(buffer.getvalue(), out)


def _draw(canvas: Canvas, label: Label, grid: LabelGrid, x: float, y: float) -> None:
    width, height = grid.width * mm, grid.height * mm
    if grid.outline:
        canvas.setStrokeGray(0.75)
        canvas.roundRect(x, y, width, height, 2 * mm)
    side = min(height - 2 * PADDING, width * 0.45)
    bottom = y + (height - side) / 2
    quiet = draw_qr(canvas, label.qr_text, x + PADDING / 2, bottom, side)
    left = x + side + PADDING
    room = x + width - PADDING - left
    # The letters begin where the code does, not where its empty margin does.
    top = bottom + side - quiet
    _draw_text(canvas, label, left, top, room, top - y - PADDING)


def _draw_text(
    canvas: Canvas, label: Label, x: float, top: float, width: float, height: float
) -> None:
    size = fitted_size(label.title, BOLD, 12, width)
    cursor = top - size * CAP_HEIGHT
    canvas.setFont(BOLD, size)
    canvas.drawString(x, cursor, label.title)
    canvas.setFont(REGULAR, 9)
    for text in label.lines:
        for line in wrap(text, REGULAR, 9, width, lines=3):
            cursor -= 11
            if cursor < top - height:
                return
            canvas.drawString(x, cursor, line)
