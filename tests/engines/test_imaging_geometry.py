"""A page is found, turned upright and told empty, or comes with a doubt: never wrong in silence."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import pytest

from sohotich.engines.imaging import PAGE_DOUBTS, FoundPage, find_pages, rectify
from sohotich.engines.imaging.gutter import find_fold, find_gutter
from sohotich.engines.imaging.turning import find_turn
from sohotich.sample.world import BookOptions, make_book
from sohotich.sample.world.book import flat_sheet
from sohotich.sample.world.scenes import Picture, Scene, picture

DPI = 120


@lru_cache(maxsize=4)
def _drawn(layout: str = "one"):
    book = make_book(BookOptions(seed=77, year=1999, entries=1, layout=layout, dpi=DPI))
    return flat_sheet(book, 0, DPI / 25.4)


def _taken(scene: Scene, layout: str = "one") -> Picture:
    return picture(*_drawn(layout), scene, DPI, "test", layout)


def _off(found: FoundPage, made: Picture) -> float:
    """The worst corner's error, of the page's width; corners count from the page's own first."""
    truth = np.array(made.quad)
    return float(np.abs(np.array(found.quad) - truth).max() / np.linalg.norm(truth[1] - truth[0]))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_found_from_its_own_top_left(turned):
    made = _taken(Scene("cloth", turned=turned, skew=1.0))
    (found,) = find_pages(made.image)
    assert found.turned == turned
    assert _off(found, made) < 0.01
    assert found.confidence > 0.9
    assert found.doubts == ()
    flat = rectify(made.image, found)
    assert flat.height > flat.width


@pytest.mark.parametrize(
    "scene",
    [
        Scene("wood", fingers=3, shade=0.3),
        Scene("mat", leaves=True, fill=0.7),
        Scene("papers", clutter=5),
        Scene("black lid", photo=False, tilt=0.0, skew=1.5, fill=0.9),
    ],
    ids=lambda scene: scene.ground,
)
def test_hands_leaves_clutter_and_lids_do_not_move_the_corners(scene):
    made = _taken(scene)
    (found,) = find_pages(made.image)
    assert _off(found, made) < 0.016
    assert found.confidence > 0.9


def test_the_strip_of_the_facing_leaf_is_cut_off():
    made = _taken(Scene("cloth", facing=True, fill=0.7))
    (found,) = find_pages(made.image)
    assert _off(found, made) < 0.016


def test_a_page_that_runs_off_the_picture_is_doubted():
    made = _taken(Scene("cloth", touching=True, tilt=0.0))
    (found,) = find_pages(made.image)
    assert "cut_off" in found.doubts
    assert found.confidence <= 0.5


def test_a_page_hardly_brighter_than_the_table_is_doubted():
    made = _taken(Scene("white", leaves=False))
    (found,) = find_pages(made.image)
    assert found.confidence < 0.9
    assert set(found.doubts) <= set(PAGE_DOUBTS)


def test_the_whole_of_a_turned_scan_keeps_its_very_pixels():
    _, flat = _drawn()
    upside_down = np.ascontiguousarray(np.rot90(flat, 2))
    (found,) = find_pages(upside_down)
    assert found.turned == 180
    assert np.array_equal(rectify(upside_down, found).image, flat)


def test_an_empty_page_is_told_and_not_turned():
    made = picture(_drawn()[0], np.full((1400, 990, 3), 236, np.uint8), Scene("wood"), DPI, "empty")
    (found,) = find_pages(made.image)
    assert found.blank
    assert found.turned == 0


def test_a_few_lines_alone_are_neither_blank_nor_a_page_to_trust():
    page = np.full((1400, 990, 3), 236, np.uint8)
    for y in (300, 350):
        for x in range(200, 800, 14):
            cv2.line(page, (x, y), (x + 6, y - 12), (60, 60, 90), 3)
    (found,) = find_pages(picture(_drawn()[0], page, Scene("wood"), DPI, "few").image)
    assert not found.blank
    assert found.confidence <= 0.5


def test_a_page_that_shows_no_lines_is_left_as_it_lies():
    noise = np.random.default_rng(1).integers(0, 2, (60, 45, 1)).astype(np.uint8)
    blots = cv2.resize(noise * 200 + 30, (900, 1200), interpolation=cv2.INTER_NEAREST)
    turn = find_turn(np.repeat(blots[..., None], 3, axis=2))
    assert turn.degrees == 0
    assert turn.confidence < 0.95


def test_the_fold_of_an_open_book_and_no_fold_in_a_shadow():
    made = _taken(Scene("wood", leaves=True), "spread")
    (found,) = find_pages(made.image)
    at, confidence = find_gutter(rectify(made.image, found).image)
    width = rectify(made.image, found).width
    assert at == pytest.approx(width / 2, abs=0.01 * width)
    assert confidence > 0.9
    _, flat = _drawn()
    shaded = flat.astype(np.float32)
    shaded[600:, 400:560] *= 0.6
    assert find_fold(shaded.astype(np.uint8), 0.3, 0.7) is None
