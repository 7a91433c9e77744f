"""Pictures made smaller for a screen, or drawn anew without what a camera wrote into them."""

from __future__ import annotations

import io
from pathlib import Path
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


def bare_jpeg(picture: Path, longest_side: int, quality: int = 85) -> bytes:
    """A JPEG or PNG as a JPEG of at most that many pixels a side, upright, without metadata.

    The caller has had the file looked at by the guard. OSError, ValueError or SyntaxError where it
    cannot be decoded after all.
    """
    from PIL import Image, ImageOps

    with Image.open(picture, formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (longest_side, longest_side))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        flat = Image.new("RGB", upright.size, "white")
        marked = upright.convert("RGBA") if "transparency" in upright.info else upright
        clear = marked.getchannel("A") if "A" in marked.getbands() else None
        flat.paste(marked.convert("RGB"), mask=clear)
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=quality, optimize=True)
        return out.getvalue()
