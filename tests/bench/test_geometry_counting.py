"""The bench of page geometry judges corners and bounds as its head says."""

from __future__ import annotations

import numpy as np
import pytest
from bench.geometry import Tally, Verdict, found_grade, upper_bound
from bench.geometry_pictures import DESKS, FIRST_SEED, Subject

from sohotich.engines.imaging import FoundPage
from sohotich.sample.world.scenes import Picture, Scene

QUAD = ((100.0, 100.0), (900.0, 100.0), (900.0, 1200.0), (100.0, 1200.0))


def _graded(*corners: tuple[float, float], kind: str = "photo") -> str:
    taken = Picture(np.zeros((1400, 1000, 3), np.uint8), QUAD, None)
    subject = Subject("a", "one", False, Scene(), taken)
    return found_grade(kind, subject, FoundPage(corners, 0.0, 1.0))


def test_corners_within_a_hundredth_are_right_whichever_comes_first():
    near = [(x + 5, y - 6) for x, y in QUAD]
    assert _graded(*near) == "right"
    assert _graded(*near[2:], *near[:2]) == "right"


def test_a_little_too_much_is_harmless_a_little_too_little_is_wrong():
    (x0, y0), _, (x1, y1), _ = QUAD
    grown = ((x0 - 30, y0), (x1 + 30, y0), (x1 + 30, y1), (x0 - 30, y1))
    shrunk = ((x0 + 30, y0), (x1, y0), (x1, y1), (x0 + 30, y1))
    wide = ((x0 - 90, y0), (x1, y0), (x1, y1), (x0 - 90, y1))
    assert [_graded(*quad) for quad in (grown, shrunk, wide)] == ["harmless", "wrong", "wrong"]
    assert _graded(*wide, kind="scan") == "harmless"


def test_the_upper_bound_is_that_of_clopper_and_pearson():
    assert upper_bound(0, 100) == pytest.approx(1 - 0.05 ** (1 / 100), abs=1e-6)
    assert upper_bound(1, 200) == pytest.approx(0.0235, abs=5e-4)


def test_flagged_pages_are_never_counted_as_wrong_in_silence():
    verdicts = [Verdict("a", "wrong", True, ""), Verdict("a", "right", True, "")]
    row = Tally([*verdicts, Verdict("a", "wrong", False, "")]).row("a")
    assert row[3:6] == ["1", "1", "1"]


def test_what_is_judged_was_not_tuned_on():
    assert not set(DESKS["tuning"]) & set(DESKS["held out"])
    assert abs(FIRST_SEED["tuning"] - FIRST_SEED["held out"]) > 100_000
