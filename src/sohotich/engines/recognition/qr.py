"""Find and read the QR codes on a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zxingcpp

from sohotich.engines.recognition.payload import PayloadError, SheetCode, parse

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Code:
    """One code: its text and where it lies, (left, top, right, bottom) in pixels of the image."""

    text: str
    box: tuple[int, int, int, int]


def read_qr(image: Image | Path) -> list[Code]:
    """Read every QR code of a page, top to bottom, then left to right.

    `image` is RGB or grey, 8 bits, or the path of a page that `engines.imaging` can load; any
    rotation, also mirrored or light on dark. A page without a code gives an empty list.
    """
    pixels = _load(image) if isinstance(image, Path) else image
    found = zxingcpp.read_barcodes(_view(pixels), formats=zxingcpp.BarcodeFormat.QRCode)
    codes = [Code(str(barcode.text), _box(barcode.position)) for barcode in found]
    return sorted(codes, key=lambda code: (code.box[1], code.box[0]))


def read_sheets(image: Image | Path) -> list[SheetCode]:
    """Read only our own sheets' codes; foreign and damaged ones are passed over."""
    sheets = []
    for code in read_qr(image):
        try:
            sheet = parse(code.text)
        except PayloadError:
            continue
        if sheet is not None:
            sheets.append(sheet)
    return sheets


def _load(path: Path) -> Image:
    # imaging brings numba; whoever already holds the pixels does not need it.
    from sohotich.engines.imaging import load_page

    return load_page(path).image


def _view(pixels: Image) -> Any:
    colour = pixels.ndim == 3
    layout = zxingcpp.ImageFormat.RGB if colour else zxingcpp.ImageFormat.Lum
    height, width = pixels.shape[:2]
    return zxingcpp.ImageView(np.ascontiguousarray(pixels), width, height, layout)


def _box(position: Any) -> tuple[int, int, int, int]:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    across = [corner.x for corner in corners]
    down = [corner.y for corner in corners]
    return (min(across), min(down), max(across), max(down))
