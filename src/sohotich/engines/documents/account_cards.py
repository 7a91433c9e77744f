"""Account cards to cut apart and hand over: eight on a sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sohotich.engines.documents.canvas import draw_qr, fitted_size, open_canvas, wrap, write_out
from sohotich.engines.documents.errors import DocumentError
from sohotich.engines.documents.fonts import BOLD, REGULAR
from sohotich.engines.documents.labels import LabelGrid

GRID = LabelGrid(
    columns=2, rows=4, width=100, height=70, left=5, top=8.5, gap_x=0, gap_y=0, outline=False
)
_PADDING = 5 * mm
_QR = 27 * mm


@dataclass(frozen=True)
class AccountCard:
    """One person's card. `password` stands here only; `valid` is ready to print, "" for no end."""

    name: str
    role: str
    unit: str
    username: str
    password: str
    address: str
    valid: str = ""


def account_cards_pdf(cards: Sequence[AccountCard], out: Path | BinaryIO, *, day: date) -> None:
    """Draw the cards with cutting lines, the address as QR; DocumentError for none."""
    if not cards:
        raise DocumentError("Chưa có tài khoản nào để in thẻ.")
    per_page = GRID.columns * GRID.rows
    canvas, buffer = open_canvas("Thẻ tài khoản", day)
    for index, card in enumerate(cards):
        place = index % per_page
        if place == 0 and index:
            canvas.showPage()
        _draw(canvas, card, *GRID.position(place))
    canvas.save()
    write_out(buffer.getvalue(), out)


def _draw(canvas: Canvas, card: AccountCard, x: float, y: float) -> None:
    width, height = GRID.width * mm, GRID.height * mm
    canvas.setStrokeGray(0.6)
    canvas.setDash(2, 2)
    canvas.rect(x, y, width, height)
    canvas.setDash()
    canvas.setFillGray(0)
    left, room = x + _PADDING, width - 2 * _PADDING
    cursor = y + height - _PADDING - 14
    size = fitted_size(card.name, BOLD, 15, room)
    canvas.setFont(BOLD, size)
    canvas.drawString(left, cursor, card.name)
    cursor = _lines(canvas, f"{card.role}, {card.unit}", left, cursor - 14, room)
    if card.valid:
        cursor = _lines(canvas, card.valid, left, cursor, room)
    _sign_in(canvas, card, left, cursor - 6, room - _QR - 2 * mm)
    side = x + width - _PADDING - _QR
    draw_qr(canvas, card.address, side, y + _PADDING + 9 * mm, _QR)
    canvas.setFont(REGULAR, 8.5)
    foot = "Lần đầu vào phải đổi mật khẩu. Không cho người khác dùng chung."
    canvas.drawString(left, y + _PADDING, foot)


def _lines(canvas: Canvas, text: str, left: float, cursor: float, room: float) -> float:
    canvas.setFont(REGULAR, 10)
    for line in wrap(text, REGULAR, 10, room, lines=2):
        canvas.drawString(left, cursor, line)
        cursor -= 12.5
    return cursor


def _sign_in(canvas: Canvas, card: AccountCard, left: float, cursor: float, room: float) -> None:
    rows = (
        ("Địa chỉ", card.address, REGULAR),
        ("Tên đăng nhập", card.username, BOLD),
        ("Mật khẩu dùng một lần", card.password, BOLD),
    )
    for title, value, font in rows:
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(left, cursor, title)
        canvas.setFont(font, fitted_size(value, font, 12, room))
        canvas.drawString(left, cursor - 13, value)
        cursor -= 28
