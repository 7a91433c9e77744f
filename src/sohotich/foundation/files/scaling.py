"""Stored pictures made smaller for a screen."""

from __future__ import annotations

import io
from typing import BinaryIO


def scaled_jpeg(jpeg: BinaryIO, width: int, quality: int) -> bytes:
    """A JPEG scaled down to `width` pixels, never up; its decoder skips the detail beforehand."""
    # Only whoever looks at pictures pays for loading this.
    from PIL import Image

    with Image.open(jpeg) as image:
        width = min(width, image.width)
        height = max(1, round(image.height * width / image.width))
        image.draft("RGB", (width, height))
        out = io.BytesIO()
        smaller = image.resize((width, height), Image.Resampling.LANCZOS)
        smaller.save(out, "JPEG", quality=quality, optimize=True)
        return out.getvalue()
