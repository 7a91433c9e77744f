"""Where the ink is: half-maximum strokes, or hairlines the half-maximum would thin away."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.flatten import PAPER
from sohotich.engines.imaging.page import Pixels

PAPER_SHARE, LEAST_CONTRAST = 0.55, 22
HAIR_LEAST, HAIR_SHARE = 17, 0.45
SPECK_PIXELS = 10
# A tone mark or dot at 300 dpi: 0.2 to 3 mm².
MARK_PIXELS = (25, 450)


# Strokes fainter than this share of the page's own ink are print showing through, not writing.
FAINT_SHARE, FAINT_LEAST, INK_PERCENT = 0.3, 24, 25


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink mask (0 or 1) of a flattened page, and its connected components.

    `runs` are (row, first column, column after the last) of the components' pixels, `labels` the
    component of each run, `areas[label]` its pixels; specks are still among them, not in `mask`.
    `faintest` is the contrast, in grey levels, from which a stroke counts as writing.
    """

    mask: Pixels
    runs: npt.NDArray[np.int32]
    labels: npt.NDArray[np.int32]
    areas: npt.NDArray[np.int32]
    pixels: int
    faintest: int


def find_ink(luma: Pixels) -> Ink:
    """Mask of a flattened page at 300 dpi, specks under 10 pixels dropped."""
    from sohotich.engines.imaging import components

    smooth = cv2.GaussianBlur(luma, (0, 0), 0.8)
    strokes = cv2.compare(smooth, _half_maximum(smooth), cv2.CMP_LT)
    mask = cv2.bitwise_or(strokes, _hairlines(smooth))
    runs, labels, areas = components.label_runs(mask)
    clean = components.drawn(runs, labels, areas, SPECK_PIXELS, *luma.shape)
    pixels = int(areas[areas >= SPECK_PIXELS].sum())
    return Ink(clean, runs, labels, areas, pixels, _faintest(luma, clean))


def _faintest(luma: Pixels, mask: Pixels) -> int:
    shades = cv2.calcHist([luma], [0], mask, [256], [0, 256]).ravel().cumsum()
    if shades[-1] == 0:
        return FAINT_LEAST
    dark = int(np.searchsorted(shades, shades[-1] * INK_PERCENT / 100))
    return max(FAINT_LEAST, int(FAINT_SHARE * (PAPER - dark)))


def _half_maximum(smooth: Pixels) -> Pixels:
    """The threshold at each pixel: between the paper and the darkest within 15 pixels."""
    darkest = cv2.erode(smooth, _box(15))
    values = np.arange(256)
    table = PAPER_SHARE * PAPER + (1 - PAPER_SHARE) * values
    table[PAPER - values <= LEAST_CONTRAST] = 0
    return np.asarray(cv2.LUT(darkest, table.astype(np.uint8)), np.uint8)


def _hairlines(smooth: Pixels) -> Pixels:
    """Thin dark lines, judged against their own strongest point within 5 pixels."""
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, _box(11))
    strongest = cv2.dilate(dark, _box(5))
    table = np.maximum(HAIR_LEAST, HAIR_SHARE * np.arange(256)).astype(np.uint8)
    return np.asarray(cv2.compare(dark, cv2.LUT(strongest, table), cv2.CMP_GT), np.uint8)


def _box(size: int) -> Pixels:
    return np.ones((size, size), np.uint8)
