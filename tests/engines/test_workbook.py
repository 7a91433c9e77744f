"""Templates written and read: equal cell by cell, exact headings, odd cells with addresses."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.guard import Refused
from sohotich.engines.workbook import (
    CellFinding,
    WorkbookError,
    WorkbookLimits,
    apart,
    read,
    write_findings,
    write_records,
    write_template,
)
from sohotich.engines.workbook.apart import Unreadable, read_cells

VERSIONS = ("2024-10", "60")
# domain.md annex A.1: headings of the 2024 template that end with a space.
SPACED = {
    *("so", "quyenSo", "trangSo", "ngayDangKy", "nksHoTen", "nksNgaySinh", "nksDanToc"),
    *("nksQuocTich", "meHoTen", "meNgaySinh", "meDanToc", "meQuocTich", "meLoaiCuTru"),
    *("chaHoTen", "chaNgaySinh", "chaDanToc", "chaQuocTich", "chaLoaiCuTru"),
}
BIRTH = {
    "so": "41/1998",
    "quyenSo": "02/1998",
    "trangSo": "021",
    "ngayDangKy": "07.05.1998",
    "noiDangKy": "ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "nksHoTen": "NGUYỄN THỊ ÁNH",
    "nksNgaySinh": "1998",
    "ghiChu": 'Dòng một\nDòng hai "trong ngoặc"',
    "meSoGiayToTuyThan": "012345678",
}


def keys_of(version: str) -> list[str]:
    return [column.field.key for column in KHAI_SINH.columns(version) if column.field]


def raw(path: Path, sheet: int = 0) -> list[list[object]]:
    return (
        python_calamine.load_workbook(path)
        .get_sheet_by_index(sheet)
        .to_python(skip_empty_area=False)
    )


def filled(path: Path, cells: dict[str, object], headings=None, version="60", forms=None) -> Path:
    """A workbook as a person at Excel leaves it: typed cells at field keys of row 2."""
    headings = headings or [column.header for column in KHAI_SINH.columns(version)]
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False})
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
        timedelta: book.add_format({"num_format": "[h]:mm"}),
    }
    sheet = book.add_worksheet("KS")
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading)
    keys = [heading.split("\n")[0].strip() for heading in headings]
    for key, value in cells.items():
        place = keys.index(key)
        if type(value) in formats:
            sheet.write_datetime(1, place, value, formats[type(value)])
        elif value == "#N/A":
            sheet.write_formula(1, place, "=NA()", None, "#N/A")
        else:
            sheet.write(1, place, value)
    book.close()
    return path


# -- the template ---------------------------------------------------------------------------


def test_headings_are_the_ministrys_letter_for_letter(tmp_path):
    for version, width in (("2024-10", 70), ("60", 60)):
        out = tmp_path / f"{version}.xlsx"
        write_template(KHAI_SINH, version, out)
        [headings] = raw(out)
        assert headings == [column.header for column in KHAI_SINH.columns(version)]
        assert len(headings) == width
    first = raw(tmp_path / "2024-10.xlsx")[0]
    assert first[0] == "STT"
    assert {name.strip() for name in first if name.endswith(" ")} == SPACED


def test_sheets_of_the_template(tmp_path):
    for version, name in (("2024-10", "DL Import"), ("60", "KS")):
        out = tmp_path / "mau.xlsx"
        write_template(KHAI_SINH, version, out)
        assert python_calamine.load_workbook(out).sheet_names == [name, "Ghi chu"]
        guidance = raw(out, 1)
        told = {row[0]: row for row in guidance}
        assert set(keys_of(version)) <= set(told)
        assert told["nksGioiTinh"][5] == "gioiTinh"
        assert ["1", "Nam"] in [row[:2] for row in guidance]


def test_columns_of_the_template_are_formatted_as_text(tmp_path):
    out = tmp_path / "mau.xlsx"
    write_template(KHAI_SINH, "60", out)
    with zipfile.ZipFile(out) as archive:
        styles = archive.read("xl/styles.xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'numFmtId="49"' in styles
    assert '<col min="1" max="60"' in sheet
    assert 'style="1"' in sheet


def test_an_empty_template_reads_as_no_rows(tmp_path):
    for version in VERSIONS:
        out = tmp_path / "mau.xlsx"
        write_template(KHAI_SINH, version, out)
        sheet = read(out, KHAI_SINH)
        assert (sheet.version, sheet.rows, sheet.notes) == (version, [], [])


# -- round trips ----------------------------------------------------------------------------

# Excel holds no control characters but tab and line ends, and XML no surrogates or non-characters.
CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cn", "Cc"), include_characters="\t\nĐđƯữỘậẰ'\"=+-@_x"
)
NASTY = st.sampled_from(
    [
        *("=1+1", "+84", "-", "@x", "0", "007", "1.0", "01/1998", '"', "'", " đầu", "cuối "),
        *("_x0041_", "http://x", "TRUE", "#N/A", "NGUYỄN VĂN Ữ", "a\nb", "1e5", "null"),
    ]
)
TEXT = st.one_of(st.just(""), NASTY, st.text(CHARACTERS, max_size=12)).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@st.composite
def books(draw):
    version = draw(st.sampled_from(VERSIONS))
    keys = keys_of(version)
    rows = draw(
        st.lists(
            st.dictionaries(st.sampled_from(keys), TEXT, min_size=1, max_size=len(keys)),
            min_size=1,
            max_size=4,
        )
    )
    full = [{key: row.get(key, "") for key in keys} for row in rows]
    return version, [row for row in full if any(row.values())]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(book=books())
def test_written_and_read_are_equal_cell_by_cell(book, tmp_path_factory):
    version, rows = book
    out = tmp_path_factory.mktemp("book") / "so.xlsx"
    write_records(KHAI_SINH, version, rows, out)
    sheet = read(out, KHAI_SINH)
    if rows:
        assert sheet.version == version
    assert [row.values for row in sheet.rows] == rows
    assert sheet.notes == []
    again = io.BytesIO()
    write_records(KHAI_SINH, version, [row.values for row in sheet.rows], again)
    assert again.getvalue() == out.read_bytes()


@pytest.mark.parametrize("version", VERSIONS)
def test_template_filled_read_written_is_the_same_grid(version, tmp_path):
    """A filled template, read and exported again, shows the same text in every cell."""
    headings = [column.header for column in KHAI_SINH.columns(version)]
    cells = dict(BIRTH) | ({"STT": "1"} if version == "2024-10" else {})
    source = filled(tmp_path / "dien.xlsx", cells, headings)
    sheet = read(source, KHAI_SINH)
    out = tmp_path / "xuat.xlsx"
    write_records(KHAI_SINH, sheet.version, [row.values for row in sheet.rows], out)
    assert raw(out) == raw(source)


def test_every_cell_of_a_written_book_is_text(tmp_path):
    out = tmp_path / "so.xlsx"
    write_records(KHAI_SINH, "2024-10", [BIRTH, BIRTH | {"so": "=42/1998"}], out)
    assert all(isinstance(value, str) for row in raw(out) for value in row)
    assert [row[0] for row in raw(out)] == ["STT", "1", "2"]
    with zipfile.ZipFile(out) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>" in sheet


def test_the_same_rows_give_the_same_bytes_whenever_written(tmp_path, monkeypatch):
    first, second = io.BytesIO(), io.BytesIO()
    write_records(KHAI_SINH, "2024-10", [BIRTH], first)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    write_records(KHAI_SINH, "2024-10", [BIRTH], second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "2025-01-01T00:00:00Z" in archive.read("docProps/core.xml").decode()


@pytest.mark.parametrize("bad", ["x" * 32_768, "a\uffffb", "a\ud800b"])
def test_what_excel_cannot_hold_is_refused_with_the_cell_and_writes_nothing(bad, tmp_path):
    out = tmp_path / "so.xlsx"
    with pytest.raises(WorkbookError) as caught:
        write_records(KHAI_SINH, "60", [BIRTH, BIRTH | {"so": bad}], out)
    assert caught.value.where == "ô A3"
    assert list(tmp_path.iterdir()) == []


def test_the_older_template_never_drops_a_value_in_silence(tmp_path):
    with pytest.raises(WorkbookError, match="nksSoDinhDanh"):
        write_records(KHAI_SINH, "60", [BIRTH | {"nksSoDinhDanh": "027098000123"}], tmp_path / "x")
    write_records(KHAI_SINH, "60", [BIRTH | {"nksSoDinhDanh": ""}], tmp_path / "x.xlsx")


def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path, monkeypatch):
    out = tmp_path / "so.xlsx"
    out.write_bytes(b"old")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WorkbookError, match="đầy"):
        write_records(KHAI_SINH, "60", [BIRTH], out)
    assert [path.name for path in tmp_path.iterdir()] == ["so.xlsx"]
    assert out.read_bytes() == b"old"


# -- headings -------------------------------------------------------------------------------


def headings60() -> list[str]:
    return [column.header for column in KHAI_SINH.columns("60")]


def refusal(path: Path) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        read(path, KHAI_SINH)
    return caught.value


def test_spaces_and_second_lines_in_headings_are_passed_over(tmp_path):
    """Domain.md §4: headings may carry a trailing space or a second line i=[1,2,3]."""
    headings = [f"  {name}  " for name in headings60()]
    headings[headings60().index("nksLoaiKhaiSinh")] = "nksLoaiKhaiSinh \ni=[1,2,3,4,5]"
    sheet = read(filled(tmp_path / "a.xlsx", BIRTH, headings), KHAI_SINH)
    assert sheet.rows[0].values["nksHoTen"] == BIRTH["nksHoTen"]


def test_columns_in_another_order_are_found_by_name(tmp_path):
    sheet = read(filled(tmp_path / "a.xlsx", BIRTH, headings60()[::-1]), KHAI_SINH)
    [row] = sheet.rows
    assert {key: value for key, value in row.values.items() if value} == BIRTH
    assert row.cell("so") == "BH2"


def test_missing_unknown_and_repeated_columns_are_each_named_with_their_cell(tmp_path):
    headings = headings60()
    headings[1] = "quyenso"
    headings[5] = "so"
    headings.append("soNha")
    error = refusal(filled(tmp_path / "a.xlsx", {}, headings))
    assert error.where == "a.xlsx, trang KS"
    assert error.problems == (
        "thiếu cột quyenSo",
        f"thiếu cột {headings60()[5]}",
        "ô F1: cột so lặp lại (đã có ở ô A1)",
        "ô B1: cột lạ “quyenso”, có phải quyenSo?",
        "ô BI1: cột lạ “soNha” không có trong mẫu",
    )
    assert "bản 60" in error.message


def test_a_2024_sheet_that_lacks_one_column_is_judged_as_2024(tmp_path):
    headings = [column.header for column in KHAI_SINH.columns("2024-10")]
    headings.remove("meSoDinhDanhCaNhan")
    error = refusal(filled(tmp_path / "a.xlsx", {}, headings))
    assert "bản 2024-10" in error.message
    assert error.problems == ("thiếu cột meSoDinhDanhCaNhan",)


def test_headings_not_in_row_1_are_refused(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(1, 0, headings60())
    book.close()
    assert "hàng 1 trống" in refusal(tmp_path / "a.xlsx").problems[0]


def test_data_under_no_heading_is_refused_with_its_cell(tmp_path):
    error = refusal(filled(tmp_path / "a.xlsx", BIRTH | {"": "lạc"}, [*headings60(), ""]))
    assert "ô BI2" in error.message


def test_the_sheet_is_chosen_by_name_before_place(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("Bìa").write_string(0, 0, "Sổ khai sinh")
    book.add_worksheet("DL Import").write_row(0, 0, headings60())
    book.close()
    assert read(tmp_path / "a.xlsx", KHAI_SINH).name == "DL Import"


# -- cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "text", "rule", "severity", "proposal"),
    [
        ("nksGioiTinh", 1.0, "1", None, None, None),
        ("trangSo", 21, "21", None, None, None),
        ("nksNgaySinh", 1975, "1975", None, None, None),
        ("so", 41, "41", "X01", "warning", ""),
        ("meSoGiayToTuyThan", 12345678, "12345678", "X01", "warning", ""),
        ("ghiChu", 1e15, "1000000000000000", "X02", "error", ""),
        ("nksNgaySinh", 8.198, "8.198", "X02", "warning", "08.1980"),
        ("trangSo", 2.5, "2.5", "X02", "error", ""),
        ("so", date(2018, 1, 1), "01.01.2018", "X07", "error", "01/2018"),
        ("quyenSo", date(1998, 2, 1), "01.02.1998", "X07", "error", "02/1998"),
        ("nksHoTen", date(1998, 2, 1), "01.02.1998", "X07", "error", ""),
        ("ngayDangKy", date(1998, 5, 7), "07.05.1998", "X08", "warning", ""),
        (
            "ngayDangKy",
            datetime.fromisoformat("1998-05-07T09:30"),
            "07.05.1998",
            "X08",
            "warning",
            "",
        ),
        ("nksHoTen", True, "TRUE", "X05", "error", ""),
        ("ghiChu", time(9, 30), "09:30:00", "X06", "error", ""),
        ("ghiChu", timedelta(hours=30), "1 day, 6:00:00", "X06", "error", ""),
        ("nksHoTen", "#N/A", "", "X04", "error", ""),
        ("nksHoTen", unicodedata.normalize("NFD", "ĐỖ Ữ"), "ĐỖ Ữ", "X03", "info", ""),
    ],
)
def test_typed_cells_become_text_and_are_told(key, typed, text, rule, severity, proposal, tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH | {key: typed})
    sheet = read(path, KHAI_SINH)
    [row] = sheet.rows
    assert row.values[key] == text
    if rule is None:
        assert sheet.notes == []
        return
    [note] = sheet.notes
    assert (note.row, note.column, note.cell) == (2, key, row.cell(key))
    assert (note.note.rule, note.note.severity, note.note.proposal) == (rule, severity, proposal)


def test_a_personal_number_typed_as_number_gets_its_zeros_proposed(tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH | {"nksSoDinhDanh": 27098000123}, version="2024-10")
    [note] = read(path, KHAI_SINH).notes
    assert note.note.proposal == "027098000123"


def test_rows_keep_their_numbers_over_gaps_and_a_bare_running_number_is_no_row(tmp_path):
    headings = [column.header for column in KHAI_SINH.columns("2024-10")]
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("DL Import")
    sheet.write_row(0, 0, headings)
    for row in range(1, 12):
        sheet.write_number(row, 0, row)
    sheet.write_string(6, headings.index("so "), "41/1998")
    book.close()
    [row] = read(tmp_path / "a.xlsx", KHAI_SINH).rows
    assert row.number == 7
    assert row.cells["so"] == "B7"


# -- hostile and damaged files --------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 99, "xls_cu"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 99,
            "xlsx_mat_khau",
        ),
        (b"", "rong"),
        (b"PK\x03\x04 cut off", "zip_hong"),
    ],
)
def test_the_guard_stands_before_the_reader(content, code, tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        read(path, KHAI_SINH)
    assert caught.value.code == code


def with_part(path: Path, name: str, change) -> Path:
    """The workbook with one part replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "stray",
    [
        b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>',
        b'<row r="1048576"><c t="str" r="XFD1048576"><v>x</v></c></row>',
        b'<row r="1048576"><c t="str" x=">" r="XFD1048576"><v>x</v></c></row>',
        b'<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="900000">'
        b'<x:c r="A900000" t="str"><x:v>x</x:v></x:c></x:row>',
        b"<row><c/></row>" * 30_000,
        b'<!-- <c r="A1"> --><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_a_stray_far_cell_is_refused_before_the_grid_is_built(stray, tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH)
    with_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", stray + b"</sheetData>"))
    assert "vượt giới hạn" in refusal(path).message


FAR = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    b"</sheetData></worksheet>"
)


