"""The inventory: what a book is, labels and twins, the Excel list."""

from __future__ import annotations

import pytest

from sohotich.engines.workbook import WorkbookError, read_table, write_table
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.books.draft import BookDraft, Run, parse_runs, parse_years
from sohotich.register.books.errors import BookError, BookExists
from sohotich.register.books.lists import HEADINGS, read_list, write_list_template
from sohotich.register.books.models import Book, BookAlias
from sohotich.register.books.selectors import book_by, book_for, books_visible, draft_of
from sohotich.register.books.services import book_defaults_set, book_update
from sohotich.register.ledger.inventory import book_register, book_revise, books_import
from sohotich.register.ledger.models import Entry

pytestmark = pytest.mark.django_db

ROW = {"don_vi": "09508", "loai": "KS", "nam": "1998", "quyen": "2", "so": "1-4"}


def test_a_book_has_a_label_and_its_numbers(make_book) -> None:
    book = make_book(3, opened_on="1/1/1998", closed_on="31-12-1998", place="  Tủ  3 ")
    assert (book.label, book.volume_text) == ("09508/KS.1998.02", "02/1998")
    assert (book.opened_on, book.closed_on, book.place) == ("01.01.1998", "31.12.1998", "Tủ 3")
    assert Entry.objects.filter(book=book).count() == 3


def test_a_second_book_of_the_name_must_be_called_a_twin(make_book) -> None:
    make_book(1)
    with pytest.raises(BookExists, match="đã có"):
        make_book(1)
    assert make_book(1, twin=2).label == "09508/KS.1998.02~2"
    assert make_book(1, year_to=2000).label == "09508/KS.1998-2000.02"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"unit_code": "9508"}, "Đơn vị"),
        ({"type_code": "XX"}, "Loại sổ"),
        ({"year_from": 98}, "Năm"),
        ({"year_to": 1990}, "Năm"),
        ({"volume": 0}, "Quyển số"),
        ({"paper": "A9"}, "Khổ giấy"),
        ({"layout": "three"}, "Bố cục"),
        ({"opened_on": "35/13/1998"}, "Ngày mở sổ"),
        ({"runs": (Run(1997, 1, 2),)}, "Số đăng ký"),
        ({"runs": (Run(1998, 3, 2),)}, "Số đăng ký"),
        ({"runs": (Run(1998, 1, 2), Run(1998, 3, 4))}, "Số đăng ký"),
    ],
)
def test_what_cannot_be_is_refused_by_field(make_book, changes, where) -> None:
    with pytest.raises(BookError) as refused:
        make_book(1, **changes)
    assert refused.value.where == where
    assert not Book.objects.exists()


def test_only_people_of_the_unit_register_books(person) -> None:
    stranger = person("stranger", "cong_chuc_ho_tich", unit="09505")
    draft = BookDraft("09508", "KS", 1998, 2)
    with pytest.raises(Forbidden):
        book_register(actor=stranger, draft=draft)


def test_a_book_is_revised_but_keeps_its_name(make_book, officer) -> None:
    book = make_book(2)
    draft = draft_of(book)
    from dataclasses import replace

    longer = replace(draft, runs=(Run(1998, 1, 5),), note="thêm tờ")
    book_revise(actor=officer, book=book, draft=longer)
    assert Entry.objects.filter(book=book).count() == 5
    assert Book.objects.get().note == "thêm tờ"
    with pytest.raises(BookError):
        book_update(actor=officer, book=book, draft=replace(draft, volume=3))


def test_defaults_are_fields_of_the_type(make_book, officer) -> None:
    book = make_book(1)
    book_defaults_set(actor=officer, book=book, defaults={"noiDangKy": " UBND  xã ", "nguoiKy": ""})
    assert Book.objects.get().defaults == {"noiDangKy": "UBND xã"}
    with pytest.raises(BookError):
        book_defaults_set(actor=officer, book=book, defaults={"khongCo": "x"})


def test_a_book_is_found_by_key_label_and_old_label(make_book, officer, person) -> None:
    book = make_book(1)
    BookAlias.objects.create(label="09001/KS.1998.02", book=book)
    for reference in (book.key, str(book.key), book.label, "09001/KS.1998.02"):
        assert book_by(reference) == book
    with pytest.raises(BookError):
        book_by("09508/KS.1998.99")
    stranger = person("stranger", "nguoi_quet", unit="09505")
    with pytest.raises(Forbidden):
        book_for(actor=stranger, reference=book.label)
    assert list(books_visible(stranger)) == []
    assert list(books_visible(officer, year=1998, text="ks.1998")) == [book]


