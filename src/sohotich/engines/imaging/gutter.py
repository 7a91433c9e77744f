"""The fold of an open book: a dark valley from the head of the page to its foot."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.page import Pixels

WORK_WIDTH = 800
BANDS = 8  # the page is looked at in so many strips, one above the other
NEAR, FAR = 0.012, 0.13  # of the width: where beside a valley its paper is bright again
RIM = 0.004  # of the width: a valley nearer to the edge is the edge
STRAY = 0.012  # of the width: further from the line, a band saw something else
LEAST_DEPTH = 6.0  # grey levels
LEAST_BANDS = 6
MIDDLE = 0.1  # of the width, to both sides: an open book is photographed about its fold
SURE_BANDS, SURE_DEPTH = 0.85, 12.0
SURE, LIKELY, GUESS = 0.97, 0.7, 0.5
THIN = 9  # columns at WORK_WIDTH: about 2 mm of an A4 page
WIDEST_LEAN = 0.03  # of the width, from head to foot
Profiles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fold:
    """Where the fold meets head and foot, as shares of the width; `depth` in grey levels.

    `bands` is the share of the page's height along which it was seen.
    """

    top: float
    bottom: float
    depth: float
    bands: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def find_fold(
    image: Pixels, low: float = 0.0, high: float = 1.0, broad: bool = True
) -> Fold | None:
    """The deepest fold whose middle lies between two shares of the width, or None.

    A shadow or a stain does not run from head to foot. `broad` passes over valleys as thin as the
    printed rule beside a column of notes.
    """
    profiles = _profiles(image)
    exact = depths = _depths(profiles)
    if broad:
        closed = cv2.morphologyEx(profiles, cv2.MORPH_CLOSE, np.ones((1, THIN), np.uint8))
        depths = _depths(np.asarray(closed, np.float32))
    width = depths.shape[1]
    # A fold that leans stands in other columns at head and foot.
    soft = cv2.blur(depths, (1 + 2 * round(0.008 * width), 1))
    whole = np.sort(soft, axis=0)[2]  # what nearly all bands have: a shadow ends somewhere
    whole[: int(low * width)] = whole[int(np.ceil(high * width)) :] = -1
    at = int(whole.argmax())
    if whole[at] < LEAST_DEPTH:
        return None
    return _line(exact, at)


def find_gutter(image: Pixels) -> tuple[int, float]:
    """Column of the fold of an open book, level and upright, and how sure that is (0…1).

    Sure where a valley runs from head to foot near the middle; where there is none, as between
    two loose sheets, the middle of the page, for a person to see.
    """
    width = image.shape[1]
    fold = find_fold(image, 0.5 - MIDDLE, 0.5 + MIDDLE, broad=False)
    if fold is None:
        return width // 2, GUESS
    sure = fold.bands >= SURE_BANDS and fold.depth >= SURE_DEPTH
    return round(fold.middle * width), SURE if sure else LIKELY


def _line(depths: Profiles, at: int) -> Fold | None:
    """The straight line through the deepest columns of the bands near `at`."""
    width = depths.shape[1]
    reach = int(WIDEST_LEAN * width)
    start = max(0, at - reach)
    near = depths[:, start : at + reach + 1]
    columns = start + near.argmax(axis=1).astype(np.float64)
    depth = near.max(axis=1)
    down = (np.arange(BANDS) + 0.5) / BANDS
    good = depth > LEAST_DEPTH
    for _ in range(3):
        if good.sum() < LEAST_BANDS:
            return None
        line = np.polyfit(down[good], columns[good], 1)
        good = (depth > LEAST_DEPTH) & (np.abs(columns - np.polyval(line, down)) < STRAY * width)
    if good.sum() < LEAST_BANDS or abs(line[0]) > WIDEST_LEAN * width:
        return None
    top, bottom = (float(np.polyval(line, y)) / width for y in (0.0, 1.0))
    return Fold(top, bottom, float(np.median(depth[good])), float(good.mean()))


def _profiles(image: Pixels) -> Profiles:
    """The brightness of the paper in each column, band by band."""
    size = (WORK_WIDTH, max(BANDS * 4, round(image.shape[0] * WORK_WIDTH / image.shape[1])))
    grey = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    inner = grey[round(0.03 * size[1]) : round(0.97 * size[1])]
    bands = [np.percentile(band, 75, axis=0) for band in np.array_split(inner, BANDS)]
    sigma = max(1.0, 0.002 * WORK_WIDTH)
    soft = cv2.GaussianBlur(np.array(bands, np.float32), (2 * round(3 * sigma) + 1, 1), sigma)
    return np.asarray(soft, np.float32)


def _depths(profiles: Profiles) -> Profiles:
    """How far each column lies under the paper on its left and on its right."""
    width = profiles.shape[1]
    near, far = round(NEAR * width), round(FAR * width)
    window = np.ones((1, far - near), np.uint8)
    anchored = [
        cv2.dilate(profiles, window, anchor=(shift, 0), borderType=cv2.BORDER_CONSTANT)
        for shift in (far - near - 1, 0)
    ]
    left = np.zeros_like(profiles)
    right = np.zeros_like(profiles)
    left[:, near:] = anchored[0][:, : width - near]
    right[:, : width - near] = anchored[1][:, near:]
    rim = max(1, round(RIM * width))
    depths: Profiles = np.minimum(left, right) - profiles
    depths[:, :rim] = depths[:, -rim:] = 0
    return depths
