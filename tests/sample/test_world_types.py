"""Drawn books of the types other than births: what their pages say, and that it can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sohotich.domain.compare import BLANK_IN_BOOK
from sohotich.domain.record_types import RECORD_TYPES, form_for, record_type
from sohotich.domain.rules import check, check_book
from sohotich.sample.world import BookOptions, SampleBook, WorldError, make_book, page_truth
from sohotich.sample.world.kinds.lines import form_in, printed_keys
from sohotich.sample.world.marks import Hand, Print, Sheet
from sohotich.sample.world.options import BIRTHS
from sohotich.sample.world.sheets import WATERMARK, sheet
from tests.sample.test_world_pages import SMALL, pen_pixels

OTHERS = [kind for kind in RECORD_TYPES if kind.code != BIRTHS]
YEARS = (1985, 2003, 2017)
every_type = pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.code)


def _books(code: str, **more) -> list[SampleBook]:
    """One of every era and layout that the type has."""
    found = []
    for year in YEARS:
        if form_for(code, date(year, 7, 1)).era is None:
            continue
        for layout in ("one", "two"):
            options = BookOptions(seed=3, type_code=code, year=year, layout=layout, entries=2)
            found.append(make_book(replace(options, **more)))
    return found


def _sheets(book: SampleBook) -> list[Sheet]:
    return [sheet(book.options, page, book.on_page(index)) for index, page in enumerate(book.pages)]


def _away(code: str) -> tuple[tuple[int, str], ...]:
    return ((0, "abroad"),) if record_type(code).abroad else ()


@every_type
def test_every_value_has_its_ink_and_no_ink_lies_outside(kind) -> None:
    options = BookOptions(seed=9, type_code=kind.code, year=2017, layout="two", entries=2,
                          dpi=SMALL, placed=_away(kind.code))  # fmt: skip
    book = make_book(options)
    there, truth = pen_pixels(book), page_truth(book, 0)
    outside = there.copy()
    for entry in truth["entries"]:
        x0, y0, x1, y1 = entry["box"]
        outside[y0 : y1 + 1, x0 : x1 + 1] = False
        assert {key for key, value in entry["record"].items() if value} <= entry["fields"].keys()
        for key, value in entry["record"].items():
            if value and key != "trangSo":  # page numbers are printed
                fx0, fy0, fx1, fy1 = entry["fields"][key]
                assert there[fy0:fy1, fx0:fx1].any(), key
    assert there.sum() > 500
    assert outside.sum() == 0


@every_type
def test_writing_stays_readable_and_print_on_the_sheet_in_every_era(kind) -> None:
    for book in _books(kind.code, placed=_away(kind.code)):
        told = (kind.code, book.options.year, book.options.layout)
        for laid in _sheets(book):
            hands = [mark for mark in laid.marks if isinstance(mark, Hand)]
            assert min(mark.size for mark in hands) >= 0.8, told
            prints = [mark for mark in laid.marks if isinstance(mark, Print)]
            assert min(mark.size for mark in prints if mark.anchor != "r") >= 1.2, told
            assert [mark.text for mark in prints].count(WATERMARK) == 1
            assert all(box[3] <= 297 and box[2] <= 210 for box in (a.box for a in laid.areas))


@every_type
def test_the_lines_are_those_of_the_type_and_time(kind) -> None:
    for book in _books(kind.code):
        form = form_in(kind, book.options.year)
        printed = printed_keys(kind.code, book.options.year)
        sure = {key for key, how in form.certainty.items() if how in ("printed", "likely")}
        assert sure <= set(printed)
        never = {key for key, how in form.certainty.items() if how in ("not_printed", "derived")}
        assert not never & set(printed) - {"trangSo", "nguoiKy", "ghiChu", "so"}
        laid = _sheets(book)[0]
        said = " ".join(mark.text for mark in laid.marks if isinstance(mark, Print))
        assert kind.book_name.upper().split()[-1] in said
        assert kind.name.upper() in said
        assert set(book.entries[0].record) == set(printed)


@every_type
def test_a_careful_reading_of_the_pages_is_sound(kind) -> None:
    for book in _books(kind.code):
        office = {kind.office: "UBND xã Mỹ Hương, huyện Lương Tài, tỉnh Bắc Ninh"}
        rows = [
            {**office, **entry.concluded, **{k: v for k, v in entry.record.items() if v}}
            for entry in book.entries
        ]
        for values in rows:
            assert set(values) <= set(kind.by_key)
            marks = {key: BLANK_IN_BOOK for key in kind.by_key if key not in values}
            wrong = [f for f in check(kind, values, marks) if f.severity == "error"]
            assert wrong == [], (book.options.year, values)
        assert [f for f in check_book(kind, rows) if f.severity == "error"] == []


def test_an_event_registered_abroad_is_told_among_the_notes() -> None:
    for kind in OTHERS:
        if kind.abroad is None:
            with pytest.raises(WorldError, match="nước ngoài"):
                BookOptions(type_code=kind.code, year=2017, placed=((0, "abroad"),))
            continue
        book = make_book(
            BookOptions(type_code=kind.code, year=2017, entries=2, placed=((1, "abroad"),))
        )
        home, away = book.entries
        assert not kind.abroad.applies({**home.concluded, **home.record})
        assert kind.abroad.applies({**away.concluded, **away.record})
        truth = page_truth(book, 1)["entries"][0]
        for key in kind.abroad.fields:
            assert away.record[key]
            assert truth["fields"][key] == truth["fields"]["ghiChu"]
        assert away.record["qgNuocNgoaiDaDangKy"] in away.record["ghiChu"]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"type_code": "XX"}, "XX"),
        ({"type_code": "KH", "layout": "rows"}, "one hoặc two"),
        ({"type_code": "GCLH", "year": 2003}, "2003"),
        ({"type_code": "KH", "entries": 2, "placed": ((2, "abroad"),)}, "từ 1 đến 2"),
        ({"placed": ((0, "abroad"),)}, "nước ngoài"),
    ],
)
def test_what_cannot_be_drawn_is_said(wish, said: str) -> None:
    with pytest.raises(WorldError, match=said):
        make_book(BookOptions(**wish))


def test_a_book_of_years_numbers_each_year_anew() -> None:
    book = make_book(
        BookOptions(type_code="KT", year=2007, year_to=2009, entries=6, placed=((1, "bis"),))
    )
    assert [entry.record["so"] for entry in book.entries] == [
        "01/2007", "01bis/2007", "01/2008", "02/2008", "01/2009", "02/2009",
    ]  # fmt: skip
    assert {entry.record["quyenSo"] for entry in book.entries} == {"01/2007-2009"}
    days = [entry.record["ngayDangKy"][6:] for entry in book.entries]
    assert days == sorted(days)
