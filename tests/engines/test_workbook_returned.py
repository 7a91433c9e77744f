"""What goes out with a book's values in it, and what comes back marked: templates, copies, rows."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from sohotich.domain.record_types import KHAI_SINH, RECORD_TYPES, code_list
from sohotich.domain.rules.messages import MESSAGES
from sohotich.engines.workbook import (
    CellFinding,
    WorkbookError,
    check_sheet,
    read,
    rejected_rows,
    without_unfilled,
    write_annotated,
    write_book_template,
    write_records,
    write_rejected,
)
from sohotich.engines.workbook.wording import in_a_workbook

SHEET = "KS"
BOOK = {"quyenSo": "02/1998", "noiDangKy": "UBND xã Mỹ Hương", "nksDanToc": "Kinh"}
BEGUN = [{**BOOK, "so": f"{number:02d}/1998"} for number in (1, 2, 3)]
VALUES = {
    **BOOK, "trangSo": "1", "ngayDangKy": "05.01.1998", "loaiDangKy": "1",
    "nksHoTen": "NGUYỄN VĂN AN", "nksGioiTinh": "1", "nksNgaySinh": "01.01.1998",
}  # fmt: skip


def opened(path: Path):
    return openpyxl.load_workbook(path)


def archive_columns(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").count(b"<col ")


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_a_books_template_reads_as_its_own_template_and_holds_nobody(kind, tmp_path) -> None:
    out = tmp_path / "mau.xlsx"
    begun = [{"so": "01/1998", "quyenSo": "02/1998", kind.shared[0]: "UBND xã"}]
    write_book_template(kind, kind.default_version, begun, out)
    sheet = read(out, kind)
    assert (sheet.version, len(sheet.rows)) == (kind.default_version, 1)
    rest = without_unfilled(sheet, kind)
    assert (rest.rows, rest.unfilled) == ([], (2,))


def test_a_row_begun_becomes_one_as_soon_as_anything_more_is_typed(tmp_path) -> None:
    out = tmp_path / "mau.xlsx"
    write_records(KHAI_SINH, "60", [BEGUN[0], {**BEGUN[1], "ghiChu": "x"}], out)
    rest = without_unfilled(read(out, KHAI_SINH), KHAI_SINH)
    assert ([row.number for row in rest.rows], rest.unfilled) == ([3], (2,))


def test_the_books_template_keeps_text_offers_lists_and_says_what_belongs_where(tmp_path) -> None:
    out = tmp_path / "mau.xlsx"
    write_book_template(KHAI_SINH, "60", BEGUN, out)
    book = opened(out)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [column.header for column in KHAI_SINH.columns("60")]
    assert sheet.freeze_panes is not None
    columns = KHAI_SINH.columns("60")
    letters = {one.name: sheet.cell(1, n).column_letter for n, one in enumerate(columns, 1)}
    assert sheet[f"{letters['so']}2"].value == "01/1998"
    # Far below the rows begun, too: what is typed there stays text.
    with zipfile.ZipFile(out) as archive:
        formats = re.findall(rb'<col [^>]*style="(\d+)"', archive.read("xl/worksheets/sheet1.xml"))
    assert len(formats) == archive_columns(out)
    assert {book._cell_styles[int(style)].numFmtId for style in formats} == {49}
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    sex = next(r for at, r in rules.items() if at.startswith(f"{letters['nksGioiTinh']}2:"))
    assert (sex.type, "1 = Nam" in sex.prompt) == ("list", True)
    hidden, area = sex.formula1.split("!")
    cells = book[hidden.strip("'")][area.replace("$", "")]
    assert {row[0].value for row in cells} == code_list("gioiTinh").values
    day = next(r for at, r in rules.items() if at.startswith(f"{letters['nksNgaySinh']}2:"))
    assert "dd.mm.yyyy" in day.prompt
    for rule in rules.values():
        assert len(rule.promptTitle) <= 32
        assert len(rule.prompt) <= 255


@pytest.fixture
def own(tmp_path) -> Path:
    """A template with a wrong day, and a sheet, looks and a comment that are somebody's own."""
    path = tmp_path / "cua-toi.xlsx"
    rows = [{**VALUES, "so": "01/1998"}, {**VALUES, "so": "02/1998", "nksNgaySinh": "32.01.1998"}]
    write_records(KHAI_SINH, "60", rows, path)
    book = opened(path)
    sheet = book.worksheets[0]
    sheet.column_dimensions["H"].width = 47
    sheet["B2"].fill = PatternFill("solid", start_color="00FF00")
    sheet["B3"].comment = Comment("xem lại trang 3", "chị Hoa")
    more = book.create_sheet("Theo dõi")
    more["A1"], more["A2"] = "Đã làm", "=1+1"
    more.merge_cells("A4:C4")
    book.save(path)
    return path


def found_in(path: Path) -> list[CellFinding]:
    findings = check_sheet(read(path, KHAI_SINH), KHAI_SINH)
    return [one for one in findings if one.row == 3]


