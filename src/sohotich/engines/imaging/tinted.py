"""Pages coded as one grey JPEG 2000 and a small picture of colours.

The grey image is how much ink lies at each point; the colours, at a fraction of the resolution,
are what shows through it onto even paper. A third of the work of coding three full planes, and
almost every byte goes into the shapes of letters.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.flatten import PAPER, FlatPage
from sohotich.engines.imaging.page import Pixels
from sohotich.engines.imaging.pdf_file import Layer
from sohotich.engines.imaging.whole import encode_jpeg, jpeg2000, soften_paper

CELL = 8  # pixels of the page under one pixel of colour
QUALITY = 50
COLOUR_SHARE = 0.3  # of the bytes, at most
DARKEST = (16, 90)  # bounds of the full ink's brightness
DARK_PERCENT = 0.05  # of the pixels may be darker than "full ink"
SPREADS = ((12.0, 0.05), (2.0, 0.05), (0.0, 0.02))  # blur in cells, hold of the farther value


def tinted(flat: FlatPage, budget: int) -> tuple[Layer, ...] | None:
    """Layers within `budget` bytes, or None. Grey pages are one layer, coloured ones masked."""
    luma = soften_paper(flat)
    layers = _coloured(luma, flat.colour, budget) if flat.colour is not None else None
    if layers is None:
        whole = jpeg2000(luma, budget)
        return (whole,) if whole else None
    return layers


def _coloured(luma: Pixels, colour: Pixels, budget: int) -> tuple[Layer, ...] | None:
    dark = int(np.clip(np.percentile(luma[::4, ::4], DARK_PERCENT), *DARKEST))
    cover = np.asarray(cv2.LUT(luma, _cover_table(dark)), np.uint8)
    colours = _colours(colour, cover, dark)
    coded = encode_jpeg(colours, QUALITY, fine_colour=True)
    if len(coded) > COLOUR_SHARE * budget:
        return None  # so few bytes belong to the letters
    mask = jpeg2000(cover, budget - len(coded))
    if mask is None:
        return None
    return (Layer(coded, "DCTDecode", colours.shape[1], colours.shape[0], 3, mask),)


def _cover_table(dark: int) -> Pixels:
    """From brightness to how much ink covers the paper, 255 being full."""
    values = (PAPER - np.arange(256)) * 255 / (PAPER - dark)
    return np.asarray(np.clip(values + 0.5, 0, 255), np.uint8)


def _colours(colour: Pixels, cover: npt.NDArray[np.generic], dark: int) -> Pixels:
    """Full ink's colour in each cell: the least-squares share of colour per cover."""
    height, width = cover.shape
    cells = (-(-width // CELL), -(-height // CELL))
    weights = cv2.resize(cover, cells, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    chroma = cv2.cvtColor(colour, cv2.COLOR_RGB2YCrCb)[..., 1:].astype(np.float32) - 128
    sums = cv2.resize(chroma, cells, interpolation=cv2.INTER_AREA)
    sums *= np.minimum(weights * 20, 1)[..., None]  # paper's own tint is not ink
    spread = np.dstack([_spread(sums[..., i], weights) for i in (0, 1)]) + 128.5
    even = np.full(weights.shape, dark, np.uint8)
    merged = np.dstack([even, np.clip(spread, 0, 255).astype(np.uint8)])
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2RGB), np.uint8)


def _spread(
    sums: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Sums over weights; where there is little ink, the colour of the ink around."""
    filled = np.zeros_like(sums)
    for sigma, hold in SPREADS:
        near = (sums, weights)
        if sigma:
            near = (cv2.GaussianBlur(sums, (0, 0), sigma), cv2.GaussianBlur(weights, (0, 0), sigma))
        filled = np.asarray((near[0] + filled * hold) / (near[1] + hold), np.float32)
    return filled
