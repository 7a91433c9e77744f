"""Official letters as DOCX: read by a reader of its own, and laid out by LibreOffice Writer."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from bench.documents import DOCUMENTS

from sohotich.engines.documents.official import letter_docx, letter_pdf
from tests.engines.pdf_boxes import PageBoxes, pages_of
from tests.engines.test_official_pdf import LETTER, PAGES

# One Writer for all of them.
pytestmark = pytest.mark.xdist_group("writer")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What ISO/IEC 29500 wants in this order; Word refuses another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr spacing ind jc rPr sectPr",
    "rPr": "rFonts b bCs i iCs sz szCs lang",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference headerReference type pgSz pgMar pgNumType titlePg",
}


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return ElementTree.fromstring(file.read(name))


DATA = letter_docx(LETTER)
BODY = part(DATA, "word/document.xml")[0]


def said(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def value(node: Element | None, name: str = "val") -> str:
    assert node is not None
    return node.attrib[f"{W}{name}"]


def sections() -> list[Element]:
    return list(BODY.iter(f"{W}sectPr"))


def grids() -> Iterator[tuple[int, list[list[Element]]]]:
    for table in BODY.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        yield columns, [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]


def span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(value(found))


def test_every_part_is_named_and_every_relation_leads_somewhere():
    with zipfile.ZipFile(BytesIO(DATA)) as file:
        names = set(file.namelist())
        assert file.testzip() is None
    types = {one.attrib.get("PartName", "") for one in part(DATA, "[Content_Types].xml")}
    assert {name.removeprefix("/") for name in types if name} == {
        name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"
    }
    relations = part(DATA, "word/_rels/document.xml.rels").iter(RELATION)
    targets = {one.attrib["Id"]: one.attrib["Target"] for one in relations}
    assert {f"word/{target}" for target in targets.values()} <= names
    used = {value_ for node in BODY.iter() if (value_ := node.attrib.get(f"{R}id"))}
    assert used == {"rIdNumber", "rIdBlank"} <= set(targets)


def test_everything_of_the_letter_stands_in_it_in_order():
    text = said(BODY)
    in_order = (
        "TỈNH BẮC NINH",
        "SỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-STP",
        "Bắc Ninh, ngày 07 tháng 01 năm 2025",
        "BÁO CÁO",
        "Kính gửi: Ủy ban nhân dân tỉnh.",
        "1. Kết quả chung",
        "Lũy kế",
        "Xã thứ 4",
        "4.000",
        "Tổng cộng",
        "33,3 %",
        "Trân trọng báo cáo./.",
        "- Lưu: VT, HCTP.",
        "KT. GIÁM ĐỐC",
        "Nguyễn Văn Mẫu",
        "Phụ lục I",
        "SỐ LIỆU THEO ĐƠN VỊ",
        "Phụ lục II",
    )
    places = [text.index(piece) for piece in in_order]
    assert places == sorted(places)


def test_elements_stand_in_the_order_of_the_standard():
    for name, order in ORDER.items():
        wanted = order.split()
        for node in BODY.iter(f"{W}{name}"):
            places = [wanted.index(child.tag.removeprefix(W)) for child in node]
            assert places == sorted(places), ElementTree.tostring(node)


def test_sections_have_the_decree_s_paper_margins_and_page_numbers():
    found = []
    for section in sections():
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert size is not None
        wide = size.attrib.get(f"{W}orient") == "landscape"
        sides = [round(int(value(size, side)) * 25.4 / 1440) for side in ("w", "h")]
        assert sides == ([297, 210] if wide else [210, 297])
        mm = [
            round(int(value(margins, side)) * 25.4 / 1440)
            for side in ("top", "bottom", "left", "right")
        ]
        assert mm == [20, 20, 31, 17]
        assert section.find(f"{W}titlePg") is not None
        assert value(section.find(f"{W}pgNumType"), "start") == "1"
        found.append(wide)
    assert found == [False, True, False]
    assert "PAGE" in "".join(
        node.text or "" for node in part(DATA, "word/header1.xml").iter(f"{W}instrText")
    )
    assert said(part(DATA, "word/header2.xml")) == ""


def test_every_row_fills_its_grid_and_merges_go_on_from_something():
    for columns, rows in grids():
        open_at: set[int] = set()
        for row in rows:
            at = 0
            merged = set()
            for cell in row:
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    assert value(merge) == "restart" or at in open_at
                    merged.add(at)
                assert cell.find(f"{W}p") is not None
                at += span(cell)
            assert at == columns
            open_at = merged


def test_heads_repeat_and_rows_are_not_torn():
    tables = [table for table in BODY.iter(f"{W}tbl") if "TT" in said(table)]
    assert len(tables) == 3
    for table in tables:
        rows = table.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True, True] + [False] * (len(rows) - 2)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_text_is_times_new_roman_in_vietnamese():
    styles = part(DATA, "word/styles.xml")
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts is not None
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert value(language) == "vi-VN"
    assert value(part(DATA, "word/fontTable.xml").find(f"{W}font/{W}altName")) == (
        "Liberation Serif"
    )


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[PageBoxes]]:
    """Every document and the letter above as LibreOffice Writer lays them out."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("LibreOffice Writer is missing: run make test, or deploy/debian-packages.sh")
    folder = tmp_path_factory.mktemp("docx")
    letters = {**{name: make() for name, make in DOCUMENTS.items()}, "letter": LETTER}
    paths = []
    for name, letter in letters.items():
        paths.append(folder / f"{re.sub(r'[^a-z]', '-', name)}.docx")
        paths[-1].write_bytes(letter_docx(letter))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=240)
    return {
        name: pages_of(Path(path).with_suffix(".pdf").read_bytes())
        for name, path in zip(letters, paths, strict=True)
    }


