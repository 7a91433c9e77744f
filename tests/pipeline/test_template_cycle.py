"""Template → filled → checked → taken in → keyed again → signed → handed over: cell by cell."""

from __future__ import annotations

import pytest

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import check_sheet, read, write_records, write_template
from sohotich.register.ledger.models import Entry
from tests.browser.package_reader import read_sheet
from tests.pipeline import finished_book
from tests.pipeline.conftest import VALUES

pytestmark = pytest.mark.django_db
FULL = {
    **VALUES,
    "nguoiKy": "Trần Văn Ninh",
    "chucVuNguoiKy": "Chủ tịch",
    "nksNgaySinhBangChu": "Ngày một tháng năm năm một nghìn chín trăm chín mươi tám",
    "nksNoiSinh": "Trạm y tế xã An Tập",
    "nksQueQuan": "An Tập, Gia Lương, Bắc Ninh",
    "meNoiCuTru": "Thôn Nghè, xã An Tập",
    "chaNoiCuTru": "Thôn Nghè, xã An Tập",
    "nycHoTen": "Nguyễn Văn Cảnh",
    "nycQuanHe": "Bố đẻ",
    "ghiChu": "=Đăng ký lại; “dấu ngoặc”, dòng\nthứ hai",
}


@pytest.fixture
def book(make_book, team):
    """Two numbers with their pictures, waiting to be keyed."""
    from sohotich.register.ledger.services import move_all

    found = make_book(2)
    finished_book.picture(team, found)
    move_all(actor=team.scanner, book=found, action="attach_image")
    return found


def key_again(team, book) -> None:
    """The second person reads the same; the record is settled."""
    from sohotich.register.ledger.services import move
    from sohotich.register.records import services as records
    from sohotich.register.records.models import Reading

    for entry in Entry.objects.select_related("book").filter(book=book):
        first = Reading.objects.get(entry=entry, slot=1)
        blank = [key for key, mark in first.marks.items() if mark == "blank_in_book"]
        records.reading_fill(
            actor=team.second, entry=entry, slot=2, values=first.values, blank=blank
        )
        records.record_settle(actor=team.second, entry=entry)
        move(actor=team.second, entry=entry, action="key_second_same")


@pytest.mark.parametrize("version", ["2024-10", "60"])
def test_what_was_filled_in_comes_out_cell_by_cell(version, book, team, person, tmp_path) -> None:
    from sohotich.foundation.database.clock import campaign_today
    from sohotich.foundation.policies.services import set_value
    from sohotich.pipeline.keying.imports import workbook_import
    from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
    from sohotich.pipeline.transfer.services import package_make

    empty, filled = tmp_path / "mau.xlsx", tmp_path / "nhap.xlsx"
    write_template(KHAI_SINH, version, empty)
    rows = [
        {**FULL, "so": f"{n:02d}/1998", "quyenSo": "02/1998", "trangSo": str(n)} for n in (1, 2)
    ]
    write_records(KHAI_SINH, version, rows, filled)
    header, grid = read_sheet(empty.read_bytes())[0][0], read_sheet(filled.read_bytes())[0]
    assert grid[0] == header == [column.header for column in KHAI_SINH.columns(version)]

    sheet = read(filled, KHAI_SINH)
    assert sheet.version == version
    assert [f for f in check_sheet(sheet, KHAI_SINH) if f.severity == "error"] == []

    taken = workbook_import(actor=team.first, path=filled, book=book)
    assert (taken.stored, taken.rejected) == (2, 0), taken.findings
    key_again(team, book)
    finished_book.review_all(team, book)
    chief = person("so.tu.phap", "so_tu_phap", unit="27")
    set_value(
        actor=chief,
        name="transfer.template_version",
        value=version,
        from_date=campaign_today(),
        reason="mẫu nơi nhận dùng",
    )
    book_submit(actor=team.officer, book=book)
    content = signing_of(actor=team.chair, book=book).content
    book_sign(
        actor=team.chair, book=book, content_sha256=content.sha256, signer_title="Chủ tịch UBND xã"
    )
    package_make(actor=team.officer, book=book, out=tmp_path / "out")
    (exported,) = (tmp_path / "out").rglob("*.xlsx")
    assert read_sheet(exported.read_bytes())[0] == grid
