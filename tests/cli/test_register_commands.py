"""book import, scan import and process, ledger, package, workbook import: their JSON and exits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import segno
from click.testing import CliRunner

from sohotich.cli import group
from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.recognition import SheetCode, build
from sohotich.engines.workbook import write_records, write_table
from sohotich.register.books.lists import HEADINGS
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page
from sohotich.register.ledger.models import Entry
from tests.pipeline.conftest import VALUES
from tests.pipeline.drawing import draw_folder

pytestmark = pytest.mark.django_db
LABEL = "09508/KS.1998.02"


@pytest.fixture
def officer(person):
    return person("officer", "cong_chuc_ho_tich")


@pytest.fixture
def call(officer) -> Callable[..., tuple[int, Any]]:
    """`call("ledger", "--book", …)`: (exit code, JSON or error text)."""

    def run(*words: str) -> tuple[int, Any]:
        result = CliRunner().invoke(
            group, [*words, "--as", officer.username, "--json"], standalone_mode=False
        )
        if isinstance(result.exception, SystemExit):
            return int(result.exception.code or 0), result.stderr
        assert result.exception is None, result.exception
        return result.return_value or 0, json.loads(result.stdout)

    return run


def test_a_pile_goes_where_its_covers_say(call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    book = Book.objects.get(label=LABEL)
    folder = draw_folder(tmp_path / "scans", 2)
    segno.make(build(SheetCode("book", book.key))).save(
        str(folder / "trang 1a.png"), scale=12, border=8
    )
    code, result = call("scan", "pile", str(folder))
    (finding,) = result["findings"]
    assert (code, result["sheets"], result["books"]) == (1, 3, {LABEL: 1})
    assert (finding["file"], "không có tờ bìa" in finding["message"]) == ("trang 1.jpg", True)


def test_a_watched_folder_is_emptied_into_the_book(officer, call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    folder = draw_folder(tmp_path / "scans", 2)
    words = ["scan", "watch", str(folder), "--book", LABEL, "--every", "0.1", "--once"]
    done = CliRunner().invoke(group, [*words, "--as", officer.username], standalone_mode=False)
    assert done.exception is None, done.exception
    assert sorted(path.name for path in (folder / "da-nhan").iterdir()) == [
        "trang 1.jpg",
        "trang 2.jpg",
    ]
    assert Page.objects.filter(book__label=LABEL).count() == 2
    assert "trang 2.jpg: nhận 1 trang" in done.stderr


@pytest.fixture
def listed(tmp_path):
    """A list with one book of four numbers."""
    path = tmp_path / "danh sách.xlsx"
    row = {"don_vi": "09508", "loai": "KS", "nam": "1998", "quyen": "2", "so": "1-4", "khai": "4"}
    write_table(HEADINGS, [row], path)
    return path


def test_a_list_of_books_is_taken_in_once(call, listed) -> None:
    code, dry = call("book", "import", str(listed), "--dry-run")
    assert (code, dry["stored"], dry["created"], dry["entries"]) == (0, False, 1, 4)
    code, first = call("book", "import", str(listed))
    assert (code, first["stored"], first["created"], first["existing"]) == (0, True, 1, 0)
    code, again = call("book", "import", str(listed))
    assert (again["created"], again["existing"], again["entries"]) == (0, 1, 0)


def test_a_faulty_list_names_its_cells_and_stores_nothing(call, tmp_path) -> None:
    path = tmp_path / "sai.xlsx"
    good = {"don_vi": "09508", "loai": "Khai sinh", "nam": "1998", "quyen": "1", "so": "1-3"}
    write_table(HEADINGS, [good, {**good, "nam": "98"}, {**good, "so": "3-1"}], path)
    code, result = call("book", "import", str(path))
    assert code == 1
    assert not result["stored"]
    assert {(f["row"], f["column"], f["cell"]) for f in result["findings"]} == {
        (3, "nam", "C3"),
        (4, "so", "F4"),
    }
    code, figures = call("ledger")
    assert figures["expected"] == 0


def test_scans_come_in_are_processed_and_counted(call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    # As many pages as numbers: of three pages nobody could say which of four numbers is missing.
    folder = draw_folder(tmp_path / "scans", 4)
    (folder / "ghi chú.txt").write_text("không phải ảnh", encoding="utf-8")
    code, result = call("scan", "import", LABEL, str(folder))
    assert (code, result["files"], result["pages"], result["refused"]) == (1, 5, 4, 1)
    (folder / "ghi chú.txt").unlink()
    code, result = call("scan", "import", LABEL, str(folder))
    assert (code, result["pages"], result["repeats"]) == (0, 0, 4)
    code, result = call("scan", "process", LABEL, "--workers", "1", "--accept-certain")
    assert (code, result["processed"], result["accepted"], result["pdfs"]) == (0, 4, 4, 4)
    code, figures = call("ledger", "--book", LABEL)
    assert list(figures) == [
        "expected", "scanned", "keyed", "agreed", "reviewed", "approved", "exported", "accepted",
        "missing", "cancelled", "gaps", "doubles",
    ]  # fmt: skip
    assert (figures["expected"], figures["scanned"], figures["gaps"]) == (4, 4, [])


def test_a_shared_store_is_for_spark_alone(call, listed) -> None:
    call("book", "import", str(listed))
    assert call("scan", "process", LABEL, "--storage", "/chung")[0] == 2


def test_a_filled_template_becomes_first_readings(call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    call("scan", "import", LABEL, str(draw_folder(tmp_path / "scans", 4)))
    call("scan", "process", LABEL, "--workers", "1", "--accept-certain")
    path = tmp_path / "nhap.xlsx"
    rows = [{**VALUES, "so": f"0{n}/1998", "quyenSo": "02/1998"} for n in (3, 4, 5)]
    write_records(KHAI_SINH, "2024-10", rows, path)
    code, dry = call("workbook", "import", str(path), "--dry-run")
    assert (dry["stored"], dry["rejected"]) == (0, 1)
    code, result = call("workbook", "import", str(path))
    assert code == 1
    assert (result["rows"], result["stored"], result["rejected"]) == (3, 2, 1)
    errors = [f for f in result["findings"] if f["severity"] == "error"]
    assert [(f["row"], f["column"]) for f in errors] == [(4, "so")]
    code, again = call("workbook", "import", str(path))
    assert (again["stored"], again["files"][0]["unchanged"]) == (0, 2)
    _, figures = call("ledger", "--book", LABEL)
    assert (figures["scanned"], figures["keyed"]) == (4, 0)


def test_a_folder_goes_in_and_its_results_come_out(call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    Entry.objects.filter(number__lte=2).update(state="scanned")
    code, made = call("workbook", "template", str(tmp_path / "mau.xlsx"), "--book", LABEL)
    assert (code, made["books"], made["numbers"]) == (0, 1, 4)
    code, made = call("workbook", "template", str(tmp_path / "mau.zip"), "--unit", "09508")
    assert (code, made["books"]) == (0, 1)
    folder, results = tmp_path / "tep", tmp_path / "ket-qua"
    (folder / "trong").mkdir(parents=True)
    rows = [{**VALUES, "so": f"0{n}/1998", "quyenSo": "02/1998"} for n in (1, 2, 3)]
    write_records(KHAI_SINH, "60", rows[:1], folder / "a.xlsx")
    write_records(KHAI_SINH, "60", rows[1:], folder / "trong" / "b.xlsx")
    (folder / "~$a.xlsx").write_bytes(b"khoa")
    words = ("workbook", "import", str(folder), "--results", str(results))
    code, result = call(*words, "--whole")
    assert (code, result["stored"], result["rejected"]) == (1, 1, 1)
    assert [one["held_back"] for one in result["files"]] == [0, 1]
    sheet = openpyxl.load_workbook(results / "ket-qua.xlsx").worksheets[0]
    assert sheet["L3"].hyperlink.target == "b.danh-dau.xlsx"
    assert {path.name for path in results.iterdir()} == {
        "ket-qua.xlsx", "b.danh-dau.xlsx", "b.tra-lai.xlsx",
    }  # fmt: skip
    code, result = call(*words)
    assert (code, result["stored"], result["files"][0]["unchanged"]) == (1, 1, 1)


def test_an_unsigned_book_gives_no_package(call, listed, tmp_path) -> None:
    call("book", "import", str(listed))
    code, result = call("package", LABEL, "--dry-run")
    assert code == 1
    assert {f["rule"] for f in result["findings"]} >= {"P01", "Q13"}
    code, result = call("package", LABEL, "--out", str(tmp_path / "out"))
    assert (code, result["files"]) == (1, [])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledger", "--book", "09508/KS.1999.01"), "Không có sổ"),
        (("scan", "import", "09508/KS.1998.02", "/khong/co"), "Không có thư mục"),
        (("package", "09508/KS.1998.02"), "--out"),
        (("ledger", "--unit", "09505"), "không có quyền"),
    ],
)
def test_bad_input_ends_with_two_and_says_why(call, listed, words, said) -> None:
    call("book", "import", str(listed))
    code, message = call(*words)
    assert code == 2
    assert said in message


def test_a_wrong_file_is_refused(call, tmp_path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"no workbook at all")
    code, message = call("book", "import", str(path))
    assert code == 2
    assert "list.xlsx" in message
