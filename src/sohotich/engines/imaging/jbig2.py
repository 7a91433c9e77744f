"""Lossless JBIG2 for masks: the generic region only, so no letter can ever stand for another."""

from __future__ import annotations

import struct

import numpy as np

from sohotich.engines.imaging.page import Pixels

PAGE_INFORMATION, IMMEDIATE_GENERIC_REGION = 48, 38
TEMPLATE_0_TYPICAL = 0x08
ADAPTIVE_PIXELS = bytes((3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE))  # the nominal ones


def encode(mask: Pixels) -> bytes:
    """JBIG2 segments, as PDF embeds them, of a (height, width) mask of 0 and 1 (ink)."""
    # Here and not above: whoever makes no mask need not wait for the compiler's import.
    from sohotich.engines.imaging import jbig2_kernel

    height, width = mask.shape
    padded = np.zeros((height + 2, width + 8), np.uint8)
    padded[2:, 4:-4] = mask
    out = np.zeros(height * width // 4 + 4096, np.uint8)
    end = jbig2_kernel.encode_region(padded, out)
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + bytes((TEMPLATE_0_TYPICAL,))
    body = region + ADAPTIVE_PIXELS + out[1:end].tobytes()
    return _segment(0, PAGE_INFORMATION, page) + _segment(1, IMMEDIATE_GENERIC_REGION, body)


def _segment(number: int, kind: int, body: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
