"""Pictures made when somebody looks: pages as stamps, a PDF as a reader shows it."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, BinaryIO, Final

from sohotich.foundation.files.scaling import scaled_jpeg

if TYPE_CHECKING:
    from PIL import Image

SMALL_WIDTH: Final = 240
_SMALL_QUALITY, _RENDER_QUALITY = 70, 88
_WIDEST: Final = 1700
# PDFium keeps state of the whole process: two threads in it at once crash the server.
_one_at_a_time = threading.Lock()


def small(jpeg: BinaryIO) -> bytes:
    """A page as a stamp."""
    return scaled_jpeg(jpeg, SMALL_WIDTH, _SMALL_QUALITY)


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


def width_of(jpeg: BinaryIO) -> int:
    """The width of a JPEG in pixels."""
    from PIL import Image

    with Image.open(jpeg) as image:
        return int(image.width)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
