"""The one list: search without marks, chips, sort, pages, Excel."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from sohotich.foundation.pages import lists
from sohotich.foundation.pages.excel import workbook
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, list_response
from sohotich.foundation.pages.states import badge

DEFINITION = ListDefinition(
    file_name="nguoi",
    columns=(
        Column(
            "ten", "Họ và tên", lambda row: row.name, link=lambda row: f"/{row.age}/", sort=True
        ),
        Column("tuoi", "Tuổi", lambda row: row.age, kind="number", sort=True),
        Column("ngay", "Ngày", lambda row: row.day, sort=True),
        Column("mo", "", lambda row: "Mở", link=lambda row: "/", kind="button"),
    ),
    chips=(Chip("gia", "Trên 60", lambda rows: [row for row in rows if row.age > 60]),),
)
PEOPLE = [
    SimpleNamespace(name=name, age=age, day=date(2025, 1, age % 28 + 1))
    for name, age in (("Đặng Thị Ánh", 34), ("Nguyễn Văn Ấn", 71), ("An Thị Thùy", 65), ("Ôn Á", 9))
]


@pytest.fixture
def listing(monkeypatch):
    seen = {}
    monkeypatch.setattr(lists, "render", lambda request, template, context: seen.update(context))

    def ask(query: str = "", rows=PEOPLE):
        list_response(RequestFactory().get(f"/nguoi/{query}"), "x.html", rows, DEFINITION)
        return seen["listing"]

    return ask


def names(found) -> list[str]:
    return [row[0].text for row in found.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?tim=dang+anh", ["Đặng Thị Ánh"]),
        ("?tim=THUY", ["An Thị Thùy"]),
        ("?tim=Thùy", ["An Thị Thùy"]),
        ("?tim=khong-co", []),
        ("?loc=gia", ["Nguyễn Văn Ấn", "An Thị Thùy"]),
        ("?loc=gia&tim=an+thi", ["An Thị Thùy"]),
        ("?xep=tuoi", ["Ôn Á", "Đặng Thị Ánh", "An Thị Thùy", "Nguyễn Văn Ấn"]),
        ("?xep=-tuoi", ["Nguyễn Văn Ấn", "An Thị Thùy", "Đặng Thị Ánh", "Ôn Á"]),
        # Đ after A and D, Ô after N: the Vietnamese alphabet.
        ("?xep=ten", ["An Thị Thùy", "Đặng Thị Ánh", "Nguyễn Văn Ấn", "Ôn Á"]),
        ("?xep=mo", [row.name for row in PEOPLE]),
    ],
)
def test_what_the_address_asks_for_is_shown(listing, query, expected):
    assert names(listing(query)) == expected


def test_chips_count_and_keep_the_words(listing):
    found = listing("?tim=an&xep=tuoi")
    assert [(chip.title, chip.count, chip.current) for chip in found.chips] == [
        ("Tất cả", 4, True),
        ("Trên 60", 2, False),
    ]
    assert found.chips[1].address == "/nguoi/?tim=an&xep=tuoi&loc=gia"


def test_fifty_rows_a_page_and_all_of_them_to_print(listing):
    rows = [SimpleNamespace(name=f"Người {n}", age=n, day=None) for n in range(1, 121)]
    found = listing("?trang=3", rows)
    assert (len(found.rows), found.total, found.page.number) == (20, 120, 3)
    assert [number for number, _ in found.pages] == [1, 2, 3]
    assert found.pages[0][1] == "/nguoi/?trang=1"
    assert len(listing("?trang=99", rows).rows) == 20
    everything = listing("?in=1&trang=2", rows)
    assert len(everything.rows) == 120
    assert everything.print_now


def test_a_header_sorts_up_then_down(listing):
    header = listing("?xep=tuoi").headers[1]
    assert (header.direction, header.address) == ("ascending", "/nguoi/?xep=-tuoi")
    assert listing().headers[3].address == ""


def test_the_workbook_holds_every_row_of_the_filter(monkeypatch):
    request = RequestFactory().get("/nguoi/?xuat=xlsx&loc=gia&xep=tuoi")
    response = list_response(request, "x.html", PEOPLE, DEFINITION)
    assert response.headers["Content-Disposition"] == 'attachment; filename="nguoi.xlsx"'
    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    assert sheet.to_python() == [
        ["Họ và tên", "Tuổi", "Ngày"],
        ["An Thị Thùy", 65.0, date(2025, 1, 10)],
        ["Nguyễn Văn Ấn", 71.0, date(2025, 1, 16)],
    ]


def test_text_in_a_workbook_stays_text():
    rows = [["=1+1", "00123", badge("agreed")]]
    content = workbook(["a", "b", "c"], rows)
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["=1+1", "00123", "Đã thống nhất, chờ soát xét"]
