"""Minutes (biên bản) in the form of NĐ 30/2020/NĐ-CP, appendix I: to be signed in ink and sealed.

The paper carries the SHA-256 of the approved content, so that the signed sheet names exactly one
state of the data. It is a paper signature: nothing here is, or is called, a digital one.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from sohotich.engines.documents import minutes_parts as parts
from sohotich.engines.documents.canvas import PAGE_HEIGHT, PAGE_WIDTH, describe, write_out
from sohotich.engines.documents.errors import DocumentError
from sohotich.engines.documents.fonts import REGULAR, load_fonts

# NĐ 30/2020, appendix I, part I, section I.3: top and bottom 20–25, left 30–35, right 15–20 mm.
TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 31 * mm, 17 * mm


@dataclass(frozen=True)
class Fact:
    """One row of the table: what it is, its value, and whether that is a figure (set to the right).

    Values come ready to print: 327.822 and 43,2 %, dates dd/mm/yyyy.
    """

    label: str
    value: str
    figure: bool = False


@dataclass(frozen=True)
class Signature:
    """One block to sign: the office held, the person's name, and what to do there."""

    office: str
    name: str
    note: str = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class Minutes:
    """What stands in the minutes; `superior` is the agency above, empty for a people's committee.

    `place` is where it is dated, by its name alone (An Tập); `symbol` stands for the agency in the
    number (……/BB-UBND); `content_sha256` is 64 hexadecimal
    digits; `signatures` are one or two, left to right.
    """

    agency: str
    place: str
    day: date
    subject: str
    opening: tuple[str, ...]
    facts: tuple[Fact, ...]
    statement: tuple[str, ...]
    content_sha256: str
    signatures: tuple[Signature, ...]
    superior: str = ""
    number: str = ""
    symbol: str = "UBND"
    copies: tuple[str, ...] = ()


def minutes_pdf(minutes: Minutes, out: Path | BinaryIO) -> None:
    """Draw the minutes to `out`; DocumentError when the content's sum or a signer is missing."""
    _check(minutes)
    load_fonts()
    buffer = io.BytesIO()
    title = f"Biên bản {minutes.subject}"
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1, lang="vi-VN")
    frame = Frame(
        LEFT,
        BOTTOM,
        PAGE_WIDTH - LEFT - RIGHT,
        PAGE_HEIGHT - TOP - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def on_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        describe(canvas, title, minutes.day)
        _page_number(canvas)

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=on_page))
    document.build(_story(minutes, frame.width))
    write_out(buffer.getvalue(), out)


def _check(minutes: Minutes) -> None:
    content = minutes.content_sha256
    if len(content) != 64 or not set(content.lower()) <= set("0123456789abcdef"):
        raise DocumentError("Biên bản thiếu mã SHA-256 của nội dung đã duyệt. Hãy duyệt sổ trước.")
    if not 1 <= len(minutes.signatures) <= 2:
        raise DocumentError("Biên bản cần một hoặc hai người ký.")


def _story(minutes: Minutes, width: float) -> list[Flowable]:
    return [
        parts.letterhead(minutes, width),
        *parts.title(minutes),
        *parts.paragraphs(minutes.opening),
        parts.facts_table(minutes.facts, width),
        *parts.paragraphs(minutes.statement[:-1]),
        *parts.signing(minutes, width),
    ]


def _page_number(canvas: Canvas) -> None:
    # Same appendix: Arabic figures in the middle of the top margin, none on the first page.
    number = canvas.getPageNumber()
    if number > 1:
        canvas.setFont(REGULAR, 13)
        canvas.drawCentredString(PAGE_WIDTH / 2, PAGE_HEIGHT - 12 * mm, str(number))
