"""`sohotich workbook`: templates, findings by cell, exit codes, nothing but JSON on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from sohotich.cli.workbook import command
from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import read, write_records
from tests.engines.old_files import in_old_font

GOOD = {
    "so": "41/1998",
    "quyenSo": "02/1998",
    "trangSo": "21",
    "ngayDangKy": "07.05.1998",
    "loaiDangKy": "1",
    "noiDangKy": "ubnd Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "nksHoTen": "NGUYỄN THỊ ÁNH",
    "nksGioiTinh": "2",
    "nksNgaySinh": "27.04.1998",
    "nksNgaySinhBangChu": "Ngày hai mươi bảy tháng tư năm một nghìn chín trăm chín mươi tám",
    "nksNoiSinh": "Trạm y tế xã Mỹ Hương",
    "nksQueQuan": "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "nksDanToc": "Kinh",
    "nksQuocTich": "Việt Nam",
    "nksLoaiKhaiSinh": "1",
    "meHoTen": "TRẦN THỊ BÌNH",
    "meNgaySinh": "1975",
    "meDanToc": "Kinh",
    "meQuocTich": "Việt Nam",
    "meLoaiCuTru": "1",
    "meNoiCuTru": "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
    "chaHoTen": "NGUYỄN VĂN CƯỜNG",
    "chaNgaySinh": "1972",
    "chaDanToc": "Kinh",
    "chaQuocTich": "Việt Nam",
    "chaLoaiCuTru": "1",
    "chaNoiCuTru": "Xã Mỹ Hương, huyện Gia Lương, tỉnh Bắc Ninh",
}


def run(*arguments: object):
    runner = CliRunner()
    return runner.invoke(command, [str(a) for a in arguments], standalone_mode=False)


def code_of(result) -> int:
    return result.return_value if result.exception is None else result.exit_code


def checked(path, *more):
    result = run("check", path, "--type", "khai_sinh", "--json", *more)
    return code_of(result), json.loads(result.stdout)


@pytest.mark.parametrize(("version", "columns"), [("2024-10", 70), ("60", 60)])
def test_a_template_is_made_and_passes_its_own_check(version, columns, tmp_path):
    out = tmp_path / "mau.xlsx"
    result = run("template", "--type", "KS", "--version", version, out, "--json")
    assert code_of(result) == 0
    assert json.loads(result.stdout)["columns"] == columns
    assert checked(out) == (0, {"rows": 0, "version": version, "findings": [], "repairs": []})


def test_the_default_version_of_births_is_that_of_2024(tmp_path):
    result = run("template", "--type", "khai_sinh", tmp_path / "mau.xlsx", "--json")
    assert json.loads(result.stdout)["version"] == "2024-10"


@pytest.mark.parametrize("version", ["2024-10", "60"])
def test_a_clean_book_gives_no_error(version, tmp_path):
    path = tmp_path / "so.xlsx"
    write_records(KHAI_SINH, version, [GOOD], path)
    code, result = checked(path)
    assert (code, result["rows"]) == (0, 1)
    assert [f for f in result["findings"] if f["severity"] == "error"] == []


def test_findings_come_by_cell_and_errors_exit_with_1(tmp_path):
    path = tmp_path / "so.xlsx"
    rows = [GOOD, GOOD | {"so": "42/1998", "nksGioiTinh": "7"}, GOOD | {"so": "41/1998"}]
    write_records(KHAI_SINH, "60", rows, path)
    code, result = checked(path)
    assert code == 1
    wrong = {(f["cell"], f["rule"]): f for f in result["findings"] if f["severity"] == "error"}
    place = read(path, KHAI_SINH).rows[1].cell("nksGioiTinh")
    assert set(wrong[place, "Q10"]) == {
        *("row", "column", "cell", "rule", "severity", "message", "proposal"),
    }
    assert wrong[place, "Q10"]["row"] == 3
    assert wrong[place, "Q10"]["column"] == "nksGioiTinh"
    assert any(rule == "Q06" for _, rule in wrong)


def test_findings_go_into_a_workbook_for_the_office(tmp_path):
    path, marked = tmp_path / "so.xlsx", tmp_path / "sai.xlsx"
    write_records(KHAI_SINH, "60", [GOOD | {"nksGioiTinh": "7"}], path)
    result = run("check", path, "--type", "KS", "--findings", marked)
    assert code_of(result) == 1
    assert "1 hàng, 1 lỗi" in result.stdout
    assert read(marked, KHAI_SINH).rows == read(path, KHAI_SINH).rows


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("check", "khong-co.xlsx", "--type", "KS"), "khong-co.xlsx"),
        (("check", "khong-co.xlsx", "--type", "XX"), "khai_sinh (KS)"),
        (("template", "--type", "KS", "--version", "7", "x.xlsx"), "2024-10, 60"),
        (("template", "--type", "KS", "/khong/co/thu/muc/x.xlsx"), "quyền ghi"),
    ],
)
def test_bad_input_exits_with_2_and_names_what(arguments, named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert code_of(result) == 2
    assert named in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_no_workbook_and_wrong_headings_are_refused(tmp_path):
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 50)
    result = run("check", path, "--type", "KS")
    assert code_of(result) == 2
    assert ".xls" in result.stderr


def test_it_starts_without_the_framework_and_in_time(tmp_path):
    code = (
        "import sys; from sohotich.cli import group; "
        f"group.main(['workbook','template','--type','KS',{str(tmp_path / 'm.xlsx')!r}],"
        "standalone_mode=False); print('django' in sys.modules, 'numpy' in sys.modules)"
    )
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
    assert time.monotonic() - begun < 5  # under 1 s when the machine is idle


def test_a_file_of_before_unicode_is_shown_first_and_repaired_when_confirmed(tmp_path):
    new, old = tmp_path / "moi.xlsx", tmp_path / "cu.xlsx"
    write_records(KHAI_SINH, "60", [GOOD], new)
    in_old_font(new, old, "tcvn3")
    code, result = checked(old)
    assert code == 1
    shown = {item["column"]: item for item in result["repairs"]}
    assert (shown["nksHoTen"]["after"], shown["nksHoTen"]["made"]) == (GOOD["nksHoTen"], False)
    code, result = checked(old, "--repair")
    assert code == 0
    assert all(item["made"] for item in result["repairs"])
    assert "chạy lại với --repair" in run("check", old, "--type", "KS").stdout
