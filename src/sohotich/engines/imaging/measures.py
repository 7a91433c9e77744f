"""Two independent looks at a pressed page: one chooses the coding, the other judges the result."""

from __future__ import annotations

import cv2
import numpy as np

from sohotich.engines.imaging.flatten import PAPER
from sohotich.engines.imaging.ink import MARK_PIXELS, Ink
from sohotich.engines.imaging.page import INCH_MM, Pixels

HAIR_REACH = 4
AROUND = np.ones((9, 9), np.uint8)
BESIDE = np.ones((3, 3), np.uint8)
GONE, WHOLE = 0.5, 0.75  # shares of a mark's darkness
EDGE_PIXELS = 3  # over which the softened edge of a thin stroke rises
EDGE_SAMPLES, EDGE_CONTRAST, SHARPEST = 20_000, 60, 20  # sharpest: a percentile


def hairline_loss(before: Pixels, after: Pixels, ink: Ink) -> float:
    """Share of thin-stroke centre line whose local contrast fell below half: the selector's look.

    Both are grey on paper near 245. The result may lie a pixel off, never further.
    """
    from sohotich.engines.imaging import kernels

    smooth = cv2.GaussianBlur(before, (0, 0), 0.8)
    contrast_before = cv2.subtract(cv2.dilate(smooth, AROUND), smooth)
    contrast_after = cv2.subtract(cv2.dilate(after, AROUND), cv2.erode(after, BESIDE))
    total, lost = kernels.hairline_counts(
        smooth, contrast_before, contrast_after, ink.faintest, HAIR_REACH
    )
    return lost / total if total else 0.0


def gradient_scores(before: Pixels, after: Pixels, ink: Ink) -> tuple[float, float]:
    """The judge's look: gradient similarity on ink, and the share of edges gone."""
    from sohotich.engines.imaging import kernels

    least = ink.faintest / EDGE_PIXELS
    soft = [cv2.GaussianBlur(image, (0, 0), 1.0) for image in (before, after)]
    similar, lost = kernels.gradient_scores(soft[0], soft[1], ink.mask, least)
    return float(similar), float(lost)


def marks_lost(before: Pixels, after: Pixels, ink: Ink) -> float:
    """Share of small marks (tone marks, dots), one by one, that are gone or not whole.

    Gone: less than half their darkness left. Not whole: over a quarter of it lay in pixels that
    lost half of theirs, as when a circumflex keeps one of its two strokes.
    """
    from sohotich.engines.imaging import components

    count = ink.areas.size
    was, now, kept = components.darkness(before, after, PAPER, ink.runs, ink.labels, count)
    least, most = MARK_PIXELS
    visible = was >= ink.faintest * ink.areas
    small = (ink.areas >= least) & (ink.areas <= most) & visible
    if not small.any():
        return 0.0
    gone = (now < GONE * was) | (kept < WHOLE * was)
    return float(gone[small].mean())


def blur_mm(luma: Pixels, ink: Ink, dpi: float) -> float:
    """Width (two sigma) of the sharpest fifth of ink edges, in millimetres; 0 without ink."""
    from sohotich.engines.imaging import kernels

    step = max(1, ink.pixels // EDGE_SAMPLES)
    widths = kernels.edge_widths(luma, ink.mask, step, EDGE_CONTRAST)
    if widths.size == 0:
        return 0.0
    return float(np.percentile(widths, SHARPEST)) * 2 / dpi * INCH_MM
