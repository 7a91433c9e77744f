"""The pixel work on one page and on one registration: plain values in and out, for processes."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from sohotich.engines.guard import Refused
from sohotich.engines.imaging import (
    Cut,
    FoundPage,
    ImageError,
    Page,
    PdfOptions,
    Pixels,
    crop,
    deskew,
    find_pages,
    load_page,
    make_pdf,
    rectify,
    split,
    thumbnail,
)
from sohotich.engines.recognition import number_hint, read_sheets
from sohotich.pipeline.scanning.geometry_words import page_words

THUMB_WIDTH = 900
SMALL_WIDTH = 360
VIEW_WIDTH = 1700
_THUMB_QUALITY, _VIEW_QUALITY = 72, 80
_TOO_LARGE = (
    "Ảnh quá lớn so với bộ nhớ của máy này. Quét lại ở 300 dpi, hoặc xử lý ở máy nhiều bộ nhớ hơn."
)
_FAULT = (
    "Máy gặp lỗi khi xử lý ảnh này, đã ghi vào nhật ký lỗi. Thử quét lại; vẫn lỗi thì báo người "
    "quản trị."
)
_log = logging.getLogger(__name__)
# Turning the pixels by less than this costs sharpness and mends nothing one can see.
_LEVEL_DEG = 0.15


@dataclass(frozen=True)
class PageTask:
    """One page to analyse: `path` of the image, `frame` from 1, how the book is laid out."""

    key: str
    path: str
    sha256: str
    frame: int
    layout: str
    rows: int
    book: str


@dataclass(frozen=True)
class SheetTask:
    """One sheet of a pile, to be read for our QR codes."""

    key: str
    path: str
    frame: int


@dataclass(frozen=True)
class SheetRead:
    """`book` the key that a QR sheet names, "" for a page; `problem` when it cannot be opened."""

    key: str
    book: str = ""
    bundle: int = 0
    thumb: bytes = b""
    problem: str = ""


@dataclass(frozen=True)
class FoundCut:
    """A proposed cut: shares of the straightened page; the rest as `register.images.cuts.Cut`."""

    box: tuple[float, float, float, float]
    confidence: float
    joins: bool = False
    skipped: bool = False
    doubt: str = ""
    read: str = ""
    read_sure: float = 0.0


@dataclass(frozen=True)
class PageFound:
    """What was found. `quad` eight shares of the image or None; `thumb` a JPEG of the page, or
    empty when the image could not be opened and `problem` says why.
    """

    key: str
    sha256: str
    width: int = 0
    height: int = 0
    quad: tuple[float, ...] | None = None
    skew: float = 0.0
    confidence: float = 0.0
    cuts: tuple[FoundCut, ...] = ()
    thumb: bytes = b""
    problem: str = ""
    cover: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Region:
    """One piece of a registration: where on which page image."""

    path: str
    frame: int
    quad: tuple[float, ...] | None
    skew: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class PressTask:
    """One registration to press into a PDF under `options`."""

    key: str
    regions: tuple[Region, ...]
    options: PdfOptions


@dataclass(frozen=True)
class Pressed:
    """The PDF and the screen image; `problem` instead of both when it could not be made."""

    key: str
    pdf: bytes = b""
    view: bytes = b""
    verdict: str = ""
    reason: str = ""
    score: float = 0.0
    recipe: dict[str, Any] | None = None
    problem: str = ""


def analyse(task: PageTask) -> PageFound:
    """Find the page, straighten it, propose cuts, and draw a small picture of it."""
    try:
        image = load_page(Path(task.path), task.frame)
        found = find_pages(image)[0]
        flat = _straight(image, found)
        sheets = read_sheets(flat.image)
        empty = bool(sheets) or found.blank
        cuts = () if empty else tuple(_cuts(flat, task.layout, task.rows))
        return PageFound(
            key=task.key,
            sha256=task.sha256,
            width=image.width,
            height=image.height,
            quad=_shares(image, found),
            skew=found.skew_deg,
            confidence=found.confidence,
            cuts=cuts,
            thumb=_jpeg(thumbnail(flat, THUMB_WIDTH), _THUMB_QUALITY),
            problem=_problem(found, [str(sheet.book) for sheet in sheets], task.book),
            cover=bool(sheets),
        )
    except Exception as error:
        return PageFound(task.key, task.sha256, problem=_told(error), failed=True)


def _told(error: Exception) -> str:
    """What stands at the page; a fault of ours on one page is no reason to stop its book.

    Raises again what is no matter of this page: a disk that is full or gone.
    """
    if isinstance(error, ImageError | Refused):
        return str(error)
    if isinstance(error, OSError):
        raise error
    if isinstance(error, MemoryError) or getattr(error, "code", None) == cv2.Error.StsNoMem:
        return _TOO_LARGE
    _log.error("a page was not processed", exc_info=error)
    return _FAULT


def read_sheet(task: SheetTask) -> SheetRead:
    """Read a sheet's codes, without looking for the page: a cover lies flat on a scanner."""
    try:
        image = load_page(Path(task.path), task.frame)
    except Exception as error:
        return SheetRead(task.key, problem=_told(error))
    thumb = _jpeg(thumbnail(image, SMALL_WIDTH), _THUMB_QUALITY)
    codes = read_sheets(image.image)
    if not codes:
        return SheetRead(task.key, thumb=thumb)
    return SheetRead(task.key, str(codes[0].book), codes[0].number or 0, thumb)


