"""Components by runs are those that OpenCV's label image gives."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohotich.engines.imaging import components, measures
from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.ink import find_ink
from tests.engines.pictures import draw_page


def _check(mask: np.ndarray, least: int = 3) -> None:
    runs, labels, areas = components.label_runs(mask)
    count, image, stats, _ = cv2.connectedComponentsWithStats(mask, 8, cv2.CV_32S)
    assert sorted(areas) == sorted(stats[1:, cv2.CC_STAT_AREA])
    theirs = {(label, image[y, first]) for (y, first, _), label in zip(runs, labels, strict=True)}
    assert len(theirs) == count - 1, "one of theirs for each of ours"
    drawn = components.drawn(runs, labels, areas, least, *mask.shape)
    keep = stats[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    assert np.array_equal(drawn, keep[image].astype(np.uint8))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 40), st.floats(0, 1), st.integers(0, 2**31))
def test_any_mask(width, height, density, seed):
    _check((np.random.default_rng(seed).random((height, width)) < density).astype(np.uint8))


def test_a_page_of_writing():
    _check(find_ink(flatten(draw_page((900, 700))).luma).mask)


# What is done to every mark, and whether it then counts as lost. A half-maximum mask that left
# one stroke of a circumflex turned ê into è, another name, while the page's sums stayed good.
@pytest.mark.parametrize(("share_wiped", "lost"), [(0.0, 0.0), (0.15, 0.0), (0.5, 1.0), (1.0, 1.0)])
def test_a_mark_is_lost_when_it_is_no_longer_whole(share_wiped, lost):
    page = np.full((400, 600), 245, np.uint8)
    for x in range(60, 560, 60):
        cv2.polylines(page, [np.array([(x - 14, 110), (x, 96), (x + 14, 110)])], False, 60, 4)
        cv2.line(page, (x - 20, 200), (x + 20, 200), 60, 20)
    ink = find_ink(page)
    after = page.copy()
    for x in range(60, 560, 60):
        edge = x - 17 + round(34 * share_wiped)
        after[80:130, x - 20 : edge] = 245
    if share_wiped == 0:
        after = page
    assert measures.marks_lost(page, after, ink) == lost
