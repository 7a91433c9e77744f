"""Lists of an office's own making: headings by what they say, three formats, nothing executed."""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.engines.guard import Refused
from sohotich.engines.workbook import (
    Heading,
    WorkbookError,
    WorkbookLimits,
    read_table,
    write_table,
)

BOOKS = (
    Heading("volume", "Quyển số", ("Quyển", "Số quyển"), required=True),
    Heading("year", "Năm mở sổ", ("Năm",), required=True),
    Heading("declared", "Tổng số trường hợp", ("Số trường hợp",)),
    Heading("opened", "Ngày mở sổ"),
)
ROWS = [
    {"volume": "02", "year": "1998", "declared": "214", "opened": "05/01/1998"},
    {"volume": "01", "year": "2001-2003", "declared": "", "opened": ""},
]


def excel(path, grid):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Danh mục sổ")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(grid):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_list_written_reads_back(suffix, tmp_path):
    out = tmp_path / f"so{suffix}"
    write_table(BOOKS, ROWS, out)
    table = read_table(out, BOOKS)
    assert [row.values for row in table.rows] == ROWS
    assert table.rows[1].cell("year") == "B3"
    assert table.unknown == ()


@settings(max_examples=60, deadline=None)
@given(
    value=st.text(
        st.characters(exclude_categories=("Cs", "Cn", "Cc"), include_characters="=+-@'\","),
        min_size=1,
        max_size=10,
    ).map(lambda text: unicodedata.normalize("NFC", text).strip()),
    suffix=st.sampled_from([".xlsx", ".csv"]),
)
def test_any_value_reads_back_and_no_spreadsheet_runs_it(value, suffix, tmp_path_factory):
    out = tmp_path_factory.mktemp("list") / f"so{suffix}"
    write_table(BOOKS, [{"volume": "02", "year": value}], out)
    assert read_table(out, BOOKS).rows[0].values["year"] == value
    if suffix == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file))[1][1][:1] not in ("=", "+", "-", "@")


def test_headings_under_a_title_in_any_case_and_marks(tmp_path):
    path = excel(
        tmp_path / "so.xlsx",
        [
            ["UBND XÃ AN TẬP"],
            ["DANH MỤC SỔ HỘ TỊCH"],
            [],
            ["STT", "QUYỂN SỐ", "nam mo so", " Tổng số\ntrường hợp ", "Ngày mở sổ", "Kho"],
            [1, 2, 1998, 214.0, date(1998, 1, 5), "A"],
            [],
            [2, "01", unicodedata.normalize("NFD", "năm 2001"), None, None, "B"],
        ],
    )
    table = read_table(path, BOOKS)
    assert table.keys == ("volume", "year", "declared", "opened")
    assert table.unknown == ("STT", "Kho")
    assert [row.number for row in table.rows] == [5, 7]
    assert table.rows[0].values == {
        "volume": "2",
        "year": "1998",
        "declared": "214",
        "opened": "05/01/1998",
    }
    assert table.rows[1].values["year"] == "năm 2001"
    assert table.rows[1].cell("year") == "C7"


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t")],
)
def test_csv_of_several_makes(encoding, delimiter, tmp_path):
    path = tmp_path / "so.csv"
    lines = [("Quyển số", "Năm mở sổ"), ("02", '"1998"'), ("03", "1999")]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    path.write_bytes(text.encode(encoding))
    assert [row.values["year"] for row in read_table(path, BOOKS).rows] == ["1998", "1999"]


def test_missing_required_headings_are_named(tmp_path):
    path = excel(tmp_path / "so.xlsx", [["Tổng số trường hợp"], [3]])
    with pytest.raises(WorkbookError, match="Quyển số, Năm mở sổ") as caught:
        read_table(path, BOOKS)
    assert "hàng 1" in caught.value.where


def test_a_heading_twice_is_refused_with_both_cells(tmp_path):
    path = excel(tmp_path / "so.xlsx", [["Quyển số", "Năm", "Năm mở sổ"], ["1", "1998", "1999"]])
    with pytest.raises(WorkbookError, match="B1") as caught:
        read_table(path, BOOKS)
    assert caught.value.where.endswith("ô C1")


def test_a_table_without_any_known_heading_lists_what_is_known(tmp_path):
    path = excel(tmp_path / "so.xlsx", [["a", "b"], ["1", "2"]])
    with pytest.raises(WorkbookError, match="Quyển số, Năm mở sổ, Tổng số trường hợp"):
        read_table(path, BOOKS)


def test_limits_and_hostile_files(tmp_path):
    path = tmp_path / "so.csv"
    path.write_text("Quyển số,Năm\n" + "1,2\n" * 50, encoding="utf-8")
    with pytest.raises(WorkbookError, match="vượt giới hạn"):
        read_table(path, BOOKS, WorkbookLimits(rows=10))
    path.write_bytes(b"\x00\x01\x02,\xff")
    with pytest.raises(Refused):
        read_table(path, BOOKS)
    path.write_text('Quyển số,Năm\n"chưa đóng,1', encoding="utf-8")
    with pytest.raises(WorkbookError, match="CSV"):
        read_table(path, BOOKS)


NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def open_document(path, rows: str):
    """A minimal .ods with the given table rows."""
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="So">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*texts: str, repeat: int = 1, across: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell table:number-columns-repeated="{across}" '
        f'office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


EMPTY_END = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_open_document_with_the_usual_empty_end(tmp_path):
    rows = ods_row("Quyển số", "Năm mở sổ") + ods_row("02", "1998") + EMPTY_END
    table = read_table(open_document(tmp_path / "so.ods", rows), BOOKS)
    assert [row.values for row in table.rows] == [{"volume": "02", "year": "1998"}]


@pytest.mark.parametrize(
    "rows",
    [
        ods_row("x", repeat=1_000_000),
        ods_row("x", across=16_000),
        EMPTY_END + ods_row("x"),
    ],
)
def test_open_document_that_would_unfold_without_end_is_refused(rows, tmp_path):
    path = open_document(tmp_path / "so.ods", ods_row("Quyển số", "Năm") + rows)
    with pytest.raises(WorkbookError, match="vượt giới hạn"):
        read_table(path, BOOKS)
