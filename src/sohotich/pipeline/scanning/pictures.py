"""Pictures made when somebody looks: pages as stamps, a PDF as a reader shows it."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from PIL import Image

ORIGINAL_WIDTH: Final = 900
_RENDER_QUALITY: Final = 88
# An A3 spread at 600 dpi; what is larger is not decoded while people wait.
_MOST_PIXELS: Final = 70_000_000
_WIDEST: Final = 1700
# PDFium keeps state of the whole process: two threads in it at once crash the server.
_one_at_a_time = threading.Lock()


def rendered(pdf: BinaryIO, width: int = _WIDEST) -> bytes:
    """The pages of a PDF under each other as one JPEG, the widest `width` pixels wide."""
    import pypdfium2
    from PIL import Image

    with _one_at_a_time, pypdfium2.PdfDocument(pdf.read()) as document:
        widest = max(page.get_width() for page in document)
        scale = width / widest
        pages = [page.render(scale=scale).to_pil().convert("RGB") for page in document]
    sheet = Image.new("RGB", (width, sum(page.height for page in pages)), "white")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    return _jpeg(sheet, _RENDER_QUALITY)


def original(path: Path, frame: int, width: int = ORIGINAL_WIDTH) -> bytes:
    """A page as its file shows it, upright, as a JPEG.

    Raises what `load_page` does; a picture too large to be opened beside other people's requests is
    refused as well.
    """
    from PIL import Image

    from sohotich.engines.guard import Limits
    from sohotich.engines.imaging import load_page, thumbnail

    with _one_at_a_time:
        page = load_page(path, frame, Limits(pixels=_MOST_PIXELS))
    return _jpeg(Image.fromarray(thumbnail(page, width)), _RENDER_QUALITY)


def width_of(jpeg: BinaryIO) -> int:
    """The width of a JPEG in pixels."""
    from PIL import Image

    with Image.open(jpeg) as image:
        return int(image.width)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
