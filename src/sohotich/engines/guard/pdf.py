"""PDF: no password, nothing that runs, no stream that inflates without bound, countable pages."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from sohotich.engines.guard.facts import Bad, Limits, OpenedFile, Shape, check_pages, check_pixels

if TYPE_CHECKING:
    import pikepdf

# Every stream is tried before the parser may touch it: it inflates some while opening.
STREAM = re.compile(rb"stream\s{1,8}")
ZLIB_FIRST_BYTES = (0x58, 0x68, 0x78)  # Deflate with a window of 8, 16 or 32 kB
# Dictionary keys and action types that make a reader do something by itself.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"}
UNPACKING_FILTERS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
MAX_OBJECTS = 200_000
PIECE = 1 << 20
POINTS_PER_INCH, RENDER_DPI = 72, 300


def check(data: OpenedFile, limits: Limits) -> Shape:
    """Page count and the first page's size in pixels at 300 dpi."""
    _check_streams(data, limits)
    import pikepdf

    try:
        with pikepdf.open(data.file, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Bad("pdf_mat_khau")
            return _check_document(document, limits)
    except pikepdf.PasswordError:
        raise Bad("pdf_mat_khau") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, AttributeError):
        raise Bad("pdf_hong") from None


def _check_document(document: pikepdf.Pdf, limits: Limits) -> Shape:
    count = len(document.pages)
    if count < 1:
        raise Bad("pdf_hong")
    check_pages(count, limits)
    if len(document.objects) > MAX_OBJECTS:
        raise Bad("pdf_bung")
    _check_objects(document, limits)
    sizes = [_page_pixels(page.mediabox) for page in document.pages]
    for width, height in sizes:
        check_pixels(width, height, limits)
    return Shape("pdf", pages=count, width=sizes[0][0], height=sizes[0][1])


def _page_pixels(box: pikepdf.Array) -> tuple[int, int]:
    x0, y0, x1, y1 = (float(v) for v in list(box)[:4])
    scale = RENDER_DPI / POINTS_PER_INCH
    return round(abs(x1 - x0) * scale), round(abs(y1 - y0) * scale)


def _check_objects(document: pikepdf.Pdf, limits: Limits) -> None:
    import pikepdf

    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            _check_active(item)
        if isinstance(item, pikepdf.Stream):
            _check_image(item, limits)
            _check_filters(item)


def _check_active(item: pikepdf.Object) -> None:
    """One object and the dictionaries written directly inside it."""
    import pikepdf

    waiting = [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, pikepdf.Array):
            waiting += [v for v in current if _is_direct_container(v)]
            continue
        for key, value in current.items():
            if key in ACTIVE_KEYS:
                raise Bad("pdf_co_lenh", detail=key)
            if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in ACTIVE_ACTIONS:
                raise Bad("pdf_co_lenh", detail=str(value))
            if _is_direct_container(value):
                waiting.append(value)


def _is_direct_container(value: object) -> bool:
    import pikepdf

    kinds = (pikepdf.Array, pikepdf.Dictionary)
    return isinstance(value, kinds) and not value.is_indirect


def _check_image(stream: pikepdf.Stream, limits: Limits) -> None:
    if stream.get("/Subtype") == "/Image":
        check_pixels(int(stream["/Width"]), int(stream["/Height"]), limits)


def _check_filters(stream: pikepdf.Stream) -> None:
    """A chain of filters multiplies what each unpacks; scanners write one, seldom two."""
    import pikepdf

    filters: object = stream.get("/Filter", [])
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if len(names) > 3 or sum(n in UNPACKING_FILTERS for n in names) > 1:
        raise Bad("pdf_bung")


def _check_streams(data: OpenedFile, limits: Limits) -> None:
    budget, packed_until = limits.pdf_inflated, 0
    for found in STREAM.finditer(data):
        at = found.end()
        if at < packed_until or at >= len(data) or data[at] not in ZLIB_FIRST_BYTES:
            continue
        packed, unpacked = _try_inflate(data, at, budget)
        budget -= unpacked
        packed_until = at + packed


def _try_inflate(data: OpenedFile, start: int, budget: int) -> tuple[int, int]:
    """Bytes read and bytes they unpack to, thrown away piece by piece; refuses past `budget`."""
    unpacker, at, total = zlib.decompressobj(), start, 0
    try:
        while not unpacker.eof and at < len(data):
            rest = data[at : at + PIECE]
            at += len(rest)
            while rest and not unpacker.eof:
                total += len(unpacker.decompress(rest, PIECE))
                rest = unpacker.unconsumed_tail
                if total > budget:
                    raise Bad("pdf_bung")
    except zlib.error:
        return 0, total  # not Flate after all, or damaged: the parser says so itself
    return at - start - len(unpacker.unused_data), total
