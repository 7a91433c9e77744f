"""Page images in, one PDF within the cap out, looked at once more as a reader would see it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from sohotich.engines.imaging import measures, mixed, pdf_file, pdf_source, tinted, verdict, whole
from sohotich.engines.imaging.flatten import FlatPage, flatten
from sohotich.engines.imaging.ink import Ink, find_ink
from sohotich.engines.imaging.options import RECIPE, VERDICTS, Legibility, PdfOptions, PdfResult
from sohotich.engines.imaging.page import ImageError, Page, Pixels, as_page
from sohotich.engines.imaging.pdf_file import POINTS_PER_INCH, Layer, Sheet

TOOL = f"sohotich anh {RECIPE}"
LEAST_PAGE_BYTES = 1_500
# Below this many bits for each run of ink a mixed raster keeps strokes better than JPEG 2000:
# measured, on tables of eight to ten rows up to 5,4, on every other page from 7,9.
DENSE_BITS = 6.5
PAGE_FLOOR_BYTES = 24_000  # what a page with little ink gets if the cap allows it
JPEG_FACTOR = 3  # plain JPEG needs about so many times the bytes for the same strokes
RESAMPLE_FROM = 1.1  # originals this much finer than wanted are scaled down


@dataclass(frozen=True, slots=True)
class _Ready:
    """A page prepared for coding."""

    flat: FlatPage
    ink: Ink
    dpi: float
    blur_mm: float
    original_dpi: float


@dataclass(frozen=True, slots=True)
class _Coded:
    """One way of coding a page, and what the selector measured on its rendering."""

    method: str
    sheet: Sheet
    dpi: float
    rendered: Pixels
    hairline_loss: float


def make_pdf(
    images: Sequence[Page | Pixels], out: Path, options: PdfOptions | None = None
) -> PdfResult:
    """Write the images, one page each, as one PDF of at most `options.max_bytes`.

    Bare pixels count as of estimated resolution. Raises `ImageError` when nothing fits under the
    cap; a page that fits but suffers is written with the verdict `look` or `rescan`. The file
    appears whole or not at all; the same images and options give the same bytes.
    """
    options = options or PdfOptions()
    if not images:
        raise ImageError("Chưa có ảnh nào. Chọn ít nhất một ảnh.")
    started = time.process_time()
    pages = [as_page(image) for image in images]
    sources = tuple(dict.fromkeys(page.sha256 for page in pages if page.sha256))
    ready = [_prepare(page, options.dpi) for page in pages]
    budgets = _budgets(ready, sources, options)
    coded = [_code(page, size, options) for page, size in zip(ready, budgets, strict=True)]
    data = pdf_file.write([c.sheet for c in coded], sources, TOOL)
    if len(data) > options.max_bytes:
        raise AssertionError(f"{len(data)} bytes over the cap of {options.max_bytes}")
    _write_whole(Path(out), data)
    return _result(data, ready, coded, options, time.process_time() - started)


def _prepare(page: Page, dpi: float) -> _Ready:
    image, now = page.image, page.dpi
    if now > dpi * RESAMPLE_FROM:
        size = (max(1, round(page.width * dpi / now)), max(1, round(page.height * dpi / now)))
        image, now = cv2.resize(image, size, interpolation=cv2.INTER_AREA), dpi
    flat = flatten(np.ascontiguousarray(image))
    ink = find_ink(flat.luma)
    return _Ready(flat, ink, now, measures.blur_mm(flat.luma, ink, now), page.dpi)


def _budgets(pages: list[_Ready], sources: tuple[str, ...], options: PdfOptions) -> list[int]:
    """Image bytes for each page: what its ink asks for, or its share of what the cap leaves."""
    # The largest skeleton a page can have: paper, masked ink and mask.
    mask = Layer(b"", "JBIG2Decode", 10_000, 10_000, 1)
    layer = Layer(b"", "DCTDecode", 10_000, 10_000, 3, mask)
    sheets = [Sheet((layer, layer), 10_000.0, 10_000.0) for _ in pages]
    room = options.max_bytes - pdf_file.overhead(sheets, sources, TOOL)
    if room < LEAST_PAGE_BYTES * len(pages):
        raise ImageError(
            f"Giới hạn {options.max_bytes} byte quá nhỏ cho {len(pages)} trang. "
            "Tăng giới hạn hoặc tách thành nhiều tệp."
        )
    bits = options.bits_per_ink_pixel * (JPEG_FACTOR if options.profile == "jpeg" else 1)
    wanted = [max(PAGE_FLOOR_BYTES, int(page.ink.pixels * bits / 8)) for page in pages]
    share = min(1.0, room / sum(wanted))
    return [max(LEAST_PAGE_BYTES, int(size * share)) for size in wanted]


def _code(page: _Ready, budget: int, options: PdfOptions) -> _Coded:
    """The first coding whose rendering keeps the hairlines, or the best of those tried."""
    tried = []
    for method in _methods(page, budget, options):
        coded = _try(page, method, budget)
        if coded is None:
            continue
        if coded.hairline_loss <= options.hairline_ok:
            return coded
        tried.append(coded)
    if not tried:
        raise ImageError(
            f"Không nén được ảnh xuống dưới {options.max_bytes} byte. "
            "Tăng giới hạn, hoặc tách trang thành từng trường hợp."
        )
    return min(tried, key=lambda coded: coded.hairline_loss)


def _methods(page: _Ready, budget: int, options: PdfOptions) -> tuple[str, ...]:
    if options.profile == "jpeg":
        return ("jpeg",)
    dense = 8 * budget < DENSE_BITS * len(page.ink.runs)
    return ("mixed", "jpx") if dense else ("jpx", "mixed")


def _try(page: _Ready, method: str, budget: int) -> _Coded | None:
    layers, dpi = _layers(page, method, budget)
    if not layers:
        return None
    height, width = page.flat.luma.shape
    scale = POINTS_PER_INCH / page.dpi
    sheet = Sheet(layers, width * scale, height * scale)
    rendered = _rendered(sheet, page)
    loss = measures.hairline_loss(page.flat.luma, rendered, page.ink)
    return _Coded(method, sheet, dpi, rendered, loss)


def _layers(page: _Ready, method: str, budget: int) -> tuple[tuple[Layer, ...], float]:
    if method == "mixed":
        return mixed.mixed_raster(page.flat, page.ink, page.dpi, budget) or ((), 0.0)
    if method == "jpx":
        return tinted.tinted(page.flat, budget) or (), page.dpi
    soft = whole.soften_paper(page.flat)
    if page.flat.colour is not None:
        soft = whole.with_colour(soft, page.flat.colour)
    fitted = whole.jpeg(soft, page.dpi, budget)
    return ((fitted[0],), fitted[1]) if fitted else ((), 0.0)


def _rendered(sheet: Sheet, page: _Ready) -> Pixels:
    """The page as PDFium draws it, grey, pixel on pixel with the flattened original."""
    data = pdf_file.write([sheet], (), TOOL)
    height, width = page.flat.luma.shape
    drawn = pdf_source.render(data, 1, page.dpi, grey=True)[:height, :width]
    missing = (height - drawn.shape[0], width - drawn.shape[1])
    if missing == (0, 0):
        return drawn
    return np.pad(drawn, ((0, missing[0]), (0, missing[1])), mode="edge")


def _result(
    data: bytes, ready: list[_Ready], coded: list[_Coded], options: PdfOptions, seconds: float
) -> PdfResult:
    figures = [_figures(page, c) for page, c in zip(ready, coded, strict=True)]
    resolutions = [min(p.original_dpi, c.dpi) for p, c in zip(ready, coded, strict=True)]
    judged = [
        verdict.judge(f, p.original_dpi, options) for f, p in zip(figures, ready, strict=True)
    ]
    worst = max(range(len(judged)), key=lambda i: (judged[i][0], -figures[i].score))
    level, reason = judged[worst]
    named = f"Trang {worst + 1}: {reason}" if level and len(judged) > 1 else reason
    return PdfResult(
        bytes=len(data),
        method="+".join(c.method for c in coded),
        dpi=int(min(resolutions)),
        legibility={key: round(value, 5) for key, value in asdict(figures[worst]).items()},
        verdict=VERDICTS[level],
        reason=named,
        cpu_seconds=round(seconds, 3),
        recipe=RECIPE,
        pages=len(coded),
    )


def _figures(page: _Ready, coded: _Coded) -> Legibility:
    similarity, stroke_loss = measures.gradient_scores(page.flat.luma, coded.rendered, page.ink)
    lost = measures.marks_lost(page.flat.luma, coded.rendered, page.ink)
    return Legibility(
        score=similarity * (1 - lost) * (1 - stroke_loss),
        similarity=similarity,
        stroke_loss=stroke_loss,
        marks_lost=lost,
        hairline_loss=coded.hairline_loss,
        blur_mm=page.blur_mm,
        paper=page.flat.paper,
    )


def _write_whole(out: Path, data: bytes) -> None:
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
