"""JPEG 2000 at an exact rate, without the work on detail that no cap leaves room for.

OpenJPEG codes every bit plane of every coefficient and only then drops what the rate forbids: at
a tenth of a bit per pixel most of that work is thrown away. The image is therefore coded with its
contrast divided by a power of two, and the quantisation steps written into the code stream are
multiplied by the same, so that every decoder gets the contrast back. The planes below the
division, which the rate would have dropped, are never made.
"""

from __future__ import annotations

import io
import struct

import cv2
import numpy as np

from sohotich.engines.imaging.page import Pixels

RESOLUTIONS = 6
CODE_BLOCK = (128, 32)  # wide ones suit lines of writing: a little faster and finer than 64 × 64
# Bits per pixel up to which so many planes are left out. Measured on crops of register pages: at
# most 0.1 dB lost.
SKIPPED_PLANES = ((0.15, 3), (0.3, 2), (0.5, 1))
# ITU-T T.800: the marker "quantisation default" (A.6.4), style 2 with 16 bits for each subband.
QCD, EXPOUNDED, EXPONENT_SHIFT, GUARD_SHIFT = b"\xff\x5c", 2, 11, 5


def encode(image: Pixels, size: int) -> bytes:
    """A JP2 file of about `size` bytes of a grey or RGB image; the coder misses by some tens."""
    planes = _skipped(8 * size / (image.shape[0] * image.shape[1]))
    data = _coded(_flattened(image, planes), image.size / size)
    return _steeper(data, planes) if planes else data


def _skipped(bits_per_pixel: float) -> int:
    return next((planes for most, planes in SKIPPED_PLANES if bits_per_pixel <= most), 0)


def _flattened(image: Pixels, planes: int) -> Pixels:
    """The image with its contrast divided, around the 128 that the coder takes off first.

    Its commonest value, the paper, is the one that rounding leaves exact: even paper stays even,
    at most half a step (of 2^planes grey levels) lighter or darker than it was.
    """
    if planes == 0:
        return image
    paper = int(np.bincount(image[::16, ::16].ravel(), minlength=1).argmax())
    levels = np.rint((np.arange(256) - paper) / 2**planes) + round((paper - 128) / 2**planes)
    return np.asarray(cv2.LUT(image, (levels + 128).astype(np.uint8)), np.uint8)


def _coded(image: Pixels, rate: float) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(image).save(
        out,
        "JPEG2000",
        quality_mode="rates",
        quality_layers=[max(1.0, rate)],
        irreversible=True,
        num_resolutions=min(RESOLUTIONS, max(1, min(image.shape[:2]).bit_length() - 1)),
        codeblock_size=CODE_BLOCK,
    )
    return out.getvalue()


def _steeper(data: bytes, planes: int) -> bytes:
    """The same code with its steps 2^planes larger.

    A step is 2^(depth − exponent) and a subband has `guard bits + exponent − 1` planes (T.800
    E.1): smaller exponents with as many more guard bits leave the number of planes as coded.
    """
    out = bytearray(data)
    at = out.index(QCD) + 2
    (length,) = struct.unpack_from(">H", out, at)
    guard, style = out[at + 2] >> GUARD_SHIFT, out[at + 2] & (2**GUARD_SHIFT - 1)
    if style != EXPOUNDED:
        raise AssertionError(f"quantisation style {style}, not {EXPOUNDED}")
    out[at + 2] = (guard + planes) << GUARD_SHIFT | style
    for step in range(at + 3, at + length, 2):
        (value,) = struct.unpack_from(">H", out, step)
        struct.pack_into(">H", out, step, value - (planes << EXPONENT_SHIFT))
    return bytes(out)
