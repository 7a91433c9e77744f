"""Pages are found on desks, made level and cut where the rules are, or honestly not sure."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from sohotich.engines.imaging import (
    Cut,
    FindOptions,
    ImageError,
    Page,
    crop,
    deskew,
    find_pages,
    measure_skew,
    rectify,
    split,
)
from sohotich.engines.imaging.gutter import find_gutter
from sohotich.engines.imaging.ruled import find_ladder
from sohotich.engines.imaging.strokes import Rule
from tests.engines import pictures

SMALL = (1240, 1754)


def _turned(image, degrees):
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return cv2.warpAffine(image, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


@pytest.mark.parametrize("seed", range(4))
def test_a_page_on_a_desk_is_found(seed):
    page = pictures.draw_page(SMALL, seed)
    photo, corners = pictures.photograph(page, seed)
    (found,) = find_pages(photo, FindOptions(deskew=False, turn=False))
    error = np.abs(np.array(found.quad) - corners).max()
    assert error < 0.006 * photo.shape[1]
    assert found.confidence > 0.8
    flat = rectify(photo, found)
    assert flat.width / flat.height == pytest.approx(SMALL[0] / SMALL[1], rel=0.08)


def test_a_flat_scan_is_left_whole_even_with_a_table_inside():
    scan, _ = pictures.draw_table(5, (1754, 1240))
    (found,) = find_pages(scan, FindOptions(turn=False))
    assert found.quad == ((0, 0), (1753, 0), (1753, 1239), (0, 1239))
    assert found.confidence == 1
    assert rectify(scan, found).image is scan


def test_a_photo_without_a_page_is_not_trusted():
    desk = np.random.default_rng(1).integers(20, 60, (900, 700, 3)).astype(np.uint8)
    desk[300:340, 200:500] = 230
    (found,) = find_pages(desk)
    assert found.confidence < 0.5


@pytest.mark.parametrize("degrees", [-2.3, -0.7, 0.0, 0.4, 1.6])
def test_skew_is_measured_and_mended(degrees):
    page = _turned(pictures.draw_page((1754, 1240), 2), degrees)
    found = measure_skew(page)
    assert found == pytest.approx(degrees, abs=0.12)
    assert abs(measure_skew(deskew(page, found))) < 0.15


def test_an_empty_page_has_no_skew():
    assert measure_skew(np.full((500, 400, 3), 220, np.uint8)) == 0


def test_the_whole_page():
    assert split(np.zeros((50, 40, 3), np.uint8), "one") == [Cut((0, 0, 40, 50), None, 1.0)]


def test_halves_snap_to_the_rule_and_are_unsure_without():
    page = pictures.draw_page(SMALL, 1, stamp=False)
    upper, lower = split(page, "two")
    assert upper.confidence == lower.confidence == 0.5
    cv2.line(page, (60, 900), (1180, 900), (50, 50, 50), 4)
    upper, lower = split(page, "two")
    assert upper.confidence == 0.97
    assert upper.box[3] == pytest.approx(900, abs=12)
    assert lower.box[1] == pytest.approx(900, abs=12)
    assert upper.box[3] >= lower.box[1], "nothing between the halves is lost"


@pytest.mark.parametrize("rows", [4, 7, 11])
def test_rows_follow_the_rules_and_leave_the_head_out(rows):
    table, rules = pictures.draw_table(rows)
    cuts = split(table, "rows", rows)
    assert [c.number for c in cuts] == [None] * rows
    for cut, top, bottom in zip(cuts, rules[:-1], rules[1:], strict=True):
        assert cut.box[1] == pytest.approx(top, abs=16)
        assert cut.box[3] == pytest.approx(bottom, abs=16)
        assert cut.confidence == 0.97


def test_rows_without_rules_are_equal_guesses():
    cuts = split(np.full((1000, 500, 3), 230, np.uint8), "rows", 4)
    assert [(c.box[1] + c.box[3]) / 2 for c in cuts] == pytest.approx([125, 375, 625, 875], abs=3)
    assert {c.confidence for c in cuts} == {0.5}


def test_a_wrong_number_of_rows_is_never_sure():
    table, _ = pictures.draw_table(6)
    assert max(c.confidence for c in split(table, "rows", 7)) < 0.95


def test_numbers_count_up_only_when_given():
    table, _ = pictures.draw_table(4)
    assert [c.number for c in split(table, "rows", 4, first_number=41)] == [41, 42, 43, 44]


def test_the_fold_of_a_spread():
    spread = pictures.draw_page((2000, 1400), 4).astype(np.float32)
    shade = 1 - 0.4 * np.exp(-(((np.arange(2000) - 1030) / 25) ** 2))
    at, confidence = find_gutter((spread * shade[None, :, None]).astype(np.uint8))
    assert at == pytest.approx(1030, abs=8)
    assert confidence > 0.9
    assert find_gutter(np.full((1400, 2000, 3), 230, np.uint8)) == (1000, 0.5)
    left, right = split((spread * shade[None, :, None]).astype(np.uint8), "spread")
    assert left.box[2] == right.box[0] == at


@pytest.mark.parametrize(
    ("ats", "rows", "rungs", "doubt"),
    [
        ([10, 110, 210, 310], 3, (10, 110, 210, 310), ""),
        # a head above of another height
        ([0, 60, 160, 260], 2, (60, 160, 260), ""),
        # a worn rule within
        ([10, 110, 310, 410], 4, (10, 110, 210, 310, 410), ""),
        # the lowest rule worn away: where it was is known, but not that there was no other
        ([10, 110, 210, 310], 4, (10, 110, 210, 310, 410), "rules_lost"),
        # one row more than was said
        ([10, 110, 210, 310, 410], 3, (110, 210, 310, 410), "rows_differ"),
        # one row fewer
        ([10, 210, 410, 610], 2, (210, 410, 610), "rows_differ"),
        # ruled by hand
        ([0, 60, 150, 260, 340], 3, (60, 150, 260, 340), ""),
    ],
)
def test_the_ladder_of_rules(ats, rows, rungs, doubt):
    ladder = find_ladder([Rule(float(at), 0.9) for at in ats], rows, 400)
    assert ladder is not None
    assert ladder.rungs == pytest.approx(rungs)
    assert ladder.doubt == doubt


def test_rules_that_are_no_ladder():
    assert find_ladder([Rule(5.0, 0.9)], 1, 400) is None
    assert find_ladder([Rule(at, 0.9) for at in (0.0, 60.0, 95.0)], 6, 400) is None
    assert find_ladder([], 4, 400) is None
    paper = [Rule(at, 0.9) for at in range(20, 1000, 30)]
    assert find_ladder(paper, 5, 1000) is None


def test_crops_keep_resolution_and_origin():
    pixels = np.random.default_rng(1).integers(0, 255, (200, 100, 3)).astype(np.uint8)
    page = Page(pixels, 200.0, True, "ef")
    part = crop(page, Cut((10, 20, 60, 90), None, 1.0))
    assert part.image.shape == (70, 50, 3)
    assert (part.dpi, part.sha256) == (200.0, "ef")
    assert np.array_equal(part.image, page.image[20:90, 10:60])
    with pytest.raises(ImageError, match="ngoài ảnh"):
        crop(page, Cut((500, 500, 600, 600), None, 1.0))


@pytest.mark.parametrize(("layout", "rows"), [("three", None), ("rows", None), ("rows", 0)])
def test_unknown_layouts_are_refused(layout, rows):
    with pytest.raises(ImageError, match="Kiểu trang"):
        split(np.zeros((10, 10, 3), np.uint8), layout, rows)
