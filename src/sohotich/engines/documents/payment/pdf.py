"""A pay sheet as PDF, on its side: the table with a place to sign for each person."""

from __future__ import annotations

import io
from collections.abc import Iterable

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.canvas import describe
from sohotich.engines.documents.flowables import grid, style, text
from sohotich.engines.documents.fonts import BOLD, ITALIC, REGULAR, load_fonts
from sohotich.engines.documents.official import form
from sohotich.engines.documents.payment.paper import SIGN_HERE, SIGNERS, TITLE, PayPaper

_HEAD = (
    "TT", "Họ và tên", "Cách tính, công việc", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)",
    "Ký nhận",
)  # fmt: skip
_WIDTHS = [w * mm for w in (11, 52, 80, 22, 25, 30, 29)]
_SIZE = 11


def pay_pdf(paper: PayPaper) -> bytes:
    """The paper as PDF, the same bytes for the same paper."""
    load_fonts()
    buffer = io.BytesIO()
    width, tall = landscape(A4)
    document = BaseDocTemplate(buffer, pagesize=(width, tall), invariant=1, lang="vi-VN")
    frame = Frame(
        (width - sum(_WIDTHS)) / 2,
        form.BOTTOM * mm,
        sum(_WIDTHS),
        tall - (form.TOP + form.BOTTOM) * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def on_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        describe(canvas, TITLE.capitalize(), paper.day)
        if canvas.getPageNumber() > 1:
            canvas.setFont(REGULAR, form.PAGE_SIZE)
            canvas.drawCentredString(width / 2, tall - 12 * mm, str(canvas.getPageNumber()))

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=on_page))
    document.build([*_top(paper), _table(paper), *_bottom(paper)])
    return buffer.getvalue()


def _top(paper: PayPaper) -> list[Flowable]:
    bold = style(BOLD, 13, TA_CENTER)
    agency = [text(paper.agency.upper(), style(BOLD, 12, TA_CENTER))]
    agency.append(text(f"Số: {paper.number:02d}/BTT", style(REGULAR, 12, TA_CENTER)))
    story: list[Flowable] = [
        grid([[agency, []]], [sum(_WIDTHS) * 0.4, sum(_WIDTHS) * 0.6]),
        Spacer(1, 10),
        text(TITLE, style(BOLD, 14, TA_CENTER)),
        text(paper.subtitle, style(REGULAR, 13, TA_CENTER)),
    ]
    if paper.state:
        story.append(text(paper.state, bold))
    return [*story, Spacer(1, 8)]


def _table(paper: PayPaper) -> Table:
    rows: list[list[Paragraph | str]] = [[text(w, style(BOLD, _SIZE, TA_CENTER)) for w in _HEAD]]
    looks: list[tuple[object, ...]] = []
    for place, person in enumerate(paper.people, start=1):
        looks.append(
            ("BACKGROUND", (0, len(rows)), (-1, len(rows)), colors.Color(0.94, 0.94, 0.94))
        )
        rows.append(_row(place, person.name, person.rule, person.fields, None, person.amount, BOLD))
        for piece in person.pieces:
            price = f"{piece.price.normalize():f}".replace(".", ",")
            rows.append(_row(None, "", piece.words, piece.quantity, price, piece.amount, REGULAR))
    looks.append(("SPAN", (0, len(rows)), (2, len(rows))))
    total = _row(None, "", "", paper.fields, None, paper.amount, BOLD)
    total[0] = text("Tổng cộng", style(BOLD, _SIZE))
    rows.append(total)
    return Table(
        rows,
        _WIDTHS,
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            *looks,
        ],
    )


def _row(
    place: int | None, name: str, words: str, quantity: int, price: str | None, amount: int,
    font: str,
) -> list[Paragraph | str]:  # fmt: skip
    right = style(font, _SIZE, TA_RIGHT)
    return [
        text(str(place or ""), style(font, _SIZE, TA_CENTER)),
        text(name, style(font, _SIZE)),
        text(words, style(font, _SIZE)),
        text(grouped(quantity), right),
        text(price or "", right),
        text(grouped(amount), right),
        "",
    ]


def _bottom(paper: PayPaper) -> Iterable[Flowable]:
    body = style(REGULAR, 12, spaceBefore=4)
    yield text(f"Bằng chữ: {paper.in_words}.", style(ITALIC, 12, spaceBefore=6))
    for note in paper.notes:
        yield text(note, body)
    if paper.sha256:
        yield text(f"Mã nội dung (SHA-256): {paper.sha256}", style(REGULAR, 10, spaceBefore=4))
    third = sum(_WIDTHS) / 3
    blocks = []
    for title, name in zip(SIGNERS, paper.signers, strict=True):
        blocks.append(
            [
                text(title, style(BOLD, 12, TA_CENTER)),
                text(SIGN_HERE, style(ITALIC, 11, TA_CENTER)),
                Spacer(1, form.INK * mm),
                text(name, style(BOLD, 12, TA_CENTER)),
            ]
        )
    dated = text(f"{paper.place}, {form.long_date(paper.day)}", style(ITALIC, 12, TA_RIGHT))
    yield KeepTogether([Spacer(1, 8), dated, Spacer(1, 4), grid([blocks], [third] * 3)])
