"""How far a page's lines turn, and turning them level."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.flatten import PAPER, flatten
from sohotich.engines.imaging.page import Page, Pixels, as_page

WORK_SIDE = 1100
WIDEST_DEG, COARSE_DEG, FINE_DEG = 4.0, 0.5, 0.05
FAINT = 20  # grey levels under paper that are not yet ink
LEAST_GAIN = 1.005  # a turn must sharpen the profile by this much to be believed


def measure_skew(image: Page | Pixels) -> float:
    """Degrees the lines of text turn clockwise, within ±4, to about 0.05; 0 when unsure."""
    pixels = as_page(image).image
    scale = min(1.0, WORK_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    luma = flatten(np.asarray(small, np.uint8)).luma
    dark = np.asarray(PAPER - np.minimum(luma, PAPER), np.float32)
    dark[dark < FAINT] = 0
    # Softened first: a turn by 0 alone would not interpolate, and so look sharper than any other.
    dark = np.asarray(cv2.GaussianBlur(dark, (0, 0), 1.2), np.float32)
    coarse = np.arange(-WIDEST_DEG, WIDEST_DEG + 1e-9, COARSE_DEG)
    best = max(coarse, key=lambda angle: _sharpness(dark, float(angle)))
    fine = np.arange(best - COARSE_DEG, best + COARSE_DEG + 1e-9, FINE_DEG)
    best = float(max(fine, key=lambda angle: _sharpness(dark, float(angle))))
    level = _sharpness(dark, 0.0)
    return round(best, 3) if level > 0 and _sharpness(dark, best) > LEAST_GAIN * level else 0.0


def deskew(image: Page | Pixels, skew_deg: float) -> Page:
    """The page turned back by `skew_deg`; the corners that appear repeat the edge."""
    page = as_page(image)
    if abs(skew_deg) < FINE_DEG / 2:
        return page
    turn = cv2.getRotationMatrix2D((page.width / 2, page.height / 2), skew_deg, 1.0)
    level = cv2.warpAffine(
        page.image, turn, (page.width, page.height), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return page.with_image(np.asarray(level, np.uint8))


def _sharpness(dark: npt.NDArray[np.float32], angle: float) -> float:
    """How much neighbouring rows differ after turning back by `angle`: lines level, it peaks."""
    height, width = dark.shape
    shear = np.array([[1, 0, 0], [-np.tan(np.radians(angle)), 1, 0]], np.float32)
    shear[1, 2] = np.tan(np.radians(angle)) * width / 2
    turned = cv2.warpAffine(dark, shear, (width, height))
    rows = turned.sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