def press(task: PressTask) -> Pressed:
    """Cut the registration out of its pages and press it into one PDF within the cap."""
    try:
        pieces = [_piece(region) for region in task.regions]
        with tempfile.TemporaryDirectory(prefix="sohotich-pdf-") as folder:
            out = Path(folder) / "entry.pdf"
            result = make_pdf(pieces, out, task.options)
            pdf = out.read_bytes()
    except Exception as error:
        return Pressed(task.key, problem=_told(error))
    return Pressed(
        key=task.key,
        pdf=pdf,
        view=_jpeg(_stacked(pieces), _VIEW_QUALITY),
        verdict=result.verdict,
        reason=result.reason,
        score=result.legibility["score"],
        recipe={**asdict(result), "cpu_seconds": None},
    )


def _straight(image: Page, found: FoundPage) -> Page:
    flat = rectify(image, found)
    return deskew(flat, found.skew_deg) if abs(found.skew_deg) >= _LEVEL_DEG else flat


def _shares(image: Page, found: FoundPage) -> tuple[float, ...]:
    return tuple(
        round(value / size, 6)
        for point in found.quad
        for value, size in zip(point, (image.width, image.height), strict=True)
    )


def _cuts(page: Page, layout: str, rows: int) -> list[FoundCut]:
    # The engine's `spread` means two leaves; one registration over both needs no cut.
    engine = {"spread": "one", "leaves": "spread"}.get(layout, layout)
    cuts = split(page, engine, rows=rows if engine == "rows" else None)
    read, sure = _number(page, cuts, table=engine == "rows")
    last = _last(cuts)
    return [
        FoundCut(
            _box(cut, page),
            cut.confidence,
            cut.joins,
            cut.empty,
            cut.doubt,
            read if cut is last else "",
            sure if cut is last else 0.0,
        )
        for cut in cuts
    ]


def _box(cut: Cut, page: Page) -> tuple[float, float, float, float]:
    left, top, right, bottom = cut.box
    return (
        _share(left, page.width),
        _share(top, page.height),
        _share(right, page.width),
        _share(bottom, page.height),
    )


def _last(cuts: Sequence[Cut]) -> Cut | None:
    """The last registration that begins on the page: its number tells of all before it."""
    return next((cut for cut in reversed(cuts) if not (cut.joins or cut.empty)), None)


def _number(page: Page, cuts: Sequence[Cut], *, table: bool) -> tuple[str, float]:
    last = _last(cuts)
    if last is None:
        return "", 0.0
    hint = number_hint(crop(page, last).image, table=table)
    return hint if hint is not None else ("", 0.0)


def _share(value: int, size: int) -> float:
    return min(1.0, max(0.0, value / size))


def _problem(found: FoundPage, sheets: Sequence[str], book: str) -> str:
    if not sheets:
        return page_words(found.doubts, blank=found.blank)
    if book not in sheets:
        return "Tờ bìa của sổ khác: kiểm tra xem ảnh có lẫn sổ không"
    return ""


def _piece(region: Region) -> Page:
    flat = _flat(region.path, region.frame, region.quad, region.skew)
    x0, y0, x1, y1 = region.box
    box = (
        round(x0 * flat.width),
        round(y0 * flat.height),
        round(x1 * flat.width),
        round(y1 * flat.height),
    )
    return crop(flat, Cut(box, None, 1.0))


# Registrations come page by page: the rows of one page straighten it once.
@lru_cache(maxsize=1)
def _flat(path: str, frame: int, quad: tuple[float, ...] | None, skew: float) -> Page:
    image = load_page(Path(path), frame)
    if quad is None:
        return image
    points = zip(quad[::2], quad[1::2], strict=True)
    corners = tuple((x * image.width, y * image.height) for x, y in points)
    return _straight(image, FoundPage(corners, skew, 1.0))


def _stacked(pieces: Sequence[Page]) -> Pixels:
    """The pieces under each other, as wide as a screen needs."""
    shown = [thumbnail(piece, VIEW_WIDTH) for piece in pieces]
    width = max(image.shape[1] for image in shown)
    padded = [
        np.pad(image, ((0, 0), (0, width - image.shape[1]), (0, 0)), constant_values=255)
        for image in shown
    ]
    return np.concatenate(padded)


def _jpeg(pixels: Pixels, quality: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
