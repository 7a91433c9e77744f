"""A page image in memory, and how it gets there from JPEG, PNG, TIFF, HEIC or PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.guard import FileFacts, Limits, Refused, inspect

Pixels = npt.NDArray[np.uint8]
Decoded = tuple[Pixels, float | None]  # RGB pixels and the declared dpi

# One page is one process's work (workers run one per core): OpenCV's threads would only compete.
cv2.setNumThreads(1)

INCH_MM = 25.4
A4_LONG_MM, A3_LONG_MM = 297.0, 420.0
PLAUSIBLE_DPI = (90.0, 1_250.0)  # below: the 72 that phones write without having measured
PLAUSIBLE_MM = (40.0, 620.0)  # the long side: from a table row to an open A2 book
RENDER_DPI = 300
SQUARE, OBLONG = 1.02, 3.0  # dots across ÷ dots down; faxes have up to 2
ORIENTATION = 0x0112  # EXIF
IMAGE_KINDS = ("jpeg", "png", "tiff", "heic", "pdf")


class ImageError(ValueError):
    """An image that cannot be used; the message is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `image` is RGB, 8 bits, (height, width, 3), upright.

    `dpi` is the file's own when believable (`dpi_known`), else estimated from an A4 page, or an
    A3 spread when wider than tall. `sha256` is that of the file it came from, "" if from memory.
    """

    image: Pixels
    dpi: float
    dpi_known: bool = False
    sha256: str = ""

    @property
    def height(self) -> int:
        return int(self.image.shape[0])

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    def with_image(self, image: Pixels) -> Page:
        """The same page's other pixels, at the same resolution."""
        return replace(self, image=image)


def load_page(path: Path, number: int = 1, limits: Limits | None = None) -> Page:
    """The `number`-th page (from 1) of an image or PDF, upright, in RGB.

    Raises `Refused` when the guard does, `ImageError` when the pixels cannot be decoded.
    """
    facts = _image_facts(Path(path), limits)
    if not 1 <= number <= facts.pages:
        raise ImageError(f"{Path(path).name}: có {facts.pages} trang, không có trang {number}.")
    return _load(Path(path), facts, number)


def load_pages(path: Path, limits: Limits | None = None) -> Iterator[Page]:
    """Every page of a file, one in memory at a time."""
    facts = _image_facts(Path(path), limits)
    for number in range(1, facts.pages + 1):
        yield _load(Path(path), facts, number)


def as_page(image: Page | Pixels, dpi: float | None = None) -> Page:
    """A page from bare pixels (RGB or grey, 8 bits); a page is given back as it is."""
    if isinstance(image, Page):
        return image
    rgb = cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) if image.ndim == 2 else image
    if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8:
        raise ImageError("Ảnh phải là RGB 8 bit. Lưu lại ảnh thành JPEG hoặc PNG rồi thử lại.")
    if dpi is not None:
        return Page(rgb, dpi, True)
    return Page(rgb, estimated_dpi(rgb.shape[1], rgb.shape[0]))


def estimated_dpi(width: int, height: int) -> float:
    """Resolution if the image is an upright A4 page, or an open A3 spread when it lies."""
    long_mm = A3_LONG_MM if width > height else A4_LONG_MM
    return max(width, height) / long_mm * INCH_MM


def thumbnail(image: Page | Pixels, width: int) -> Pixels:
    """RGB pixels scaled down to `width`, never up."""
    pixels = as_page(image).image
    if pixels.shape[1] <= width:
        return pixels
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _image_facts(path: Path, limits: Limits | None) -> FileFacts:
    facts = inspect(path, limits)
    if facts.kind not in IMAGE_KINDS:
        message = "không phải ảnh (JPEG, PNG, TIFF, HEIC) hay PDF. Chọn tệp ảnh quét"
        raise Refused("khong_phai_anh", message, path.name)
    return facts


def _load(path: Path, facts: FileFacts, number: int) -> Page:
    if facts.kind == "pdf":
        from sohotich.engines.imaging.pdf_source import page_of_pdf

        decoded: Decoded = page_of_pdf(path, number)
    elif facts.kind == "heic":
        from sohotich.engines.imaging.heic import decode_heic

        decoded = (decode_heic(path, facts), None)
    else:
        with path.open("rb") as file:
            decoded = decode(file, path.name, number)
    image, declared = decoded
    dpi, known = _believed(declared, image.shape[1], image.shape[0])
    return Page(image, dpi, known, facts.sha256)


def decode(file: Any, name: str, number: int = 1, upright: bool = True) -> Decoded:
    """RGB pixels and the declared dpi of an image file the guard let through.

    `upright` turns it as its EXIF says; a TIFF of oblong dots (a fax) is made square.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the guard counted them already
    try:
        with Image.open(file) as source:
            source.seek(number - 1)
            declared = source.info.get("dpi")
            oblong = OBLONG if source.format == "TIFF" else SQUARE
            square = _squared(source, declared) if oblong > SQUARE else source
            turned = upright and source.getexif().get(ORIENTATION, 1) != 1
            standing = ImageOps.exif_transpose(square) if turned else square
            return np.asarray(_to_rgb(standing), np.uint8), _declared_dpi(declared, oblong)
    except (OSError, SyntaxError, ValueError, EOFError, TypeError) as error:
        raise ImageError(f"{name}: ảnh hỏng, không giải mã được. Quét lại trang này.") from error


def _to_rgb(image: Any) -> Any:
    if image.mode.startswith("I"):  # 16-bit grey: keep the upper 8 bits
        return image.point(lambda v: v / 256).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image

        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _squared(image: Any, declared: Any) -> Any:
    """The image with as many dots an inch down as across, as a fax machine prints it."""
    dots = _dots(declared)
    if dots is None or not SQUARE < max(dots) / min(dots) <= OBLONG:
        return image
    from PIL import Image

    size = tuple(round(side * max(dots) / own) for side, own in zip(image.size, dots, strict=True))
    drawn = image.convert("L") if image.mode == "1" else image
    square = drawn.resize(size, Image.Resampling.BICUBIC)
    square.getexif().update(image.getexif())
    return square


def _declared_dpi(declared: Any, oblong: float) -> float | None:
    dots = _dots(declared)
    return max(dots) if dots is not None and max(dots) / min(dots) <= oblong else None


def _dots(declared: Any) -> tuple[float, float] | None:
    """Dots an inch across and down, None where they make no sense."""
    try:
        across, down = (float(value) for value in declared)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if min(across, down) > 0 else None


def _believed(declared: float | None, width: int, height: int) -> tuple[float, bool]:
    if declared is not None and PLAUSIBLE_DPI[0] <= declared <= PLAUSIBLE_DPI[1]:
        long_mm = max(width, height) / declared * INCH_MM
        if PLAUSIBLE_MM[0] <= long_mm <= PLAUSIBLE_MM[1]:
            return declared, True
    return estimated_dpi(width, height), False
