"""The parts of the minutes, top to bottom, with the sizes of NĐ 30/2020/NĐ-CP, appendix I."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from sohotich.engines.documents.flowables import Rule, grid, last_lines, longest_line, style, text
from sohotich.engines.documents.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from sohotich.engines.documents.official.form import COUNTRY, MOTTO, long_date

if TYPE_CHECKING:
    from sohotich.engines.documents.minutes import Fact, Minutes, Signature

INK_ROOM = 25 * mm
# Of a long last paragraph, how many lines go with the signatures.
LINES_KEPT = 3


CENTRED = style(align=TA_CENTER)
BODY = style(size=14, align=TA_JUSTIFY, firstLineIndent=10 * mm, spaceBefore=6)


def letterhead(minutes: Minutes, width: float) -> Flowable:
    """Agency on the left, country and motto on the right; number and dated place under them."""
    left = (
        [text(minutes.superior.upper(), style(REGULAR, 12, TA_CENTER))] if minutes.superior else []
    )
    agency = minutes.agency.upper()
    agency_style = style(BOLD, 12, TA_CENTER)
    left += [text(agency, agency_style), Rule(longest_line(agency, BOLD, 12) * 0.4)]
    right = [
        text(COUNTRY, style(BOLD, 12, TA_CENTER)),
        text(MOTTO, style(BOLD, 13, TA_CENTER)),
        Rule(stringWidth(MOTTO, BOLD, 13)),
    ]
    number = text(f"Số: {minutes.number or '……'}/BB-{minutes.symbol}", CENTRED)
    dated = text(f"{minutes.place}, {long_date(minutes.day)}", style(ITALIC, 13, TA_CENTER))
    columns = [width * 0.41, width * 0.59]
    return grid([[left, right], [number, dated]], columns)


def title(minutes: Minutes) -> list[Flowable]:
    """BIÊN BẢN, what it is about, and the short line under it."""
    subject = text(minutes.subject, style(BOLD, 14, TA_CENTER))
    length = longest_line(minutes.subject, BOLD, 14) * 0.4
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
    signatures = [Spacer(1, 5 * mm), grid([blocks], [width / 2] * 2)]
    body, end = last_lines(minutes.statement[-1:], width, BODY, LINES_KEPT)
    together = end + content_sum(minutes.content_sha256, width) + signatures
    return [*body, KeepTogether(together), *copies]


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
