"""Pages out of PDFs: the image itself where a page is one image, else a rendering at 300 dpi."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from sohotich.engines.imaging.page import RENDER_DPI, ImageError, Pixels, decode

POINTS_PER_INCH = 72
FULL_PAGE = 0.97  # an image covering this much of both sides is the page
LOOK_WIDTH, LOOK_OFF = 96, 12  # pixels; mean grey levels between the image and the page as drawn


def page_of_pdf(path: Path, number: int) -> tuple[Pixels, float]:
    """RGB pixels and dpi of one page; a scanned page's JPEG is decoded once, never re-rendered,
    however the PDF turns it.
    """
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
    """The page's only object, when it is an image that covers the page and looks like it."""
    import pypdfium2.raw as raw

    objects = list(page.get_objects(max_depth=2))
    if len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE:
        return None
    image = objects[0]
    if not _covers(page, image.get_bounds()):
        return None
    stored = _stored(image, name)
    standing = _turned(stored, image.get_matrix(), page.get_rotation())
    # Negatives, masks, shears and what lies over the image show in the drawn page alone.
    if standing is None or not _looks_like(page, standing):
        return None
    return standing, standing.shape[1] / page.get_size()[0] * POINTS_PER_INCH


def _covers(page: Any, bounds: tuple[float, float, float, float]) -> bool:
    """Whether left, bottom, right and top of the image are those of the page, nearly."""
    left, bottom, right, top = page.get_cropbox()
    off = (1 - FULL_PAGE) * min(right - left, top - bottom)
    return all(abs(a - b) <= off for a, b in zip(bounds, (left, bottom, right, top), strict=True))


def _stored(image: Any, name: str) -> Pixels:
    if "DCTDecode" in image.get_filters():
        out = io.BytesIO()
        image.extract(out)
        out.seek(0)
        # Readers of PDF pass over what a JPEG inside says of its own turn.
        return decode(out, name, upright=False)[0]
    bitmap = image.get_bitmap()
    try:
        return np.asarray(bitmap.to_pil().convert("RGB"), np.uint8)
    finally:
        bitmap.close()


def _turned(stored: Pixels, matrix: Any, rotation: int) -> Pixels | None:
    """The pixels as the page shows them, by quarter turns and mirroring alone; None if sheared.

    In the matrix (ISO 32000-1, 8.3.4) y grows upward, as it does inside an image.
    """
    across, up = max(abs(matrix.a), abs(matrix.c)), max(abs(matrix.b), abs(matrix.d))
    if abs(matrix.b) < 0.01 * up and abs(matrix.c) < 0.01 * across:
        laid, mirrored, upside_down = stored, matrix.a < 0, matrix.d < 0
    elif abs(matrix.a) < 0.01 * across and abs(matrix.d) < 0.01 * up:
        laid, mirrored, upside_down = stored.transpose(1, 0, 2), matrix.c > 0, matrix.b > 0
    else:
        return None
    laid = laid[:, ::-1] if mirrored else laid
    laid = laid[::-1] if upside_down else laid
    return np.ascontiguousarray(np.rot90(laid, -rotation // 90))


def _looks_like(page: Any, image: Pixels) -> bool:
    drawn = _rendered(page, LOOK_WIDTH / page.get_size()[0] * POINTS_PER_INCH)
    size = (drawn.shape[1], drawn.shape[0])
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return bool(cv2.absdiff(small, drawn).mean() <= LOOK_OFF)
