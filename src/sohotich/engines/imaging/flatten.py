"""Even paper: divide by the estimated background, so that shadows and yellowing cost no bytes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from sohotich.engines.imaging.page import Pixels

PAPER = 245  # brightness of flattened paper
COLOUR_SHRINK = 4
FURTHER = 2  # the background is estimated at an eighth of the size
# Colour further than this from grey (after flattening) is ink or stamp worth keeping.
COLOUR_DISTANCE, COLOUR_SHARE = 14, 0.0004


@dataclass(frozen=True, slots=True)
class FlatPage:
    """A page on even paper.

    `luma` (height, width) has paper near 245; `colour` is RGB flattened at quarter size, None for
    a page without colour; `paper` is the median brightness before flattening.
    """

    luma: Pixels
    colour: Pixels | None
    paper: int


def flatten(rgb: Pixels) -> FlatPage:
    """Even out the paper of an RGB page."""
    height, width = rgb.shape[:2]
    small = (max(1, width // COLOUR_SHRINK), max(1, height // COLOUR_SHRINK))
    shrunk = cv2.resize(rgb, small, interpolation=cv2.INTER_AREA)
    background = _background(np.asarray(shrunk, np.uint8))
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    grey_background = cv2.cvtColor(background, cv2.COLOR_RGB2GRAY)
    luma = _divide(grey, grey_background)
    colour = _divide(np.asarray(shrunk, np.uint8), background)
    paper = int(np.median(grey_background))
    return FlatPage(luma, colour if _has_colour(colour) else None, paper)


def _background(shrunk: Pixels) -> Pixels:
    height, width = shrunk.shape[:2]
    size = (max(1, width // FURTHER), max(1, height // FURTHER))
    small = cv2.resize(shrunk, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(closed, 15), (0, 0), 6), np.uint8)


def _divide(image: Pixels, background: Pixels) -> Pixels:
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.divide(image, cv2.resize(background, size), scale=PAPER), np.uint8)


def _has_colour(rgb: Pixels) -> bool:
    chroma = cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)
    low, high = 128 - COLOUR_DISTANCE, 128 + COLOUR_DISTANCE
    near = cv2.inRange(chroma, (0, low, low), (255, high, high))
    return bool(1 - cv2.countNonZero(near) / near.size > COLOUR_SHARE)
