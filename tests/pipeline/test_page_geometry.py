"""What the scanning station keeps of a page's geometry: upright pages, empty ones, plain words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sohotich.engines.imaging import PAGE_DOUBTS
from sohotich.pipeline.scanning.geometry_words import BLANK, page_words
from sohotich.pipeline.scanning.imagework import PageTask, analyse
from tests.pipeline.drawing import draw_page


def _analysed(path: Path, layout: str = "two"):
    return analyse(PageTask("page", str(path), "", 1, layout, 2, "book"))


def test_an_upside_down_page_is_cut_the_right_way_up(tmp_path):
    upright = draw_page(tmp_path / "xuoi.png", seed=3, entries=2)
    turned = tmp_path / "nguoc.png"
    Image.open(upright).rotate(180).save(turned)
    before, after = _analysed(upright), _analysed(turned)
    assert after.quad[:2] == pytest.approx((619 / 620, 875 / 876), abs=0.003)
    assert [cut.box for cut in after.cuts] == [cut.box for cut in before.cuts]
    assert after.problem == before.problem == ""


def test_an_empty_page_has_no_cuts_and_says_so(tmp_path):
    path = tmp_path / "trang.png"
    Image.fromarray(np.full((876, 620, 3), 238, np.uint8)).save(path)
    found = _analysed(path)
    assert found.cuts == ()
    assert found.problem.startswith(BLANK)
    assert not found.failed


@pytest.mark.parametrize("doubt", PAGE_DOUBTS)
def test_every_doubt_has_words(doubt):
    assert len(page_words([doubt], blank=False)) > 20


def test_words_of_several_doubts_fit_where_they_are_kept():
    assert len(page_words(["edge", "cut_off", "turn"], blank=True)) <= 300
    assert page_words([], blank=False) == ""