@pytest.fixture
def write(tmp_path):
    def make(*rows: dict[str, str]):
        path = tmp_path / "danh sach.xlsx"
        write_table(HEADINGS, rows, path)
        return path

    return make


def test_equal_rows_of_a_list_are_twins_and_stay_the_same_when_repeated(officer, write) -> None:
    path = write(ROW, ROW, {**ROW, "quyen": "3", "nam": "1998-1999", "so": "1998: 1-3; 1999: 1-2"})
    first = books_import(actor=officer, path=path)
    labels = [book.label for book in Book.objects.order_by("label")]
    assert labels == ["09508/KS.1998-1999.03", "09508/KS.1998.02", "09508/KS.1998.02~2"]
    assert (len(first.created), first.entries, first.stored) == (3, 13, True)
    second = books_import(actor=officer, path=path)
    assert (len(second.created), second.existing, second.entries) == (0, 3, 0)
    assert second.findings == ()


def test_a_list_learns_nothing_of_another_unit_s_books(officer, write, person) -> None:
    path = write(ROW)
    unknown = books_import(actor=person("far", "cong_chuc_ho_tich", unit="09511"), path=path)
    books_import(actor=officer, path=path)
    there = books_import(actor=person("far2", "cong_chuc_ho_tich", unit="09511"), path=path)
    assert there.findings == unknown.findings
    assert [finding.severity for finding in there.findings] == ["error"]
    assert there.existing == 0


def test_a_list_that_says_otherwise_is_a_warning_and_changes_nothing(officer, write) -> None:
    books_import(actor=officer, path=write({**ROW, "khai": "4"}))
    done = books_import(actor=officer, path=write({**ROW, "khai": "7"}))
    assert [(f.severity, f.column) for f in done.findings] == [("warning", "khai")]
    assert Book.objects.get().declared_count == 4


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"loai": "sổ lạ"}, "loai"),
        ({"nam": "98"}, "nam"),
        ({"quyen": "hai"}, "quyen"),
        ({"so": "một đến ba"}, "so"),
        ({"kho": "A9"}, "kho"),
        ({"khai": "nhiều"}, "khai"),
        ({"tinh_trang": "không biết"}, "tinh_trang"),
        ({"mo": "ngày nào đó"}, "mo"),
        ({"don_vi": "09505"}, "quyen"),
    ],
)
def test_one_bad_row_keeps_the_whole_list_out(officer, write, change, column) -> None:
    done = books_import(actor=officer, path=write(ROW, {**ROW, "quyen": "5", **change}))
    assert done.refused
    assert not done.stored
    errors = [f for f in done.findings if f.severity == "error"]
    assert [(f.row, f.column) for f in errors] == [(3, column)]
    assert errors[0].cell.endswith("3")
    assert not Book.objects.exists()
    assert not Entry.objects.exists()


def test_a_dry_run_tells_and_stores_nothing(officer, write) -> None:
    done = books_import(actor=officer, path=write(ROW), dry_run=True)
    assert (len(done.created), done.entries, done.stored) == (1, 4, False)
    assert not Book.objects.exists()


def test_headings_are_known_by_other_words_and_strange_ones_are_told(officer, tmp_path) -> None:
    path = tmp_path / "so.csv"
    path.write_text(
        "Loại hộ tịch;Năm mở sổ;Số quyển;Từ số;Đến số;Màu bìa\nĐăng ký khai sinh;1998;2;5;9;xanh\n",
        encoding="utf-8",
    )
    listed = read_list(path, unit_code="09508")
    assert [f.severity for f in listed.findings] == ["warning"]
    (book,) = listed.books
    assert (book.draft.type_code, book.draft.runs) == ("KS", (Run(1998, 5, 9),))


def test_a_file_without_the_headings_is_refused_whole(officer, tmp_path) -> None:
    path = tmp_path / "khac.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(WorkbookError, match=r"khac\.csv"):
        books_import(actor=officer, path=path)


def test_the_empty_list_can_be_filled_and_read(tmp_path) -> None:
    path = tmp_path / "mau.xlsx"
    write_list_template(path)
    assert read_table(path, HEADINGS).rows == []


@pytest.mark.parametrize(
    ("text", "years"), [("1998", (1998, 1998)), (" 1998 – 2000 ", (1998, 2000))]
)
def test_years_are_read(text, years) -> None:
    assert parse_years(text) == years


def test_runs_are_read() -> None:
    assert parse_runs("1998: 1-120; 1999: 1 – 80", 0) == (Run(1998, 1, 120), Run(1999, 1, 80))
    assert parse_runs("5-9", 1998) == (Run(1998, 5, 9),)
