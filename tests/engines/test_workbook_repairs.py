"""Files of before Unicode: fonts told, repairs proposed by cell, made only when confirmed."""

from __future__ import annotations

import zipfile

import pytest
import xlsxwriter

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import (
    Heading,
    check_and_repair,
    propose_repairs,
    read,
    read_table,
    write_records,
)
from sohotich.engines.workbook.fonts import old_fonts
from tests.engines.old_files import FONTS, in_old_font

PERSON = {
    "so": "41/1998",
    "quyenSo": "02/1998",
    "ngayDangKy": "07.05.1998",
    "nksHoTen": "Nguyễn Thị Ánh",
    "nksNoiSinh": "Trạm y tế xã Mỹ Hương",
    "meHoTen": "Lê Thị Thóc",
}


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_workbook_in_an_old_font_is_recognised_and_read(encoding, tmp_path):
    new, old = tmp_path / "new.xlsx", tmp_path / "old.xlsx"
    write_records(KHAI_SINH, "60", [PERSON], new)
    sheet = read(in_old_font(new, old, encoding), KHAI_SINH)
    assert set(sheet.fonts.values()) == {FONTS[encoding]}
    done = check_and_repair(sheet, KHAI_SINH, confirmed=True)
    (row,) = done.sheet.rows
    assert {key: row.values[key] for key in PERSON} == PERSON
    assert row.written["nksHoTen"] == sheet.rows[0].values["nksHoTen"] != PERSON["nksHoTen"]
    assert "so" not in row.written
    assert [found for found in done.findings if found.rule == "X09"] == []


def test_nothing_is_changed_unless_confirmed(tmp_path):
    new, old = tmp_path / "new.xlsx", tmp_path / "old.xlsx"
    write_records(KHAI_SINH, "60", [PERSON], new)
    sheet = read(in_old_font(new, old, "tcvn3"), KHAI_SINH)
    done = check_and_repair(sheet, KHAI_SINH)
    assert done.sheet.rows == sheet.rows
    shown = {item.column: item for item in done.repairs}
    assert shown["nksHoTen"].after == PERSON["nksHoTen"]
    assert shown["nksHoTen"].why == "chữ theo bảng mã TCVN3 (ABC)"
    found = {item.column: item for item in done.findings if item.rule == "X09"}
    assert found["nksHoTen"].severity == "error"
    assert found["nksHoTen"].cell == sheet.rows[0].cell("nksHoTen")
    assert found["nksHoTen"].proposal == PERSON["nksHoTen"]


def test_without_a_font_the_file_speaks_for_itself_or_an_officer_names_the_encoding(tmp_path):
    new, old = tmp_path / "new.xlsx", tmp_path / "old.xlsx"
    short = {"so": "41/1998", "nksHoTen": "Lê Thị Hoa"}

    def taken(person, encoding=None):
        write_records(KHAI_SINH, "60", [person], new)
        sheet = read(in_old_font(new, old, "tcvn3", named=False), KHAI_SINH)
        assert sheet.fonts == {}
        done = check_and_repair(sheet, KHAI_SINH, confirmed=True, encoding=encoding)
        return done.sheet.rows[0].values["nksHoTen"] == short["nksHoTen"], done

    # two words agree: too little to repair with the others
    alone, done = taken(short)
    assert not alone
    assert [(item.severity, item.proposal) for item in done.findings if item.rule == "X09"] == [
        ("warning", "Lê Thị Hoa")
    ]
    # beside a longer text of the same encoding they are read in it
    assert taken(short | {"nksNoiSinh": "Trạm y tế xã Mỹ Hương"})[0]
    assert taken(short, "tcvn3")[0]


def test_a_file_of_today_has_nothing_to_repair(tmp_path):
    path = tmp_path / "new.xlsx"
    write_records(KHAI_SINH, "60", [PERSON], path)
    sheet = read(path, KHAI_SINH)
    assert propose_repairs(sheet.rows, sheet.fonts) == []


def test_runs_say_more_than_the_font_of_their_cell(tmp_path):
    path = tmp_path / "runs.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        old, new = (book.add_format({"font_name": name}) for name in (".VnTime", "Arial"))
        page.write_rich_string(0, 0, old, "NguyÔn ", old, "ThÞ", new)
        page.write_rich_string(1, 0, old, "NguyÔn ", new, "Thị", old)
        page.write_string(2, 0, "ThÞ", old)
        page.write_string(3, 0, "Thị", new)
        page.write_number(4, 0, 7, old)
    assert old_fonts(path, 0) == {"A1": ".VnTime", "A3": ".VnTime", "A5": ".VnTime"}


def test_a_file_without_styles_has_no_old_fonts(tmp_path):
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert old_fonts(path, 0) == {}


def test_headings_of_a_list_are_read_in_an_old_encoding(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        old = book.add_format({"font_name": ".VnTime"})
        for column, text in enumerate(["Lo¹i sæ", "Ghi chó"]):
            page.write_string(0, column, text, old)
        page.write_string(1, 0, "KÕt h«n", old)
    table = read_table(path, (Heading("loai", "Loại sổ"), Heading("ghi_chu", "Ghi chú")))
    assert table.keys == ("loai", "ghi_chu")
    (item,) = propose_repairs(table.rows, table.fonts)
    assert (item.cell, item.after, item.sure) == ("A2", "Kết hôn", True)
