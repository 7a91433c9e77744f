"""Even paper: divide by the estimated background, so that shadows and yellowing cost no bytes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from sohotich.engines.imaging.page import Pixels

PAPER = 245  # brightness of flattened paper
SHRINK = 8
COLOUR_SHRINK = 4
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
    background = _background(rgb)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    grey_background = cv2.cvtColor(background, cv2.COLOR_RGB2GRAY)
    luma = _divide(grey, grey_background)
    height, width = luma.shape
    small = (max(1, width // COLOUR_SHRINK), max(1, height // COLOUR_SHRINK))
    colour = _divide(cv2.resize(rgb, small, interpolation=cv2.INTER_AREA), background)
    paper = int(np.median(grey_background))
    return FlatPage(luma, colour if _has_colour(colour) else None, paper)


def _background(rgb: Pixels) -> Pixels:
    height, width = rgb.shape[:2]
    size = (max(1, width // SHRINK), max(1, height // SHRINK))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.GaussianBlur(cv2.medianBlur(closed, 15), (0, 0), 6), np.uint8)


def _divide(image: Pixels, background: Pixels) -> Pixels:
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.divide(image, cv2.resize(background, size), scale=PAPER), np.uint8)


def _has_colour(rgb: Pixels) -> bool:
    chroma = cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[..., 1:]
    far = cv2.absdiff(chroma, np.full_like(chroma, 128)).max(axis=2) > COLOUR_DISTANCE
    return bool(far.mean() > COLOUR_SHARE)
