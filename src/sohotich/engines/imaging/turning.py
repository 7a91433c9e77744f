"""Which way up a page lies, told by its own content: lines of text, Vietnamese marks, the seal.

Quarter turns follow from the direction of the lines. Head from foot is told by what differs
between them: letters end sharply on the line and raggedly above it (ascenders, and Vietnamese
writes nearly all its marks above), lines begin together at the left, the seal lies low and to the
right. No text is read.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.flatten import PAPER, flatten
from sohotich.engines.imaging.page import Pixels

Grey = npt.NDArray[np.float32]

PIXELS = 1_900_000  # of the picture looked at: an A4 page at 140 dpi
STRIPS, LIE_STRIPS = 16, 8
INK = 40  # grey levels under paper
LARGEST_PART = 0.045  # of the long side: larger marks are rules, frames and seals
LEAST_WRITTEN = 0.002  # of the page: with fewer letters nothing is told
LINES_WEIGHT = 8.0
SURE_LINES, SURE_HEAD = 0.95, 0.95
FEET_MOST = 0.5
# Line feet, left ends, seal to the right, seal low: set by invented pages of all layouts.
HEAD_WEIGHTS = (16.0, 4.0, 2.0, 8.0)
HEAD_FIRST = 1.0  # log odds: pages are mostly laid down the right way up
SPECK = 6  # pixels: smaller ones are dots of a dotted line, and dust
STRAIGHT = 0.12  # across for along: thinner long parts are rules
SEAL_SHARE, SEAL_MARGIN = 0.0003, 0.03  # of the picture


@dataclass(frozen=True, slots=True)
class Turn:
    """How far the page is turned clockwise (0, 90, 180, 270), and how sure that is (0.5…1).

    `written` is the share of the page that letters cover; without letters nothing can be told.
    """

    degrees: int
    confidence: float
    written: float


def find_turn(rgb: Pixels) -> Turn:
    """Which way up the page of a straightened picture is; left as it lies where that is unsure.

    A page whose lines surely stand is turned all the same, to the likelier of its two sides.
    """
    dark, picture = _letters(rgb)
    written = float((dark > INK).mean())
    if written < LEAST_WRITTEN:
        return Turn(0, 0.5, written)
    lie = lines_lie(dark)
    lines_sure = _sure(LINES_WEIGHT * abs(lie))
    if lines_sure < SURE_LINES:
        return Turn(0, round(lines_sure, 3), written)
    quarter = 0 if lie > 0 else 90
    if quarter:  # as if it had been turned clockwise: turn it back
        dark, picture = np.rot90(dark), np.rot90(picture)
    odds = uprightness(np.ascontiguousarray(dark), np.ascontiguousarray(picture)) + HEAD_FIRST
    head_sure = _sure(abs(odds))
    if head_sure < SURE_HEAD and not quarter:
        return Turn(0, round(head_sure, 3), written)
    half = 180 if odds < 0 else 0
    return Turn(quarter + half, round(min(lines_sure, head_sure), 3), written)


def uprightness(dark: Grey, picture: Pixels) -> float:
    """Log odds that the page stands upright and not on its head."""
    feet = np.clip(_line_feet(dark), -FEET_MOST, FEET_MOST)
    right, low = _seal(picture)
    signs = np.array([feet, _left_ends((dark > INK).astype(np.uint8)), right, low])
    return float(signs @ np.array(HEAD_WEIGHTS))


def _sure(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))


def _small(rgb: Pixels) -> Pixels:
    scale = min(1.0, (PIXELS / (rgb.shape[0] * rgb.shape[1])) ** 0.5)
    return np.asarray(
        cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )


def _letters(rgb: Pixels) -> tuple[Grey, Pixels]:
    """How dark each letter is, without rules, dots and frames; and the small picture."""
    small = _small(rgb)
    luma = flatten(small).luma
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        (luma < PAPER - INK).astype(np.uint8), connectivity=8
    )
    largest = LARGEST_PART * max(luma.shape)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    kept = (longer < 3 * largest) & (shorter < largest) & (stats[:, cv2.CC_STAT_AREA] >= SPECK)
    kept &= (longer <= largest) | (shorter >= STRAIGHT * longer)
    kept[0] = False
    near = cv2.dilate(kept[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    dark = (PAPER - np.minimum(luma, PAPER)) * near
    return dark.astype(np.float32), small


def lines_lie(dark: Grey) -> float:
    """log ratio: > 0 when lines run across, < 0 when they run up or down."""
    across = _ragged(dark)
    down = _ragged(np.ascontiguousarray(dark.T))
    return float(np.log((across + 1e-6) / (down + 1e-6)))


def _ragged(dark: Grey) -> float:
    """How much neighbouring rows of letters differ: where lines of text lie level, it peaks."""
    total = 0.0
    for strip in np.array_split(dark > INK, LIE_STRIPS, axis=1):
        means = strip.mean(axis=1, dtype=np.float32)[:, None]
        rows = cv2.GaussianBlur(means, (1, 7), 1.5).ravel()
        total += float(np.square(np.diff(rows)).mean()) / max(1e-4, float(rows.mean()))
    return total / LIE_STRIPS


def _rows(dark: Grey) -> list[Grey]:
    """The darkness of every row, strip by strip: lines may still turn a little."""
    strips = np.array_split(dark, STRIPS, axis=1)
    means = [strip.mean(axis=1, dtype=np.float32)[:, None] for strip in strips]
    return [np.asarray(cv2.GaussianBlur(rows, (1, 5), 0.8).ravel(), np.float32) for rows in means]


def _line_feet(dark: Grey) -> float:
    """Skewness of the change from row to row: text ends on its line more sharply than above."""
    steps = np.concatenate([np.diff(rows) for rows in _rows(dark)]).astype(np.float64)
    return float(-(steps**3).mean() / ((steps**2).mean() ** 1.5 + 1e-9))


def _left_ends(text: Pixels) -> float:
    """How much better the left ends of the lines agree than the right ends."""
    wide = cv2.morphologyEx(
        text, cv2.MORPH_CLOSE, np.ones((1, round(0.03 * text.shape[1])), np.uint8)
    )
    rows = np.flatnonzero(wide.sum(axis=1) > 0.05 * text.shape[1])
    if len(rows) < 20:
        return 0.0
    left = wide[rows].argmax(axis=1)
    right = wide[rows][:, ::-1].argmax(axis=1)
    return _agree(left, text.shape[1]) - _agree(right, text.shape[1])


def _agree(ends: npt.NDArray[np.int64], width: int) -> float:
    counts = np.bincount(ends, minlength=width).astype(np.float32)
    around = max(3, width // 60) | 1
    near = cv2.blur(counts[None], (around, 1)).ravel() * around
    return float(near.max() / len(ends))


def _seal(rgb: Pixels) -> tuple[float, float]:
    """How far right of and below the middle the red of a seal lies; 0 without one."""
    rim = [round(SEAL_MARGIN * side) for side in rgb.shape[:2]]
    inner = rgb[rim[0] : -rim[0] or None, rim[1] : -rim[1] or None]
    hsv = cv2.cvtColor(cv2.blur(inner, (3, 3)), cv2.COLOR_RGB2HSV)
    red = ((hsv[..., 0] < 8) | (hsv[..., 0] > 170)) & (hsv[..., 1] > 70) & (hsv[..., 2] > 60)
    if red.mean() < SEAL_SHARE:
        return 0.0, 0.0
    y, x = np.nonzero(red)
    return float(x.mean() / red.shape[1] - 0.5), float(y.mean() / red.shape[0] - 0.5)
