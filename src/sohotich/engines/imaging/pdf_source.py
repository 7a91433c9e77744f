"""Pages out of PDFs: the image itself where a page is one image, else a rendering at 300 dpi."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np

from sohotich.engines.imaging.page import RENDER_DPI, ImageError, Pixels, decode

POINTS_PER_INCH = 72
FULL_PAGE = 0.97  # an image covering this much of both sides is the page


def page_of_pdf(path: Path, number: int) -> tuple[Pixels, float]:
    """RGB pixels and dpi of one page; a scanned page's JPEG is decoded once, never re-rendered."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            try:
                return _single_image(page, path.name) or (_rendered(page), float(RENDER_DPI))
            finally:
                page.close()
    except pypdfium2.PdfiumError as error:
        message = f"{path.name}: không đọc được trang {number}. Xuất lại PDF từ phần mềm quét."
        raise ImageError(message) from error


def render(source: Path | bytes, number: int, dpi: float, grey: bool = False) -> Pixels:
    """One page of a PDF as RGB (or grey) pixels at `dpi`, as PDFium shows it to a reader."""
    import pypdfium2

    with pypdfium2.PdfDocument(source) as document:
        page = document[number - 1]
        try:
            return _rendered(page, dpi, grey)
        finally:
            page.close()


def _rendered(page: Any, dpi: float = RENDER_DPI, grey: bool = False) -> Pixels:
    # A hair less, so that rounding up never adds a row and shifts every pixel a little.
    scale = dpi / POINTS_PER_INCH * (1 - 1e-6)
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=not grey)
    try:
        pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width, -1)
        return np.array(pixels[..., 0] if grey else pixels[..., :3], np.uint8)
    finally:
        bitmap.close()


def _single_image(page: Any, name: str) -> tuple[Pixels, float] | None:
    """The page's only object, when it is an upright image that covers the page."""
    import pypdfium2.raw as raw

    objects = list(page.get_objects(max_depth=2))
    if len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE or page.get_rotation():
        return None
    image, (width, height) = objects[0], page.get_size()
    turn = image.get_matrix()
    upright = abs(turn.b) < 0.01 and abs(turn.c) < 0.01 and turn.a > 0 and turn.d > 0
    if not upright or turn.a < FULL_PAGE * width or turn.d < FULL_PAGE * height:
        return None
    out = io.BytesIO()
    if "DCTDecode" in image.get_filters():
        image.extract(out)
        out.seek(0)
        pixels, _ = decode(out, name)
    else:
        bitmap = image.get_bitmap()
        pixels = np.asarray(bitmap.to_pil().convert("RGB"), np.uint8)
        bitmap.close()
    return pixels, pixels.shape[1] / width * POINTS_PER_INCH
