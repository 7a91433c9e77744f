"""The form of an official letter: NĐ 30/2020/NĐ-CP, appendix I, in millimetres and points.

One set of figures for PDF and DOCX, so that both have the same pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sohotich.engines.documents.errors import DocumentError
from sohotich.engines.documents.official.cleaning import cleaned
from sohotich.engines.documents.official.letter import Block, OfficialLetter, Table

COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

# Part I, section I: A4; margins top and bottom 20–25, left 30–35, right 15–20 mm.
PAGE: Final = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 31.0, 17.0
# Word processors set a page full of rows so much lower; the PDF breaks its pages where they do.
SLACK: Final = 0.4
# From the sheet's edge to the page number, in the middle of the top margin.
NUMBER_TOP: Final = 9.0
TEXT_WIDTH: Final = PAGE[0] - LEFT - RIGHT
WIDE_WIDTH: Final = PAGE[1] - LEFT - RIGHT

# Section II, by item: country 12–13, motto 13–14, agencies 12–13, number 13, place and date 13–14,
# kind and abstract 13–14, body 13–14, signer 13–14, "Nơi nhận" 12 and its list 11, pages 13–14.
COUNTRY_SIZE, MOTTO_SIZE, AGENCY_SIZE = 12.0, 13.0, 12.0
NUMBER_SIZE, DATE_SIZE, TITLE_SIZE, BODY_SIZE = 13.0, 13.0, 14.0, 14.0
SIGNER_SIZE, RECIPIENTS_SIZE, RECIPIENT_SIZE, PAGE_SIZE = 14.0, 12.0, 11.0, 13.0

# Item 6: the first line 1 or 1,27 cm in, at least 6 pt between paragraphs, 1 to 1,5 lines.
INDENT: Final = 12.7
PARAGRAPH_GAP: Final = 6.0
LINE: Final = 1.25
# Items 2 and 5: the rule under agency and abstract is a third to a half of the text's line.
RULE_SHARE: Final = 0.4
# From the text to what follows, with the rule between, in points.
RULE_HEIGHT: Final = 7.0
# The head of the first page: agency's side and country's side.
HEAD_SHARES: Final = (0.41, 0.59)
# Several addressees begin so far from the margin.
ADDRESSEES: Final = 25.0
# Room around the text of a table's cell, in points.
CELL_TOP, CELL_BOTTOM = 1.5, 3.0
CELL_EDGE: Final = 0.5
# A table of so few rows is not parted between pages.
KEPT_ROWS: Final = 14
# Room for ink and seal above the signer's name.
INK: Final = 25.0


def long_date(day: date) -> str:
    """`ngày 07 tháng 01 năm 2025`: zeros before days under 10, and months 1 and 2 alone (II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_line(letter: OfficialLetter) -> str:
    """`Số: 07/BC-UBND`; dots for a number not given yet, a zero before numbers under 10 (II.3)."""
    number = letter.number.zfill(2) if letter.number.isdigit() else letter.number
    return f"Số: {number or '……'}/{letter.symbol}"


def place_and_date(letter: OfficialLetter) -> str:
    """`An Tập, ngày 07 tháng 01 năm 2025` (II.4)."""
    return f"{letter.place}, {long_date(letter.day)}"


def one_line(text: str) -> str:
    """A name that may end lines, as it stands within a sentence."""
    return " ".join(text.split())


def listed(lines: Sequence[str]) -> list[str]:
    """`- Sở Tư pháp;` … `- Lưu: VT.`: recipients and several addressees (II.9)."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [f"- {line.rstrip(';. ')}{end}" for line, end in zip(lines, ends, strict=True)]


def addressed(letter: OfficialLetter) -> list[str]:
    """`Kính gửi: A.` on one line, or `Kính gửi:` and a list (II.9)."""
    match letter.addressees:
        case ():
            return []
        case (one,):
            return [f"Kính gửi: {one.rstrip(';. ')}."]
        case several:
            return ["Kính gửi:", *listed(several)]


def closed_body(letter: OfficialLetter) -> tuple[Block, ...]:
    """The body with `./.` behind its last paragraph, the mark that nothing follows."""
    *before, last = letter.body
    if isinstance(last, str):
        return (*before, f"{last.rstrip('. ')}./.")
    return letter.body


def signing_lines(letter: OfficialLetter) -> list[str]:
    """For whom and as what one signs, in capitals, line by line (II.7)."""
    text = f"{letter.signer.authority}\n{letter.signer.title}"
    return [line.upper() for line in text.split("\n") if line]


def appendix_name(index: int, count: int) -> str:
    """`Phụ lục`, or `Phụ lục II` where there are several (section III.1)."""
    return "Phụ lục" if count == 1 else f"Phụ lục {ROMAN[index]}"


ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def appendix_origin(letter: OfficialLetter) -> str:
    """Which letter an appendix goes with: number, day and agency (section III.1)."""
    number = number_line(letter).removeprefix("Số: ")
    return (
        f"(Kèm theo {letter.kind} số {number} {long_date(letter.day)} "
        f"của {one_line(letter.agency)})"
    )


def cell_side(size: float) -> float:
    """Points left and right of the text in a cell: less in a table of small letters."""
    return size * 0.3


def on_its_side(body: Sequence[Block]) -> bool:
    """Whether a table asks for more room than a page standing upright has."""
    return any(isinstance(block, Table) and block.width > TEXT_WIDTH for block in body)


def whole(letter: OfficialLetter) -> OfficialLetter:
    """The letter fit for any file; DocumentError, naming the part, for one that lacks what the
    decree asks of each.
    """
    letter = cleaned(letter)
    needed = {
        "tên cơ quan ban hành": letter.agency,
        "ký hiệu": letter.symbol,
        "địa danh": letter.place,
        "tên loại": letter.kind,
        "trích yếu": letter.abstract,
        "nội dung": letter.body,
        "chức vụ người ký": letter.signer.title,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise DocumentError(f"Văn bản còn thiếu: {', '.join(missing)}. Hãy bổ sung rồi tạo lại.")
    if on_its_side(letter.body):
        raise DocumentError("Bảng rộng hơn trang đứng: hãy đưa vào phụ lục.")
    return letter
