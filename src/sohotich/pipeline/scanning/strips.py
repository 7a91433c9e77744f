"""Stamps of the contact sheet: many pages in one picture, fetched by one request."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

# Pages in one strip, side by side: the island reckons with both.
STRIP: Final = {"pages": 24, "columns": 6}
# A stamp is pressed into this shape and drawn out again into its page's on the screen.
_WIDTH, _HEIGHT = 150, 212
_QUALITY = 45
_NOTHING = "white"


def strip_jpeg(pages: Sequence[Path | None]) -> bytes:
    """One JPEG of these pages' pictures, row by row; None, or a file that is gone, stays empty."""
    from PIL import Image

    columns = STRIP["columns"]
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * _WIDTH, rows * _HEIGHT), _NOTHING)
    for place, path in enumerate(pages):
        stamp = _stamp(path) if path is not None else None
        if stamp is not None:
            sheet.paste(stamp, (place % columns * _WIDTH, place // columns * _HEIGHT))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _stamp(path: Path) -> Image.Image | None:
    from PIL import Image

    try:
        with Image.open(path) as image:
            # The decoder leaves out what is thrown away a moment later.
            image.draft("RGB", (_WIDTH, _HEIGHT))
            return image.convert("RGB").resize((_WIDTH, _HEIGHT), Image.Resampling.BOX)
    except OSError:
        return None
