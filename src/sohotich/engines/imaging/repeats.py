"""Where a printed form stands on a page a second time, without a rule between the two."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.strokes import Strokes

Grid = npt.NDArray[np.float32]

HALF = (0.42, 0.58)  # of the height: how far down the second form may stand
ALIKE = 0.2  # likeness of the two forms' print that is more than writing's
AHEAD = 1.12  # times the best likeness elsewhere
BESIDE = 0.02  # of the height: nearer is the same peak
ABOVE = 0.05  # of the height: how far above a form's first line the cut may lie
FIRST = 0.35  # likeness of a line against the strongest ones: print, not chance
BINS = 96
LIKELY, GUESS = 0.92, 0.5


def second_form(strokes: Strokes) -> tuple[float, float]:
    """The row of the small page between two equal forms, and how sure that is; else the middle."""
    grid = _grid(strokes)
    low, high = (round(share * grid.shape[0]) for share in HALF)
    alike = np.array([_likeness(grid[:-lag], grid[lag:]) for lag in range(low, high)])
    best = int(np.argmax(alike))
    beside = round(BESIDE * grid.shape[0])
    others = np.concatenate([alike[: max(0, best - beside)], alike[best + beside + 1 :]])
    clear = alike[best] > ALIKE and alike[best] > AHEAD * float(others.max(initial=0.0))
    if not clear:
        return strokes.height / 2, GUESS
    lag = low + best
    rows = strokes.height / grid.shape[0]
    return _gap_above(strokes, (_first_line(grid[:-lag] * grid[lag:]) + lag) * rows), LIKELY


def _grid(strokes: Strokes) -> Grid:
    """Ink by 96 columns and rows two small pixels high, softened a little, without its mean."""
    size = (BINS, strokes.height // 2)
    grid = cv2.resize(strokes.dark.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    soft: Grid = cv2.GaussianBlur(grid, (0, 0), 0.8)
    centred: Grid = soft - soft.mean(axis=0, keepdims=True)
    return centred


def _likeness(upper: Grid, lower: Grid) -> float:
    strength = float(np.sqrt(np.square(upper).sum() * np.square(lower).sum()))
    return float((upper * lower).sum()) / strength if strength > 0 else 0.0


def _first_line(common: Grid) -> int:
    """The first row of what both forms have: blots and shadows are on one of them only."""
    lines = cv2.GaussianBlur(common.sum(axis=1)[None], (0, 0), 1.5).ravel()
    return int(np.argmax(lines > FIRST * float(np.percentile(lines, 98))))


def _gap_above(strokes: Strokes, top: float) -> float:
    """The middle of the emptiest stretch just above a form's first line."""
    start = max(0, round(top - ABOVE * strokes.height))
    lines = strokes.writing[start : max(start + 2, round(top) - 1)].sum(axis=1)
    soft = cv2.GaussianBlur(lines.astype(np.float32)[None], (0, 0), 2).ravel()
    empty = np.flatnonzero(soft <= soft.min() + 1e-3)
    return float(start + empty.mean())
