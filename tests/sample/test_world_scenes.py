"""Harder pictures say where their page is, whatever lies around it and however it is turned."""

from __future__ import annotations

import numpy as np
import pytest

from sohotich.sample.world import BookOptions, make_book
from sohotich.sample.world.book import flat_sheet
from sohotich.sample.world.grounds import GROUNDS
from sohotich.sample.world.marks import Sheet
from sohotich.sample.world.scenes import TURNS, Scene, picture

DPI = 72
BARE = Sheet(210.0, 297.0, gutters=(0.0,))
WHITE = np.full((842, 595, 3), 255, np.uint8)


def _corner_of(image, corner, towards):
    """The brightness a little inside and a little outside a corner."""
    way = (np.array(towards) - corner) / np.linalg.norm(np.array(towards) - corner)
    return [
        int(image[tuple(np.clip(np.rint(corner + way * step).astype(int)[::-1], 0, None))].sum())
        for step in (14, -14)
    ]


@pytest.mark.parametrize("turned", TURNS)
def test_the_corners_are_where_the_paper_ends_and_begin_at_its_own_top_left(turned):
    marked = WHITE.copy()
    marked[:60, :60] = (250, 240, 60)
    scene = Scene("wood", turned=turned, tilt=0.05, skew=1.0)
    made = picture(BARE, marked, scene, DPI, "corner", turned)
    middle = np.mean(made.quad, axis=0)
    for corner in made.quad:
        inside, outside = _corner_of(made.image, np.array(corner), middle)
        assert inside > outside
    x, y = np.rint(np.array(made.quad[0]) + (middle - made.quad[0]) * 0.05).astype(int)
    red, _, blue = made.image[y, x].astype(int)
    assert red > 2 * blue, "the first corner is the page's own top left"


def test_the_same_subject_gives_the_same_picture():
    scene = Scene("papers", fingers=2, shade=0.3, clutter=3, leaves=True, facing=True)
    first, again = (picture(BARE, WHITE, scene, DPI, "same") for _ in range(2))
    assert np.array_equal(first.image, again.image)
    assert first.quad == again.quad
    assert not np.array_equal(first.image, picture(BARE, WHITE, scene, DPI, "other").image)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_can_be_lain_on(ground):
    made = picture(BARE, WHITE, Scene(ground, fill=0.7), DPI, ground)
    assert made.image.std() > 1
    assert made.fold is None


def test_a_touching_page_reaches_the_edge_of_the_picture():
    made = picture(BARE, WHITE, Scene("cloth", touching=True, tilt=0.0), DPI, "touch")
    height, width = made.image.shape[:2]
    off = [min(x, y, width - 1 - x, height - 1 - y) for x, y in made.quad]
    assert min(off) <= 1


def test_an_open_book_tells_its_fold():
    book = make_book(BookOptions(seed=3, entries=1, layout="spread", dpi=DPI))
    sheet, flat = flat_sheet(book, 0, DPI / 25.4)
    made = picture(sheet, flat, Scene("wood", leaves=True), DPI, "open")
    assert made.fold is not None
    top, bottom = made.fold
    left, right = np.mean(made.quad[0::3], axis=0), np.mean(made.quad[1:3], axis=0)
    assert np.mean([top, bottom], axis=0) == pytest.approx((left + right) / 2, abs=12)
