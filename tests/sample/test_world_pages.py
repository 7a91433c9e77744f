"""The drawn pages: repeatable, nothing cut, and the truth's boxes lie where the ink is."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sohotich.sample.world import (
    LAYOUTS,
    BookOptions,
    WorldError,
    draw_page,
    ink,
    make_book,
    page_truth,
    pens,
    write_book,
)
from sohotich.sample.world import (
    book as book_module,
)
from sohotich.sample.world.camera import take
from sohotich.sample.world.chance import dice
from sohotich.sample.world.marks import Hand, Print, Scribble, Stamp, Strike
from sohotich.sample.world.paper import Stock
from sohotich.sample.world.render import flat_page
from sohotich.sample.world.sheets import WATERMARK, sheet

SMALL = 80  # dpi: enough to see where ink lies, quick to draw
CASES = [
    *[(layout, year, False) for layout in LAYOUTS for year in (1985, 2003, 2010, 2016)],
    ("one", 1998, True),
    ("rows", 1990, True),
    ("spread", 2001, True),
]


@pytest.mark.parametrize(("layout", "year", "photo"), CASES)
def test_all_ink_lies_in_the_boxes_and_every_value_has_ink(
    layout: str, year: int, photo: bool
) -> None:
    options = BookOptions(seed=9, entries=8, layout=layout, year=year, photo=photo, dpi=SMALL)
    book = make_book(options)
    ink_there = pen_pixels(book)
    truth = page_truth(book, 0)
    assert truth["size"] == [ink_there.shape[1], ink_there.shape[0]]
    outside = ink_there.copy()
    for entry in truth["entries"]:
        x0, y0, x1, y1 = entry["box"]
        assert 0 <= x0 < x1 <= truth["size"][0]
        assert 0 <= y0 < y1 <= truth["size"][1]
        outside[y0 : y1 + 1, x0 : x1 + 1] = False
        for key, value in entry["record"].items():
            if value and key in entry["fields"] and key != "trangSo":  # page numbers are printed
                fx0, fy0, fx1, fy1 = entry["fields"][key]
                assert ink_there[fy0:fy1, fx0:fx1].any(), key
    assert ink_there.sum() > 500
    assert outside.sum() == 0


def pen_pixels(book) -> np.ndarray:
    """Where the same page differs with and without pens and seal."""
    page, index = book.pages[0], 0
    laid = sheet(book.options, page, book.on_page(index))
    subject, view = book_module._subject(book, index), book_module._view(book, index)
    stock = replace(Stock.of(book.options.seed, book.options.year), bleed=0.0)
    hands = book_module._hands(book, index)
    shots = []
    for kept in (laid.marks, [m for m in laid.marks if not isinstance(m, PEN_MARKS)]):
        bare = replace(laid, marks=[*kept, Hand(-99, -99, 1, "x", 0)])  # one pen layer at least
        flat = flat_page(bare, hands, stock, view.scale, *subject)
        shots.append(take(view, flat, *subject).astype(int))
    return np.abs(shots[0] - shots[1]).max(axis=2) > 12


PEN_MARKS = (Hand, Scribble, Stamp, Strike)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_boxes_of_entries_do_not_overlap_on_the_sheet(layout: str) -> None:
    book = make_book(BookOptions(entries=8, layout=layout))
    laid = sheet(book.options, book.pages[0], book.on_page(0))
    boxes = [area.box for area in laid.areas]
    assert all(a[3] <= b[1] + 0.01 for a, b in pairwise(boxes))


def test_handwriting_stays_readable_in_every_layout() -> None:
    """No text is squeezed below 0.8 mm for an x: that is where keyers stop reading."""
    for layout in LAYOUTS:
        for year in (1985, 2003, 2010, 2016):
            options = BookOptions(seed=year, entries=16, layout=layout, year=year, troubles=1.0)
            book = make_book(options)
            for index, page in enumerate(book.pages):
                laid = sheet(options, page, book.on_page(index))
                written = [
                    mark for mark in laid.marks if isinstance(mark, Hand) and mark.text != "x"
                ]
                assert min(mark.size for mark in written) >= 0.8, (layout, year)


@pytest.mark.parametrize("photo", [False, True])
def test_the_same_book_draws_the_same_pixels(photo: bool) -> None:
    options = BookOptions(seed=4, entries=2, dpi=SMALL, photo=photo)
    first = np.asarray(draw_page(make_book(options), 1))
    make_book.cache_clear()
    again = np.asarray(draw_page(make_book(pickle.loads(pickle.dumps(options))), 1))
    assert np.array_equal(first, again)
    other = np.asarray(draw_page(make_book(replace(options, seed=5)), 1))
    assert other.shape != first.shape or not np.array_equal(first, other)


@pytest.mark.parametrize("hand", sorted({*pens.JOINED, *pens.PLAIN}))
def test_no_mark_of_a_letter_is_cut(hand: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tiles = []
    monkeypatch.setattr(ink, "_lay", lambda mask, tile, x, y: tiles.append(tile))
    text = "Ẩ Ỗ Ậ Ặ Quýnh Nguyễn Thị Phượng Ngự Lộc Đậu ĐẶNG ỨNG Ỹ đẻ gỹ"
    for size in (0.9, 2.6):
        mark = Hand(0, 0, size, text, 0)
        ink.write(np.zeros((9, 9), np.uint8), mark, hand, 300 / 25.4, dice("cut", hand))
    assert len(tiles) == 2 * len(text.split())
    for tile in tiles:
        rim = np.concatenate([tile[0], tile[-1], tile[:, 0], tile[:, -1]])
        assert rim.max() < 40
        assert tile.max() > 150


def test_every_page_says_it_is_a_sample() -> None:
    for layout in LAYOUTS:
        book = make_book(BookOptions(entries=8, layout=layout))
        laid = sheet(book.options, book.pages[0], book.on_page(0))
        assert any(isinstance(mark, Print) and mark.text == WATERMARK for mark in laid.marks)


def test_a_photograph_has_the_size_of_a_telephone_picture() -> None:
    upright = page_truth(make_book(BookOptions(photo=True)), 0)["size"]
    across = page_truth(make_book(BookOptions(photo=True, layout="spread")), 0)["size"]
    assert (upright, across) == ([3000, 4000], [4000, 3000])


def test_scans_turn_by_at_most_a_degree_and_a_half() -> None:
    book = make_book(BookOptions(entries=60))
    tilts = []
    for index in range(60):
        view = book_module._view(book, index)
        (x0, y0), (x1, y1) = view.corners[:2]
        tilts.append(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
    assert max(map(abs, tilts)) <= 1.5
    assert max(tilts) > 0.5 > -0.5 > min(tilts)


def test_written_folder_holds_what_the_truth_says(tmp_path: Path) -> None:
    options = BookOptions(seed=7, entries=5, layout="two", dpi=SMALL)
    seen = []
    truth = write_book(options, tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8")) == truth
    assert (
        truth["book"].items()
        >= {"type": "KS", "year_from": 1998, "volume": 1, "entries": 5}.items()
    )
    assert [len(page["entries"]) for page in truth["pages"]] == [2, 2, 1]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    for page in truth["pages"]:
        with Image.open(tmp_path / page["file"]) as image:
            assert (image.format, list(image.size)) == ("JPEG", page["size"])
            assert [round(value) for value in image.info["dpi"]] == [SMALL, SMALL]
        for entry in page["entries"]:
            assert {"number", "box", "record", "fields", "quad"} <= entry.keys()
            assert entry["record"]["trangSo"] == str(page["page"])


def test_writing_again_repeats_and_forgets_pages_of_an_earlier_book(tmp_path: Path) -> None:
    options = BookOptions(seed=7, entries=3, dpi=SMALL)
    (tmp_path / "ghi chú.txt").write_text("của người dùng")
    write_book(options, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_book(options, tmp_path, workers=2)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    write_book(replace(options, entries=1), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "KS.1998.01.trang-001.jpg", "ghi chú.txt", "truth.json",
    ]  # fmt: skip


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pens, "FONTS", tmp_path)
    pens.font.cache_clear()
    try:
        with pytest.raises(WorldError, match=r"serif\.ttf.*npm run build"):
            pens.font("serif", 20)
    finally:
        pens.font.cache_clear()
