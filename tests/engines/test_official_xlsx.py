"""Official letters as XLSX: figures to go on reckoning with, text that stays text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from bench.documents import DOCUMENTS
from python_calamine import CalamineWorkbook

from sohotich.engines.documents.official import (
    Column,
    Head,
    OfficialLetter,
    Row,
    Share,
    Span,
    Table,
    letter_xlsx,
)
from tests.engines.test_official_pdf import LETTER

TABLE = Table(
    name="Số liệu: [theo xã] 'Bắc Ninh'?",
    columns=(Column(10, "center"), Column(40, "left"), Column(20), Column(20), Column(20)),
    head=(
        (Head("TT", rows=2), Head("Đơn vị", rows=2), Head("Lũy kế", 2), Head("Tỷ lệ", rows=2)),
        (Head("Quét"), Head("Nhập")),
    ),
    rows=(
        Row((1, "=HYPERLINK(A1)", 327_822, None, Share(2, 3))),
        Row((2, "0123", -3, "", Share(0, 0))),
        Row((Span("Tổng cộng", 2), 5, "chưa triển khai", Share(1, 1)), bold=True),
    ),
)


def opened(letter: OfficialLetter) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(letter_xlsx(letter)))


def rows_of(letter: OfficialLetter, name: str) -> list[list[object]]:
    return opened(letter).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_figures_are_numbers_and_text_is_text():
    letter = replace(LETTER, body=(TABLE, "Hết"), appendices=())
    [name] = opened(letter).sheet_names[1:]
    assert not set(name) & set("[]:*?/'")
    rows = rows_of(letter, name)[3:]
    assert rows == [
        ["TT", "Đơn vị", "Lũy kế", "", "Tỷ lệ"],
        ["", "", "Quét", "Nhập", ""],
        [1, "=HYPERLINK(A1)", 327_822, "–", 0.666],
        [2, "0123", -3, "", "–"],
        ["Tổng cộng", "", 5, "chưa triển khai", 1],
    ]


def test_the_text_sheet_holds_the_letter():
    text = "\n".join(str(cell) for row in rows_of(LETTER, "Văn bản") for cell in row)
    for piece in (
        "SỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/BC-STP",
        "Kính gửi: Ủy ban nhân dân tỉnh.",
        "(Trang tính “Số liệu”)",
        "Trân trọng báo cáo./.",
        "Không có khó khăn.",
        "- Lưu: VT, HCTP.",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn Mẫu",
    ):
        assert piece in text


def test_tables_of_one_name_get_sheets_of_their_own():
    assert opened(LETTER).sheet_names == ["Văn bản", "Số liệu", "Số liệu (2)", "Số liệu (3)"]


def test_a_table_called_like_the_text_sheet_still_has_its_sheet():
    letter = replace(LETTER, body=(replace(TABLE, name="văn bản"), "Hết"), appendices=())
    assert opened(letter).sheet_names == ["Văn bản", "văn bản (2)"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_report_opens_as_a_workbook(name):
    letter = DOCUMENTS[name]()
    sheets = opened(letter).sheet_names
    assert sheets[0] == "Văn bản"
    assert len(sheets) >= 2