def with_first(path: Path, name: str, body: bytes) -> Path:
    """The workbook with a part more, standing before all others."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in [(name, body), *parts]:
            archive.writestr(part, data)
    return path


@pytest.mark.parametrize("twin", ["xl/worksheets/SHEET1.xml", "xl//worksheets/./sheet1.xml"])
def test_a_second_part_under_the_same_name_is_refused(twin, tmp_path):
    path = with_first(filled(tmp_path / "a.xlsx", BIRTH), twin, FAR)
    with pytest.raises(Refused) as caught:
        read(path, KHAI_SINH)
    assert caught.value.code == "zip_trung_ten"


def test_a_sheet_is_measured_whatever_its_part_is_called(tmp_path):
    """Every part that holds cells is measured, taken for a sheet or not."""
    path = with_first(filled(tmp_path / "a.xlsx", BIRTH), "xl/media/anh.png", FAR)
    assert "vượt giới hạn" in refusal(path).message


def test_a_part_named_in_other_case_is_read_as_the_reader_reads_it(tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH)
    with_part(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b"worksheets/sheet1.xml", b"Worksheets/SHEET1.xml"),
    )
    [row] = read(path, KHAI_SINH).rows
    assert row.values["nksHoTen"] == BIRTH["nksHoTen"]


def test_a_part_longer_than_it_declares_is_refused(tmp_path):
    """The guard counts declared sizes; a reader unpacks what is there."""
    path = filled(tmp_path / "a.xlsx", BIRTH)
    extra = b"<sst>" + b"a" * 5_000_000 + b"</sst>"
    with_first(path, "xl/dai.xml", extra)
    data = bytearray(path.read_bytes())
    for at in (data.find(b"PK\x01\x02") + 24, 22):
        data[at : at + 4] = (5_000).to_bytes(4, "little")
    path.write_bytes(data)
    assert "hỏng" in refusal(path).message


def test_a_reader_that_asks_for_too_much_ends_alone(tmp_path):
    """Behind the measuring: the process apart may take no more than its bounds."""
    path = with_part(filled(tmp_path / "a.xlsx", BIRTH), SHEET, lambda xml: FAR)
    with pytest.raises(Unreadable):
        read_cells(path, [])


def test_a_process_that_ended_meanwhile_says_nothing_of_the_next_file(tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH)
    first = read_cells(path, [])
    apart._spare[0].end()
    assert read_cells(path, []) == first
    hostile = with_part(filled(tmp_path / "b.xlsx", BIRTH), SHEET, lambda xml: FAR)
    with pytest.raises(Unreadable):
        read_cells(hostile, [])
    assert read_cells(path, []) == first


def test_limits_are_the_callers(tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH)
    with pytest.raises(WorkbookError, match="vượt giới hạn 1 "):
        read(path, KHAI_SINH, WorkbookLimits(rows=1))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_damaged_parts_are_told_plainly(part, tmp_path):
    path = filled(tmp_path / "a.xlsx", BIRTH)
    with_part(path, part, lambda xml: xml[: len(xml) // 2])
    error = refusal(path)
    assert error.where.startswith("a.xlsx")


def mutated(data: bytes, parts: dict[str, bytes], chance: random.Random) -> bytes:
    """The file, or one part inside it, with a few bytes changed or its end cut off."""
    if chance.random() < 0.5:
        broken = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken[: chance.randint(1, len(broken))] if chance.random() < 0.2 else broken)
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name])
    for _ in range(chance.randint(1, 10)):
        part[chance.randrange(len(part))] = chance.randrange(256)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            archive.writestr(other, bytes(part) if other == name else content)
    return buffer.getvalue()


def read_mutations(tmp_path: Path, count: int) -> None:
    """Each broken workbook is read, or refused by one of the two errors of the room."""
    source, path = tmp_path / "so.xlsx", tmp_path / "hong.xlsx"
    write_records(KHAI_SINH, "60", [BIRTH] * 4, source)
    with zipfile.ZipFile(source) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    chance = random.Random(11)
    refused = 0
    for _ in range(count):
        path.write_bytes(mutated(source.read_bytes(), parts, chance))
        try:
            read(path, KHAI_SINH)
        except (Refused, WorkbookError):
            refused += 1
    assert refused > count / 2


def test_broken_workbooks_are_read_or_refused(tmp_path):
    read_mutations(tmp_path, 1_000)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_ten_thousand_broken_workbooks_are_read_or_refused(tmp_path):
    read_mutations(tmp_path, 10_000)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "so.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("KS.1998.02.pdf", b"%PDF-1.4")
    assert ".xlsx" in refusal(path).message


# -- findings back to the office ------------------------------------------------------------


def test_findings_are_shown_at_their_cells_and_listed(tmp_path):
    rows = [BIRTH, BIRTH | {"nksGioiTinh": "7"}]
    source, out = tmp_path / "so.xlsx", tmp_path / "kiem-tra.xlsx"
    write_records(KHAI_SINH, "60", rows, source)
    sheet = read(source, KHAI_SINH)
    cell = sheet.rows[1].cell("nksGioiTinh")
    found = [CellFinding(3, "nksGioiTinh", cell, "Q10", "error", "Mã 7 không có trong danh mục.")]
    write_findings(sheet, KHAI_SINH, found, out)
    assert read(out, KHAI_SINH).rows == sheet.rows
    assert raw(out, 1)[1][:6] == [
        "3",
        "Giới tính",
        cell,
        "Q10",
        "Lỗi",
        "Mã 7 không có trong danh mục.",
    ]
    with zipfile.ZipFile(out) as archive:
        comments = archive.read("xl/comments1.xml").decode()
    assert f'ref="{cell}"' in comments
    assert "Q10: Mã 7" in comments
