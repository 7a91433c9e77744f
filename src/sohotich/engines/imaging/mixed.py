"""Pages coded as ink over paper: a lossless mask, the ink's colour, and what the paper shows."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging import jbig2
from sohotich.engines.imaging.flatten import PAPER, FlatPage
from sohotich.engines.imaging.ink import Ink
from sohotich.engines.imaging.page import Pixels
from sohotich.engines.imaging.pdf_file import Layer
from sohotich.engines.imaging.whole import encode_jpeg, fitted_jpeg

Floats = npt.NDArray[np.float32]

INK_CELL, INK_QUALITY = 5, 45
PAPER_DPI, PAPER_QUALITY = (100, 50, 25), (15, 70)
MASK_SHARES = (1.0, 250 / 300, 200 / 300)
# From far to near: blur in cells, and how strongly the farther value holds.
SPREADS = ((20, 0.8), (4, 2.4), (0, 8.0))
NARROW = 2.0  # a blur wider than this (sigma) is made on a smaller picture
HALO = np.ones((5, 5), np.uint8)  # ink's soft edge, kept out of the paper


def mixed_raster(
    flat: FlatPage, ink: Ink, dpi: float, budget: int
) -> tuple[tuple[Layer, ...], float] | None:
    """Paper layer and masked ink layer within `budget` bytes, with the mask's dpi; or None."""
    colour = encode_jpeg(_ink_colour(flat, ink), INK_QUALITY)
    for share in MASK_SHARES:
        mask = _scaled_mask(ink.mask, share)
        coded = jbig2.encode(mask)
        paper = _fitted_paper(flat, ink, dpi, budget - len(coded) - len(colour))
        if paper is not None:
            height, width = flat.luma.shape
            cells = (-(-width // INK_CELL), -(-height // INK_CELL))
            shape = Layer(coded, "JBIG2Decode", mask.shape[1], mask.shape[0], 1)
            front = Layer(colour, "DCTDecode", *cells, _channels(flat), shape)
            return (paper, front), dpi * share
    return None


def _channels(flat: FlatPage) -> int:
    return 1 if flat.colour is None else 3


def _scaled_mask(mask: Pixels, share: float) -> Pixels:
    if share == 1.0:
        return mask
    size = (round(mask.shape[1] * share), round(mask.shape[0] * share))
    soft = cv2.resize(mask * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    return np.asarray(np.greater_equal(soft, 112), np.uint8)


def _ink_colour(flat: FlatPage, ink: Ink) -> Pixels:
    """Mean colour of the ink in each cell, its dark core counting most, spread around."""
    height, width = flat.luma.shape
    cells = (-(-width // INK_CELL), -(-height // INK_CELL))
    depth = cv2.subtract(np.full_like(flat.luma, PAPER), flat.luma)
    weight = cv2.multiply(depth, ink.mask)
    weights = _area(weight, cells)
    luma = _area(cv2.multiply(weight, flat.luma, dtype=cv2.CV_16U, scale=1 / 4), cells) * 4
    if flat.colour is None:
        return _bytes(_spread([luma], weights)[0])
    chroma = _area(cv2.cvtColor(flat.colour, cv2.COLOR_RGB2YCrCb)[..., 1:], cells)
    planes = _spread([luma, *(chroma[..., i] * weights for i in (0, 1))], weights)
    merged = cv2.merge([_bytes(p) for p in planes])
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2RGB), np.uint8)


def _fitted_paper(flat: FlatPage, ink: Ink, dpi: float, budget: int) -> Layer | None:
    if budget < 300:
        return None
    around = cv2.dilate(ink.mask, HALO)
    for wanted in PAPER_DPI:
        image = _paper(flat, around, min(1.0, wanted / dpi))
        data = fitted_jpeg(image, budget, *PAPER_QUALITY)
        if data is not None:
            return Layer(data, "DCTDecode", image.shape[1], image.shape[0], _channels(flat))
    return None


def _paper(flat: FlatPage, around: Pixels, scale: float) -> Pixels:
    """What remains when the ink is lifted off, its holes filled from beside them."""
    height, width = flat.luma.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    free = cv2.subtract(np.ones_like(around), around)
    cover = _area(free * np.uint8(255), size)
    (luma,) = _spread([_area(cv2.multiply(flat.luma, free), size) * 255], cover)
    if flat.colour is None:
        return _bytes(luma)
    chroma = cv2.cvtColor(flat.colour, cv2.COLOR_RGB2YCrCb)[..., 1:]
    small = _area(chroma, size) - 128
    small *= (cover > 254)[..., None]  # colour beside ink is the ink's
    merged = cv2.merge([_bytes(luma), _bytes(small[..., 0] + 128), _bytes(small[..., 1] + 128)])
    return np.asarray(cv2.cvtColor(merged, cv2.COLOR_YCrCb2RGB), np.uint8)


def _spread(sums: list[Floats], weights: Floats) -> list[Floats]:
    """Each plane's sums over weights, drawn towards the neighbourhood where the weight is small.

    Smooth where nothing is known, which costs JPEG almost nothing.
    """
    whole = max(float(weights.sum()), 1.0)
    filled: list[Floats] = [np.full_like(plane, float(plane.sum()) / whole) for plane in sums]
    for sigma, hold in SPREADS:
        near = _blurred(weights, sigma) + np.float32(hold)
        for plane, total in zip(filled, sums, strict=True):
            plane *= np.float32(hold)
            plane += _blurred(total, sigma)
            plane /= near
    return filled


def _blurred(plane: Floats, sigma: float) -> Floats:
    """Wide blurs are made on a smaller picture: what they spread has no detail to lose."""
    if sigma == 0:
        return plane
    if sigma <= NARROW:
        return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)
    height, width = plane.shape
    shrink = sigma / NARROW
    small = _area(plane, (max(1, round(width / shrink)), max(1, round(height / shrink))))
    soft = cv2.GaussianBlur(small, (0, 0), NARROW)
    return np.asarray(cv2.resize(soft, (width, height)), np.float32)


def _area(image: npt.NDArray[np.generic], size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.float32)


def _bytes(values: Floats) -> Pixels:
    return np.asarray(np.clip(values + 0.5, 0, 255), np.uint8)
