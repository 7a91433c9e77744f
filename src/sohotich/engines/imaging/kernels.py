"""Compiled loops over ink pixels only: what array operations would do to the whole page."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

GRADIENT_FLOOR = 20.0  # steadies the similarity where both gradients are faint
WINDOW = 4
# int() of a numpy byte would be unsigned here, and differences would wrap: hence np.int64.
DIRECTIONS = np.array([(0, 1), (1, 0), (1, 1), (1, -1)], np.int64)


@numba.njit(cache=True)
def _gradient(image: Bytes, y: int, x: int) -> float:
    """Scharr gradient magnitude in grey levels per pixel."""
    a, b, c = float(image[y - 1, x - 1]), float(image[y - 1, x]), float(image[y - 1, x + 1])
    d, e = float(image[y, x - 1]), float(image[y, x + 1])
    f, g, h = float(image[y + 1, x - 1]), float(image[y + 1, x]), float(image[y + 1, x + 1])
    across = 3.0 * (c + h - a - f) + 10.0 * (e - d)
    down = 3.0 * (f + h - a - c) + 10.0 * (g - b)
    return float(np.sqrt(across * across + down * down) / 32.0)


@numba.njit(cache=True)
def _steepest(image: Bytes, y: int, x: int) -> float:
    """The largest gradient within a pixel: a stroke that moved a little is not lost."""
    best = 0.0
    for j in range(max(1, y - 1), min(image.shape[0] - 1, y + 2)):
        for i in range(max(1, x - 1), min(image.shape[1] - 1, x + 2)):
            best = max(best, _gradient(image, j, i))
    return best


@numba.njit(cache=True)
def gradient_scores(before: Bytes, after: Bytes, mask: Bytes, least: float) -> tuple[float, float]:
    """Mean gradient similarity over ink edges, and the share of their strength now below half.

    Slopes under `least` grey levels per pixel are not edges of writing.
    """
    similar, lost, total = 0.0, 0.0, 0.0
    rows, columns = mask.shape
    for y in range(1, rows - 1):
        for x in range(1, columns - 1):
            if mask[y, x] == 0:
                continue
            old = _gradient(before, y, x)
            if old < least:
                continue
            new = _gradient(after, y, x)
            similar += (
                old * (2 * old * new + GRADIENT_FLOOR) / (old * old + new * new + GRADIENT_FLOOR)
            )
            total += old
            if new < 0.5 * old and _steepest(after, y, x) < 0.5 * old:
                lost += old
    if total == 0:
        return 1.0, 0.0
    return similar / total, lost / total


@numba.njit(cache=True)
def edge_widths(luma: Bytes, mask: Bytes, step: int, least: int) -> npt.NDArray[np.float32]:
    """Spread (Gaussian sigma, pixels) of the steepest edge around every `step`-th ink pixel."""
    rows, columns = mask.shape
    found = np.empty(mask.size // step + 1, np.float32)
    count, seen = 0, 0
    for y in range(WINDOW + 1, rows - WINDOW - 1):
        for x in range(WINDOW + 1, columns - WINDOW - 1):
            if mask[y, x] == 0:
                continue
            seen += 1
            if seen % step:
                continue
            light, dark, steep = np.int64(0), np.int64(255), np.int64(1)
            for j in range(y - WINDOW, y + WINDOW + 1):
                for i in range(x - WINDOW, x + WINDOW + 1):
                    value = np.int64(luma[j, i])
                    light, dark = max(light, value), min(dark, value)
                    across = abs(np.int64(luma[j, i + 1]) - np.int64(luma[j, i - 1]))
                    down = abs(np.int64(luma[j + 1, i]) - np.int64(luma[j - 1, i]))
                    steep = max(steep, across, down)
            if light - dark >= least:
                found[count] = (light - dark) / (0.5 * steep * 2.5066)
                count += 1
    return found[:count]


@numba.njit(cache=True)
def hairline_counts(
    luma: Bytes, contrast_before: Bytes, contrast_after: Bytes, least: int, reach: int
) -> tuple[Any, Any]:
    """Centre-line pixels of thin strokes, and how many lost over half their contrast.

    A centre line is darker than or as dark as its neighbours across the stroke, and rises to
    paper within `reach` pixels on both sides; along the stroke it goes on, so that the dots of
    printed leaders do not count.
    """
    total, lost = np.int64(0), np.int64(0)
    rows, columns = luma.shape
    for y in range(reach, rows - reach):
        for x in range(reach, columns - reach):
            contrast = np.int64(contrast_before[y, x])
            if contrast < least:
                continue
            value = np.int64(luma[y, x])
            for k in range(DIRECTIONS.shape[0]):
                dy, dx = DIRECTIONS[k, 0], DIRECTIONS[k, 1]
                near = min(np.int64(luma[y + dy, x + dx]), np.int64(luma[y - dy, x - dx]))
                if near < value:
                    continue
                ry, rx = dy * reach, dx * reach
                far = min(np.int64(luma[y + ry, x + rx]), np.int64(luma[y - ry, x - rx]))
                ay, ax = 2 * dx, -2 * dy
                along = min(
                    np.int64(contrast_before[y + ay, x + ax]),
                    np.int64(contrast_before[y - ay, x - ax]),
                )
                if 4 * (far - value) >= 3 * contrast and 2 * along >= contrast:
                    total += 1
                    lost += 2 * np.int64(contrast_after[y, x]) < contrast
                    break
    return total, lost
