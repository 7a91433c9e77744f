"""Official letters as PDF, held against NĐ 30/2020/NĐ-CP, appendix I, point by point."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from sohotich.engines.documents import DocumentError
from sohotich.engines.documents.official import (
    Appendix,
    Column,
    Head,
    Heading,
    OfficialLetter,
    Row,
    Share,
    Signer,
    Span,
    Table,
    letter_docx,
    letter_pdf,
    letter_xlsx,
)
from sohotich.engines.documents.official.form import long_date, number_line
from tests.engines.pdf_boxes import Box, PageBoxes, pages_of
from tests.engines.test_documents import ALPHABET

POINT = 25.4 / 72
LONG = "Công an xã đối soát dữ liệu với sổ gốc, chuyển lại những trường hợp chưa khớp. " * 12


def table(rows: int, columns: int = 3, width: float = 30) -> Table:
    """A table with a merged head and a line of totals."""
    figures = tuple(Column(width) for _ in range(columns))
    below = tuple(Head(f"Cột {nth}") for nth in range(1, columns + 1))
    return Table(
        name="Số liệu",
        columns=(Column(10, "center"), Column(40, "left"), *figures),
        head=((Head("TT", rows=2), Head("Đơn vị", rows=2), Head("Lũy kế", columns)), below),
        rows=(
            *(Row((nth, f"Xã thứ {nth}", *(nth * 1000,) * columns)) for nth in range(1, rows + 1)),
            Row((Span("Tổng cộng", 2), *(Share(1, 3),) * columns), bold=True),
        ),
        size=10 if columns > 3 else 13,
    )


LETTER = OfficialLetter(
    parent_agency="Ủy ban nhân dân\ntỉnh Bắc Ninh",
    agency="Sở Tư pháp",
    number="7",
    symbol="BC-STP",
    place="Bắc Ninh",
    day=date(2025, 1, 7),
    kind="Báo cáo",
    abstract="Kết quả số hóa dữ liệu hộ tịch\nngày 07 tháng 01 năm 2025",
    body=(LONG, Heading("1. Kết quả chung"), table(4), LONG, LONG, LONG, "Trân trọng báo cáo"),
    signer=Signer("KT. Giám đốc", "Phó Giám đốc", "Nguyễn Văn Mẫu"),
    recipients=("Như trên", "Công an tỉnh (p/h)", "Lưu: VT, HCTP"),
    addressees=("Ủy ban nhân dân tỉnh",),
    appendices=(
        Appendix("Số liệu theo đơn vị", (table(60, 12, 15),)),
        Appendix("Khó khăn, vướng mắc", ("Không có khó khăn.", table(3))),
    ),
)
DATA = letter_pdf(LETTER)
PAGES = pages_of(DATA)
FIRST, SECOND = PAGES[0], PAGES[1]
SIGNED = next(page for page in PAGES if "Nguyễn Văn Mẫu" in page.text)
WIDE = [page for page in PAGES if page.width > page.height]
LAST = PAGES[-1]


def rule_under(page: PageBoxes, text: Box) -> Box:
    """The first line drawn below `text`."""
    under = [rule for rule in page.rules if rule.top > text.base]
    return min(under, key=lambda rule: rule.top)


def share_of_rule(page: PageBoxes, text: str) -> float:
    box = page.find(text)
    return rule_under(page, box).width / box.width


def body_lines() -> list[Box]:
    """The lines of the first paragraph."""
    lines = FIRST.lines()
    start = next(at for at, line in enumerate(lines) if line.text.startswith("Công an xã"))
    end = next(at for at, line in enumerate(lines) if line.text.startswith("1. Kết quả chung"))
    return lines[start:end]


def heights(lines: list[Box]) -> list[float]:
    """From line to line, in lines of the face (1,149 of its size)."""
    pitch = [below.base - above.base for above, below in pairwise(lines)]
    return [one / POINT / (14 * 1.149) for one in pitch]


def first_text_under_margin(page: PageBoxes) -> Box:
    return min((line for line in page.lines() if line.base > 20), key=lambda line: line.top)


COUNTRY = FIRST.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = FIRST.find("Độc lập - Tự do - Hạnh phúc")
PARENT = FIRST.find("TỈNH BẮC NINH")
AGENCY = FIRST.find("SỞ TƯ PHÁP")
NUMBER = FIRST.find("Số: 07/BC-STP")
DATED = FIRST.find("Bắc Ninh, ngày 07 tháng 01 năm 2025")
KIND = FIRST.find("BÁO CÁO")
ABSTRACT = FIRST.find("Kết quả số hóa dữ liệu hộ tịch")
HEADING = FIRST.find("1. Kết quả chung")
RECIPIENTS = SIGNED.find("Nơi nhận:")
AUTHORITY, TITLE = SIGNED.find("KT. GIÁM ĐỐC"), SIGNED.find("PHÓ GIÁM ĐỐC")
NAME = SIGNED.find("Nguyễn Văn Mẫu")

# Part I: section I general, II by item of the letter's parts, III appendices.
POINTS: dict[str, Callable[[], bool]] = {
    "I.1 A4, upright": lambda: (round(FIRST.width), round(FIRST.height)) == (210, 297),
    "I.3 top margin 20–25": lambda: all(
        20 <= first_text_under_margin(page).top <= 25 for page in PAGES
    ),
    "I.3 bottom margin 20–25": lambda: all(page.height - page.ink().bottom >= 20 for page in PAGES),
    "I.3 left margin 30–35": lambda: all(30 <= page.ink().left <= 35 for page in PAGES),
    "I.3 right margin 15–20": lambda: all(
        15 <= page.width - line.right <= 20 for page in [FIRST] for line in body_lines()[:-1]
    ),
    "I.4 a face of Times's widths, embedded": lambda: (
        {
            one.box.font.partition("-")[0]
            for page in PAGES
            for one in page.characters
            if one.box.font
        }
        == {"Tinos"}
    ),
    "I.7 pages 13–14, upright": lambda: (
        SECOND.find("2").size in (13, 14) and SECOND.find("2").font == "Tinos-Regular"
    ),
    "I.7 in the middle of the top margin": lambda: (
        SECOND.find("2").bottom < 20 and abs(SECOND.find("2").middle - (31 + 193) / 2) < 0.5
    ),
    "I.7 none on the first page": lambda: FIRST.ink().top >= 20,
    "II.1 country 12–13, upright, bold": lambda: (
        12 <= COUNTRY.size <= 13 and COUNTRY.font == "Tinos-Bold"
    ),
    "II.1 country on the right, in one line": lambda: (
        COUNTRY.left > 100 and COUNTRY.bottom - COUNTRY.top < 6
    ),
    "II.1 motto 13–14, upright, bold": lambda: (
        13 <= MOTTO.size <= 14 and MOTTO.font == "Tinos-Bold"
    ),
    "II.1 motto in the middle under the country": lambda: (
        abs(MOTTO.middle - COUNTRY.middle) < 0.5 and MOTTO.base > COUNTRY.base
    ),
    "II.1 a rule as long as the motto": lambda: (
        abs(rule_under(FIRST, MOTTO).width - MOTTO.width) < 1.5
    ),
    "II.2 parent 12–13, upright": lambda: (
        12 <= PARENT.size <= 13 and PARENT.font == "Tinos-Regular"
    ),
    "II.2 agency 12–13, upright, bold, under the parent": lambda: (
        12 <= AGENCY.size <= 13
        and AGENCY.font == "Tinos-Bold"
        and AGENCY.base > PARENT.base
        and abs(AGENCY.middle - PARENT.middle) < 0.5
    ),
    "II.2 a rule of a third to a half under the agency": lambda: (
        1 / 3 <= share_of_rule(FIRST, "SỞ TƯ PHÁP") <= 1 / 2
    ),
    "II.3 number 13, upright, under the agency": lambda: (
        NUMBER.size == 13
        and NUMBER.font == "Tinos-Regular"
        and abs(NUMBER.middle - AGENCY.middle) < 0.5
    ),
    "II.4 place and day 13–14, slanting": lambda: (
        13 <= DATED.size <= 14 and DATED.font == "Tinos-Italic"
    ),
    "II.4 on the number's line, in the middle under the country": lambda: (
        abs(DATED.base - NUMBER.base) < 0.1 and abs(DATED.middle - COUNTRY.middle) < 1.5
    ),
    "II.5 kind 13–14, capitals, upright, bold, in the middle": lambda: (
        13 <= KIND.size <= 14 and KIND.font == "Tinos-Bold" and abs(KIND.middle - 112) < 0.5
    ),
    "II.5 abstract 13–14, upright, bold, in the middle under the kind": lambda: (
        13 <= ABSTRACT.size <= 14
        and ABSTRACT.font == "Tinos-Bold"
        and abs(ABSTRACT.middle - KIND.middle) < 0.5
        and ABSTRACT.base > KIND.base
    ),
    "II.5 a rule of a third to a half under the abstract": lambda: (
        1 / 3 <= rule_under(FIRST, ABSTRACT).width / ABSTRACT.width <= 1 / 2
    ),
    "II.6 body 13–14, upright": lambda: all(
        13 <= line.size <= 14 and line.font == "Tinos-Regular" for line in body_lines()
    ),
    "II.6 the first line 1 or 1,27 cm in": lambda: (
        9.5 <= body_lines()[0].left - body_lines()[1].left <= 13.2
    ),
    "II.6 even on both sides": lambda: (
        max(line.right for line in body_lines()[:-1])
        - min(line.right for line in body_lines()[:-1])
        < 0.7
    ),
    "II.6 one to one and a half lines": lambda: all(
        1 <= height <= 1.5 for height in heights(body_lines())
    ),
    "II.6 at least 6 points between paragraphs": lambda: (
        HEADING.base - body_lines()[-1].base >= (14 * 1.149 + 6) * POINT
    ),
    "II.6 heading bold, as large as the body, on its own line": lambda: (
        HEADING.size == body_lines()[0].size and HEADING.font == "Tinos-Bold"
    ),
    "II.7 authority and title 13–14, capitals, bold": lambda: all(
        13 <= line.size <= 14 and line.font == "Tinos-Bold" for line in (AUTHORITY, TITLE)
    ),
    "II.7 the signer's name 13–14, bold, in the middle under the title": lambda: (
        13 <= NAME.size <= 14
        and NAME.font == "Tinos-Bold"
        and abs(NAME.middle - TITLE.middle) < 0.5
        and abs(AUTHORITY.middle - TITLE.middle) < 0.5
    ),
    "II.7, II.8 room for ink and seal": lambda: NAME.top - TITLE.bottom >= 20,
    "II.9 addressees 13–14 on one line": lambda: (
        13 <= FIRST.find("Kính gửi: Ủy ban nhân dân tỉnh.").size <= 14
    ),
    "II.9 “Nơi nhận” 12, slanting, bold, on the signature's height": lambda: (
        RECIPIENTS.size == 12
        and RECIPIENTS.font == "Tinos-BoldItalic"
        and abs(RECIPIENTS.base - AUTHORITY.base) < 1.5
        and RECIPIENTS.left < 35
    ),
    "II.9 recipients 11, upright, at the margin": lambda: all(
        (box := SIGNED.find(text)).size == 11 and box.font == "Tinos-Regular" and box.left < 35
        for text in ("- Như trên;", "- Công an tỉnh (p/h);", "- Lưu: VT, HCTP.")
    ),
    "III.1 the appendix's name 14, bold, in the middle": lambda: (
        (box := WIDE[0].find("Phụ lục I")).size == 14
        and box.font == "Tinos-Bold"
        and abs(box.middle - (31 + 280) / 2) < 0.5
    ),
    "III.1 its title 13–14, capitals, bold": lambda: (
        (box := WIDE[0].find("SỐ LIỆU THEO ĐƠN VỊ")).size in (13, 14) and box.font == "Tinos-Bold"
    ),
    "III.1 which letter it goes with, 13–14, slanting": lambda: (
        (
            box := WIDE[0].find(
                "(Kèm theo Báo cáo số 07/BC-STP ngày 07 tháng 01 năm 2025 của Sở Tư pháp)"
            )
        ).size
        in (13, 14)
        and box.font == "Tinos-Italic"
    ),
    "III.1 appendices count their own pages": lambda: (
        WIDE[0].ink().top >= 20 and WIDE[1].lines()[0].text == "2" and LAST.ink().top >= 20
    ),
    "I.2 wide tables on pages on their side, A4": lambda: (
        (round(WIDE[0].width), round(WIDE[0].height)) == (297, 210)
        and PAGES[-1 - len(WIDE) : -1] == WIDE
    ),
    "the head of a table stands on each of its pages": lambda: all(
        "Đơn vị" in page.text and "Cột 12" in page.text for page in WIDE
    ),
    "“./.” ends the body, on the signature's page": lambda: "Trân trọng báo cáo./." in SIGNED.text,
}


@pytest.mark.parametrize("point", POINTS)
def test_the_letter_keeps_the_decree(point):
    assert POINTS[point]()


def test_the_same_letter_gives_the_same_bytes():
    assert letter_pdf(LETTER) == DATA
    assert letter_docx(LETTER) == letter_docx(LETTER)
    assert letter_xlsx(LETTER) == letter_xlsx(LETTER)


def test_every_vietnamese_letter_survives_in_normal_form():
    text = pages_of(letter_pdf(replace(LETTER, body=(ALPHABET, "Hết"))))[0].text
    assert unicodedata.is_normalized("NFC", text)
    assert [word for word in ALPHABET.split() if word not in text] == []


def test_markup_is_only_text():
    page = pages_of(letter_pdf(replace(LETTER, abstract="<b>A & B</b>", body=("<i>x</i>",))))[0]
    assert "<b>A & B</b>" in page.text
    assert "<i>x</i>./." in page.text


@pytest.mark.parametrize("sentences", [30, 150, 400])
def test_a_cell_taller_than_a_page_goes_on_in_rows_below(sentences):
    told = " ".join(f"Câu thứ {nth} của khó khăn." for nth in range(1, sentences + 1))
    long = Table(
        "Khó khăn",
        (Column(10, "center"), Column(40, "left"), Column(60, "left")),
        ((Head("TT"), Head("Đơn vị"), Head("Khó khăn")),),
        (Row((1, "Xã dài", told)), Row((2, "Xã ngắn", "Không"))),
    )
    letter = replace(LETTER, body=(Heading("1. Khó khăn"), long, "Hết"), appendices=())
    said = " ".join(" ".join(page.text for page in pages_of(letter_pdf(letter))).split())
    assert said.count("của") == sentences
    assert said.count("Xã dài") == said.count("Xã ngắn") == 1
    with zipfile.ZipFile(BytesIO(letter_docx(letter))) as file:
        text = "".join(ElementTree.fromstring(file.read("word/document.xml")).itertext())
    assert text.count("của") == sentences
    assert text.count("Xã dài") == 1


PASTED = "Dòng một\r\x0b\x00\ud800\ufffe\u200b & <hai>\t hê\u0301t"


def test_what_people_paste_is_fit_for_every_file():
    """Control signs, half characters and unseen ones go; loose marks are joined."""
    letter = replace(LETTER, abstract=PASTED, body=(PASTED, "Hết"), appendices=())
    fit = "Dòng một & <hai> hết"
    assert fit in pages_of(letter_pdf(letter))[0].text
    with zipfile.ZipFile(BytesIO(letter_docx(letter))) as file:
        said = "".join(ElementTree.fromstring(file.read("word/document.xml")).itertext())
    assert said.count(fit) == 2
    sheet = CalamineWorkbook.from_filelike(BytesIO(letter_xlsx(letter))).get_sheet_by_index(0)
    assert sum(fit in row for row in sheet.to_python()) == 2


@pytest.mark.parametrize("paragraphs", range(1, 26))
def test_nobody_signs_a_page_without_text(paragraphs):
    """However long the body is, its last lines stand above the signature."""
    body = ("Nội dung báo cáo của đơn vị gửi lên. " * 5,) * paragraphs
    data = letter_pdf(replace(LETTER, body=(*body, "Trân trọng báo cáo"), appendices=()))
    last = pages_of(data)[-1].text
    assert "Trân trọng báo cáo./." in last
    assert "PHÓ GIÁM ĐỐC" in last
    assert "Nguyễn Văn Mẫu" in last


@pytest.mark.parametrize("lines", [*range(28, 40)])
def test_a_short_table_is_not_parted_and_keeps_its_heading(lines):
    body = ("Một dòng.",) * lines + (Heading("2. Bảng"), table(5), "Hết")
    data = letter_pdf(replace(LETTER, body=body, appendices=()))
    page = next(page for page in pages_of(data) if "2. Bảng" in page.text)
    assert "Xã thứ 1" in page.text
    assert "Tổng cộng" in page.text


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("agency", "tên cơ quan ban hành"),
        ("symbol", "ký hiệu"),
        ("place", "địa danh"),
        ("kind", "tên loại"),
        ("abstract", "trích yếu"),
    ],
)
@pytest.mark.parametrize("write", [letter_pdf, letter_docx, letter_xlsx])
def test_a_letter_without_a_part_is_refused_by_its_name(write, field, named):
    with pytest.raises(DocumentError, match=named):
        write(replace(LETTER, **{field: ""}))


def test_a_wide_table_belongs_into_an_appendix():
    with pytest.raises(DocumentError, match="phụ lục"):
        letter_pdf(replace(LETTER, body=(table(3, 12, 15), "Hết")))


def test_a_table_that_does_not_fill_its_grid_is_refused():
    good = table(3)
    broken = replace(good, rows=(Row((1, "Xã")),))
    with pytest.raises(ValueError, match="Số liệu"):
        letter_pdf(replace(LETTER, body=(broken, "Hết")))
    holed = replace(good, head=((Head("TT"),),))
    with pytest.raises(ValueError, match="Số liệu"):
        letter_pdf(replace(LETTER, body=(holed, "Hết")))


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2025, 2, 3), "ngày 03 tháng 02 năm 2025"),
        (date(2025, 3, 12), "ngày 12 tháng 3 năm 2025"),
        (date(2025, 10, 31), "ngày 31 tháng 10 năm 2025"),
    ],
)
def test_zeros_of_days_and_months(day, shown):
    assert long_date(day) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("", "Số: ……/BC-STP"), ("7", "Số: 07/BC-STP"), ("112", "Số: 112/BC-STP")],
)
def test_numbers_under_ten_have_a_zero(number, shown):
    assert number_line(replace(LETTER, number=number)) == shown


def test_several_addressees_stand_in_a_list_and_one_appendix_has_no_number():
    letter = replace(LETTER, addressees=("Sở A", "Sở B"), appendices=LETTER.appendices[1:])
    data = letter_pdf(letter)
    assert "Kính gửi:" in (text := pages_of(data)[0].text)
    assert text.index("- Sở A;") < text.index("- Sở B.")
    last = pages_of(data)[-1].text
    assert last.startswith("Phụ lục\r\n")


def test_a_letter_that_ends_in_a_table_and_sends_to_nobody_still_comes_out():
    letter = replace(LETTER, body=(table(3),), recipients=(), addressees=(), appendices=())
    text = pages_of(letter_pdf(letter))[0].text
    assert "Nơi nhận" not in text
    assert "Nguyễn Văn Mẫu" in text
    assert letter_docx(letter)
    assert letter_xlsx(letter)