@pytest.mark.parametrize(
    ("values", "column", "done"),
    [
        ({"chaHoTen": "vũ đức"}, "chaHoTen", "Sửa theo đề xuất, hoặc giữ nguyên ô."),
        ({"nksLoaiKhaiSinh": "1"}, "meHoTen", "để trống ô."),
        ({"so": ""}, "so", "nhập trường hợp này ở màn hình nhập liệu."),
        ({"ngayDangKy": "1998"}, "ngayDangKy", ""),
    ],
)
def test_what_is_to_be_done_can_be_done_in_a_cell(tmp_path, values, column, done) -> None:
    path = tmp_path / "mot-hang.xlsx"
    write_records(KHAI_SINH, "60", [{**VALUES, **values}], path)
    findings = check_sheet(read(path, KHAI_SINH), KHAI_SINH)
    told = [one.message for one in findings if one.column == column]
    assert told
    assert any(done in message for message in told)
    assert not any("đánh dấu" in message or "Chấp nhận" in message for message in told)


def test_no_rule_asks_a_cell_for_a_mark() -> None:
    for message in MESSAGES.values():
        for error, empty in product((True, False), repeat=2):
            told = in_a_workbook(message, error=error, empty=empty)
            assert "đánh dấu" not in told
            assert "Chấp nhận" not in told


def test_the_copy_is_their_own_file_with_red_cells_comments_and_a_list(own, tmp_path) -> None:
    findings = found_in(own)
    wrong = next(one for one in findings if one.column == "nksNgaySinh")
    noted = CellFinding(3, "so", "B3", "I03", "error", "Số 02/1998 đã được nhập.")
    out = tmp_path / "danh-dau.xlsx"
    write_annotated(own, SHEET, KHAI_SINH, [*findings, noted], out)
    book = opened(out)
    sheet = book[SHEET]
    assert sheet[wrong.cell].fill.fgColor.rgb[-6:] == "F6C7C3"
    assert wrong.message in sheet[wrong.cell].comment.text
    assert wrong.rule in sheet[wrong.cell].comment.text
    assert sheet["B3"].comment.text.startswith("xem lại trang 3\n")
    assert sheet.column_dimensions["H"].width == 47
    assert sheet["B2"].fill.fgColor.rgb[-6:] == "00FF00"
    assert book["Theo dõi"]["A2"].value == "=1+1"
    assert [str(area) for area in book["Theo dõi"].merged_cells.ranges] == ["A4:C4"]
    table = book["Kết quả kiểm tra"]
    lines = [[cell.value for cell in row] for row in table.iter_rows(min_row=2)]
    assert len(lines) == len(findings) + 1
    assert [line[1] for line in lines if line[2] == wrong.cell] == [
        KHAI_SINH.field("nksNgaySinh").label
    ]
    links = {row[2].value: row[2].hyperlink.location for row in table.iter_rows(min_row=2)}
    assert links[wrong.cell] == f"'KS'!{wrong.cell}"
    assert [row.values for row in read(out, KHAI_SINH).rows] == [
        row.values for row in read(own, KHAI_SINH).rows
    ]


def test_marked_once_more_the_former_marks_are_gone(own, tmp_path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_annotated(own, SHEET, KHAI_SINH, found_in(own), first)
    write_annotated(first, SHEET, KHAI_SINH, [], second)
    book = opened(second)
    sheet = book[SHEET]
    assert book.sheetnames.count("Kết quả kiểm tra") == 1
    assert {c.comment.author for row in sheet for c in row if c.comment} == {"chị Hoa"}
    assert not [c for row in sheet for c in row if str(c.fill.fgColor.rgb)[-6:] == "F6C7C3"]


def test_text_that_looks_like_a_formula_stays_text_in_the_list(own, tmp_path) -> None:
    odd = CellFinding(2, "nksHoTen", "H2", "Q01", "error", "=HYPERLINK(1)\x01", "=1+1")
    out = tmp_path / "danh-dau.xlsx"
    write_annotated(own, SHEET, KHAI_SINH, [odd], out)
    with zipfile.ZipFile(out) as archive:
        assert not [n for n in archive.namelist() if b"<f>HYPERLINK" in archive.read(n)]


def test_a_file_that_asks_for_too_much_is_told_and_ends_nothing_else(own, monkeypatch) -> None:
    monkeypatch.setattr("sohotich.engines.workbook.annotated._MEMORY", 1 << 20)
    with pytest.raises(WorkbookError, match="không làm được bản có đánh dấu"):
        write_annotated(own, SHEET, KHAI_SINH, [], BytesIO())


def test_refused_rows_alone_are_a_template_that_says_why(own, tmp_path) -> None:
    sheet, findings = read(own, KHAI_SINH), found_in(own)
    assert [row.number for row in rejected_rows(sheet, findings)] == [3]
    out = tmp_path / "bi-tra-lai.xlsx"
    write_rejected(sheet, KHAI_SINH, findings, out)
    again = read(out, KHAI_SINH)
    assert [row.values for row in again.rows] == [sheet.rows[1].values]
    page = opened(out).worksheets[0]
    comments = [cell.comment.text for row in page for cell in row if cell.comment]
    assert any("Hàng 3 của tệp đã gửi" in words for words in comments)
