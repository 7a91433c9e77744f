"""The parts of the minutes, top to bottom, with the sizes of NĐ 30/2020/NĐ-CP, appendix I."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from sohotich.engines.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR

if TYPE_CHECKING:
    from sohotich.engines.documents.minutes import Fact, Minutes, Signature

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
INK_ROOM = 25 * mm
# Of a long last paragraph, how many lines go with the signatures.
LINES_KEPT = 3


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


CENTRED = style(align=TA_CENTER)
BODY = style(size=14, align=TA_JUSTIFY, firstLineIndent=10 * mm, spaceBefore=6)


def text(content: str, of: ParagraphStyle) -> Paragraph:
    """A paragraph of plain text: nothing in `content` is taken as markup."""
    return Paragraph(escape(content).replace("\n", "<br/>"), of)


def letterhead(minutes: Minutes, width: float) -> Flowable:
    """Agency on the left, country and motto on the right; number and dated place under them."""
    left = (
        [text(minutes.superior.upper(), style(REGULAR, 12, TA_CENTER))] if minutes.superior else []
    )
    agency = minutes.agency.upper()
    agency_style = style(BOLD, 12, TA_CENTER)
    left += [text(agency, agency_style), Rule(_longest_line(agency, BOLD, 12) * 0.4)]
    right = [
        text(COUNTRY, style(BOLD, 12, TA_CENTER)),
        text(MOTTO, style(BOLD, 13, TA_CENTER)),
        Rule(stringWidth(MOTTO, BOLD, 13)),
    ]
    number = text(f"Số: {minutes.number or '……'}/BB-{minutes.symbol}", CENTRED)
    dated = text(f"{minutes.place}, {_long_date(minutes)}", style(ITALIC, 13, TA_CENTER))
    columns = [width * 0.41, width * 0.59]
    return _grid([[left, right], [number, dated]], columns)


def title(minutes: Minutes) -> list[Flowable]:
    """BIÊN BẢN, what it is about, and the short line under it."""
    subject = text(minutes.subject, style(BOLD, 14, TA_CENTER))
    length = _longest_line(minutes.subject, BOLD, 14) * 0.4
    return [
        Spacer(1, 8 * mm),
        text("BIÊN BẢN", style(BOLD, 14, TA_CENTER)),
        subject,
        Rule(length),
        Spacer(1, 4 * mm),
    ]


def paragraphs(texts: Iterable[str]) -> list[Flowable]:
    """Body text, first line indented by 1 cm, 6 points between paragraphs."""
    return [text(content, BODY) for content in texts]


def facts_table(facts: Sequence[Fact], width: float) -> Flowable:
    """The book and its figures, numbered, in ruled rows; a long table repeats its head."""
    head_style = style(BOLD, 13, TA_CENTER)
    rows: list[list[Flowable]] = [
        [text(name, head_style) for name in ("STT", "Nội dung", "Số liệu, thông tin")]
    ]
    for index, fact in enumerate(facts, start=1):
        align = style(align=TA_RIGHT) if fact.figure else style()
        rows.append([text(str(index), CENTRED), text(fact.label, style()), text(fact.value, align)])
    table = Table(rows, [13 * mm, (width - 13 * mm) * 0.55, (width - 13 * mm) * 0.45], repeatRows=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    table.spaceBefore = table.spaceAfter = 8
    return table


def content_sum(content_sha256: str, width: float) -> list[Flowable]:
    """The sum of the approved content, in 16 groups of four for reading aloud."""
    digits = content_sha256.lower()
    groups = [digits[i : i + 4] for i in range(0, 64, 4)]
    cells = [[text(group, CENTRED) for group in groups[row : row + 8]] for row in (0, 8)]
    table = Table(cells, [width / 8] * 8)
    table.setStyle([("BOX", (0, 0), (-1, -1), 0.5, colors.black)])
    table.spaceBefore = 6
    table.spaceAfter = 6
    lead = "Mã kiểm tra SHA-256 của nội dung đã duyệt (đọc từ trái sang phải, từ trên xuống dưới):"
    return [text(lead, BODY), table]


def signing(minutes: Minutes, width: float) -> list[Flowable]:
    """The end of the statement, the sum and the signature blocks on one page, with room for ink
    and seal; then copies. Nobody signs a sheet that does not say what is signed.
    """
    blocks: list[list[Flowable]] = [_signature(signature) for signature in minutes.signatures]
    copies = _copies(minutes.copies)
    if len(blocks) == 1:
        blocks.insert(0, copies)
        copies = []
    signatures = [Spacer(1, 5 * mm), _grid([blocks], [width / 2] * 2)]
    body, end = _last_lines(minutes.statement[-1:], width)
    together = end + content_sum(minutes.content_sha256, width) + signatures
    return [*body, KeepTogether(together), *copies]


def _last_lines(last: Sequence[str], width: float) -> tuple[list[Flowable], list[Flowable]]:
    """A paragraph as (what may stand on the page before, its last lines)."""
    if not last:
        return [], []
    paragraph = text(last[0], BODY)
    _, height = paragraph.wrap(width, 1e6)
    over = height - LINES_KEPT * BODY.leading
    if over < LINES_KEPT * BODY.leading:
        return [], [paragraph]
    body, end = paragraph.split(width, over)
    end.style.spaceBefore = 0
    return [body], [end]


def _signature(signature: Signature) -> list[Flowable]:
    return [
        # KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: the office signed for, and the signer's own, on two lines.
        *(text(line.upper(), style(BOLD, 13, TA_CENTER)) for line in signature.office.split(" / ")),
        text(signature.note, style(ITALIC, 13, TA_CENTER)),
        Spacer(1, INK_ROOM),
        text(signature.name, style(BOLD, 14, TA_CENTER)),
    ]


def _copies(copies: Sequence[str]) -> list[Flowable]:
    if not copies:
        return []
    return [
        text("Nơi nhận:", style(BOLD_ITALIC, 12)),
        *(text(f"- {copy}", style(size=11)) for copy in copies),
    ]


def _long_date(minutes: Minutes) -> str:
    # Same appendix: a leading zero for days under 10 and for months 1 and 2 only.
    day, month = minutes.day.day, minutes.day.month
    shown_month = f"{month:02d}" if month < 3 else str(month)
    return f"ngày {day:02d} tháng {shown_month} năm {minutes.day.year}"


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


def _longest_line(content: str, font: str, size: float) -> float:
    return max(float(stringWidth(line, font, size)) for line in content.split("\n"))


def _grid(rows: list[list[object]] | list[list[list[Flowable]]], columns: list[float]) -> Table:
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