@cache
def ours(name: str) -> list[PageBoxes]:
    """The pages of our own PDF."""
    return pages_of(letter_pdf(LETTER if name == "letter" else DOCUMENTS[name]()))


def ends(page: PageBoxes) -> tuple[str, str]:
    """The first and the last word of a page."""
    words = page.text.split()
    return words[0], words[-1]


@pytest.mark.parametrize("name", [*DOCUMENTS, "letter"])
def test_writer_has_the_same_pages_as_the_pdf(name, laid_out):
    theirs = laid_out[name]
    assert [ends(page) for page in theirs] == [ends(page) for page in ours(name)]
    for mine, writer in zip(ours(name), theirs, strict=True):
        assert (round(mine.width), round(mine.height)) == (
            round(writer.width),
            round(writer.height),
        )


def test_writer_draws_vietnamese_in_one_face_of_times_s_widths(laid_out):
    fonts = {
        one.box.font.partition("-")[0]
        for pages in laid_out.values()
        for page in pages
        for one in page.characters
        if one.box.font
    }
    assert fonts <= {"LiberationSerif", "TimesNewRomanPSMT", "TimesNewRomanPS"}


@pytest.mark.parametrize("name", [*DOCUMENTS, "letter"])
def test_writer_puts_lines_where_the_pdf_has_them(name, laid_out):
    """Within 1,2 mm down the page, wherever a line begins with words that stand there once.

    Within a paragraph a word may move to the next line: Writer reckons its spaces otherwise.
    """
    compared = 0
    for mine, writer in zip(ours(name), laid_out[name], strict=True):
        for start in {line.text.strip()[:20] for line in mine.lines()}:
            if mine.text.count(start) == writer.text.count(start) == 1 and len(start) > 10:
                assert abs(mine.find(start).base - writer.find(start).base) < 1.2, start
                compared += 1
    assert compared > 20


@pytest.mark.parametrize(
    "text",
    [
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-STP",
        "BÁO CÁO",
        "Công an xã đối soát",
        "1. Kết quả chung",
        "Xã thứ 4",
    ],
)
def test_writer_begins_and_centres_as_the_pdf_does(text, laid_out):
    mine, writer = PAGES[0].find(text), laid_out["letter"][0].find(text)
    assert abs(mine.left - writer.left) < 0.3
