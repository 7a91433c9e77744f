"""What a cutter looks at: a page's ink made small and level, its rules, its upright lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.flatten import PAPER
from sohotich.engines.imaging.page import Page, Pixels

Floats = npt.NDArray[np.float32]

WORK_SIDE = 1400
# Flattened brightness: below PALE is ink if it hangs together with something below INK.
INK, PALE = 205, 222
WORN = 214  # below, a pixel may be of a worn rule
NEARBY = 0.015  # of the long side: wider than a pen, narrower than a shadow
SOFT = 0.6  # small pixels: grain goes, strokes stay
RULE_WIDTH = 1 / 40  # of the page: shorter dark runs are letters
UPRIGHT_HEIGHT = 1 / 16
SEEN, FULL = 0.3, 0.5  # of the width that a rule must cover: to be weighed, to be believed
THROUGH = 0.7  # of a table's height that an upright line must cover
WIDEST = 0.012  # of the width: a line that tilts a little, not a shadow
BINS = 64
WIDEST_SLOPE, SLOPE_STEP = 0.012, 0.0008  # rise per width; what levelling leaves is less


@dataclass(frozen=True, slots=True)
class Rule:
    """A level rule at row `at` of the small page; `cover` the share of the width it was seen on."""

    at: float
    cover: float


@dataclass(frozen=True)
class Strokes:
    """A page's ink: `dark` (0/1) where pens and print are, `faint` where a worn rule may be.

    Both are small, `scale` small pixels per page pixel, and sheared level.
    """

    dark: Pixels
    faint: Pixels
    scale: float

    @property
    def height(self) -> int:
        return int(self.dark.shape[0])

    @property
    def width(self) -> int:
        return int(self.dark.shape[1])

    @cached_property
    def level_runs(self) -> Pixels:
        """Pixels of level dark runs longer than letters."""
        length = max(8, int(self.width * RULE_WIDTH))
        return np.asarray(cv2.morphologyEx(self.faint, cv2.MORPH_OPEN, np.ones((1, length))))

    @cached_property
    def uprights(self) -> Pixels:
        """Pixels of upright dark runs longer than letters."""
        length = max(8, int(self.height * UPRIGHT_HEIGHT))
        return np.asarray(cv2.morphologyEx(self.faint, cv2.MORPH_OPEN, np.ones((length, 1))))

    @cached_property
    def writing(self) -> Pixels:
        """The ink without rules and upright lines."""
        lines = cv2.dilate(cv2.max(self.level_runs, self.uprights), np.ones((3, 3), np.uint8))
        return np.asarray(self.dark & ~(lines > 0), np.uint8)

    @cached_property
    def rules(self) -> list[Rule]:
        """Every level rule, top to bottom, the doubtful ones too."""
        # What is left of a tilt makes a rule cross a few rows: add them up.
        cover = cv2.dilate(self.level_runs, np.ones((5, 1), np.uint8)).mean(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], cover > SEEN, [0]])))
        return [
            Rule((float(a) + float(b) - 1) / 2, float(cover[a:b].max()))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
        ]

    def columns(self, top: float, bottom: float) -> list[float]:
        """Where upright lines stand all the way from `top` to `bottom`, left to right."""
        part = self.uprights[round(top) : round(bottom)]
        cover = cv2.dilate(part, np.ones((1, 5), np.uint8)).mean(axis=0)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], cover > THROUGH, [0]])))
        lines = zip(edges[::2], edges[1::2], strict=True)
        # The binding's shadow is no line: it is wide.
        return [(float(a) + float(b) - 1) / 2 for a, b in lines if b - a <= WIDEST * self.width]


def strokes_of(page: Page) -> Strokes:
    """The page's ink for cutting; the page is level but for fractions of a degree."""
    scale = min(1.0, WORK_SIDE / max(page.image.shape[:2]))
    small = cv2.resize(page.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    luma = _evened(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY))
    slope = _slope(np.asarray(luma < INK, np.uint8))
    if abs(slope) >= SLOPE_STEP / 2:
        half = luma.shape[1] / 2
        turn = np.array([[1, 0, 0], [slope, 1, -slope * half]], np.float32)
        size = (luma.shape[1], luma.shape[0])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        luma = np.asarray(cv2.warpAffine(luma, turn, size, flags=flags, borderValue=255), np.uint8)
    soft = cv2.GaussianBlur(luma, (0, 0), SOFT)
    faint = np.asarray(soft < PALE, np.uint8)
    dark = _held_together(faint, np.asarray(soft < INK, np.uint8))
    return Strokes(dark, np.asarray(luma < WORN, np.uint8), scale)


def _evened(grey: Pixels) -> Pixels:
    """Brightness against the paper close by: the shadow of a binding goes, numbers in it stay."""
    side = max(9, round(NEARBY * max(grey.shape)) | 1)
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return np.asarray(cv2.divide(grey, paper, scale=PAPER), np.uint8)


def _held_together(faint: Pixels, dark: Pixels) -> Pixels:
    """The faint pixels that hang together with a dark one: thin strokes, and no paper's grain."""
    count, labels = cv2.connectedComponents(faint, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[labels[dark > 0]] = 1
    kept[0] = 0
    return np.asarray(kept[labels], np.uint8)


def _slope(dark: Pixels) -> float:
    """By how much the lines still fall per width: the fall that makes rows differ most."""
    height, width = dark.shape
    binned = cv2.resize(dark.astype(np.float32), (BINS, height), interpolation=cv2.INTER_AREA)
    away = (np.arange(BINS) + 0.5) / BINS * width - width / 2
    steps = np.arange(-WIDEST_SLOPE, WIDEST_SLOPE + 1e-9, SLOPE_STEP)
    sharp = [_sharpness(binned, away * slope) for slope in steps]
    level = sharp[len(sharp) // 2]
    best = int(np.argmax(sharp))
    return float(steps[best]) if sharp[best] > 1.01 * level > 0 else 0.0


def _sharpness(binned: Floats, shifts: Floats) -> float:
    rows = np.arange(binned.shape[0])[:, None] + np.rint(shifts).astype(np.intp)[None, :]
    np.clip(rows, 0, binned.shape[0] - 1, out=rows)
    profile = np.take_along_axis(binned, rows, axis=0).sum(axis=1)
    return float(np.square(np.diff(profile)).sum())
