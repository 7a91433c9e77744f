"""ReportLab's pieces as official papers need them: text, short rules, borderless grids."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table

from sohotich.engines.documents.fonts import REGULAR


def style(
    font: str = REGULAR, size: float = 13, align: int = TA_LEFT, **more: float
) -> ParagraphStyle:
    """A paragraph style at single line spacing with room for the marks above capitals."""
    return ParagraphStyle(
        f"{font}{size}{align}",
        fontName=font,
        fontSize=size,
        leading=size * 1.25,
        alignment=align,
        **more,
    )


def text(content: str, of: ParagraphStyle) -> Paragraph:
    """A paragraph of plain text: nothing in `content` is taken as markup."""
    return Paragraph(escape(content).replace("\n", "<br/>"), of)


def last_lines(
    last: Sequence[str], width: float, of: ParagraphStyle, kept: int
) -> tuple[list[Flowable], list[Flowable]]:
    """A paragraph as (what may stand on the page before, its last lines)."""
    if not last:
        return [], []
    paragraph = text(last[0], of)
    _, height = paragraph.wrap(width, 1e6)
    over = height - kept * of.leading
    if over < kept * of.leading:
        return [], [paragraph]
    body, end = paragraph.split(width, over)
    end.style.spaceBefore = 0
    return [body], [end]


class Rule(Flowable):  # type: ignore[misc]
    """A short line in the middle of the room it is given (a table cell or the frame)."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def wrap(self, available_width: float, _: float) -> tuple[float, float]:
        """Take the whole width; the height keeps clear of the dots under letters."""
        self.room = available_width
        return available_width, 7

    def draw(self) -> None:
        """Draw the line in the middle of the width."""
        left = (self.room - self.length) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(left, 2, left + self.length, 2)


def longest_line(content: str, font: str, size: float) -> float:
    """The width in points of the longest of the lines in `content`."""
    return max(float(stringWidth(line, font, size)) for line in content.split("\n"))


def grid(rows: list[list[object]] | list[list[list[Flowable]]], columns: list[float]) -> Table:
    """A table of no lines and no room at the sides: flowables set side by side."""
    table = Table(rows, columns)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table
