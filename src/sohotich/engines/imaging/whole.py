"""Pages coded as one image: JPEG 2000 at an exact rate, or plain JPEG by search."""

from __future__ import annotations

import cv2
import numpy as np

from sohotich.engines.imaging import jpx
from sohotich.engines.imaging.flatten import PAPER, FlatPage
from sohotich.engines.imaging.page import Pixels
from sohotich.engines.imaging.pdf_file import Layer

# Contrast below the first is paper and becomes even; above the second it stays as it is.
KNEE = (7, 18)
KNEE_SIGMA = 1.8
RATE_STEPS = (0.998, 0.97, 0.9, 0.8, 0.6)  # the coder meets a rate within some tens of bytes
JPEG_DPI = (300, 250, 200, 150, 125, 100, 75)
JPEG_QUALITY = (12, 90)


def soften_paper(flat: FlatPage) -> Pixels:
    """The page's brightness with its paper made one even tone, nowhere above `PAPER`."""
    smooth = cv2.GaussianBlur(flat.luma, (0, 0), KNEE_SIGMA)
    ramp = (PAPER - np.arange(256) - KNEE[0]) * 255 / (KNEE[1] - KNEE[0])
    weight = cv2.LUT(smooth, np.clip(ramp, 0, 255).astype(np.uint8))
    weight = cv2.dilate(weight, np.ones((3, 3), np.uint8))
    even = np.full_like(flat.luma, PAPER)
    depth = cv2.multiply(cv2.subtract(even, flat.luma), weight, scale=1 / 255)
    return np.asarray(cv2.subtract(even, depth), np.uint8)


def with_colour(luma: Pixels, colour: Pixels) -> Pixels:
    """RGB from full-size brightness and quarter-size colour, neutral where there is only paper."""
    size = (colour.shape[1], colour.shape[0])
    inked = cv2.dilate((luma < PAPER).astype(np.uint8), np.ones((5, 5), np.uint8))
    near = cv2.resize(inked * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    chroma = cv2.cvtColor(colour, cv2.COLOR_RGB2YCrCb)[..., 1:].astype(np.int16) - 128
    chroma = (chroma * (near[..., None].astype(np.int16) + 1) >> 8) + 128
    full = cv2.resize(chroma.astype(np.uint8), (luma.shape[1], luma.shape[0]))
    planes = cv2.merge([luma, full[..., 0], full[..., 1]])
    return np.asarray(cv2.cvtColor(planes, cv2.COLOR_YCrCb2RGB), np.uint8)


def jpeg2000(image: Pixels, budget: int) -> Layer | None:
    """A grey image at full resolution in at most `budget` bytes, or None."""
    for share in RATE_STEPS:
        data = jpx.encode(image, int(budget * share))
        if len(data) <= budget:
            return _layer(data, "JPXDecode", image)
    return None


def jpeg(image: Pixels, dpi: float, budget: int) -> tuple[Layer, float] | None:
    """Plain JPEG within `budget` and its dpi: the highest resolution at which it fits.

    Measured: on evened paper a coarse JPEG at 200 dpi keeps thin strokes far better than a fine
    one at 125.
    """
    steps: list[float] = [d for d in JPEG_DPI if d <= dpi * 1.05]
    for wanted in steps or [dpi]:
        scale = min(1.0, wanted / dpi)
        scaled = _scaled(image, scale)
        data = fitted_jpeg(scaled, budget, *JPEG_QUALITY)
        if data is not None:
            return _layer(data, "DCTDecode", scaled), dpi * scale
    return None


def fitted_jpeg(image: Pixels, budget: int, least: int, most: int) -> bytes | None:
    """The best JPEG of quality `least`…`most` within `budget` bytes, or None."""
    best = encode_jpeg(image, least)
    if len(best) > budget:
        return None
    while least < most:
        middle = (least + most + 1) // 2
        data = encode_jpeg(image, middle)
        if len(data) <= budget:
            best, least = data, middle
        else:
            most = middle - 1
    return best


def encode_jpeg(image: Pixels, quality: int, fine_colour: bool = False) -> bytes:
    """JPEG bytes of RGB or grey pixels, colour at half resolution unless `fine_colour`."""
    bgr = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    settings += [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]
    if fine_colour:
        settings += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    return bytes(cv2.imencode(".jpg", bgr, settings)[1])


def _scaled(image: Pixels, scale: float) -> Pixels:
    if scale >= 0.99:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _layer(data: bytes, coding: str, image: Pixels) -> Layer:
    channels = 1 if image.ndim == 2 else 3
    return Layer(data, coding, image.shape[1], image.shape[0], channels)
