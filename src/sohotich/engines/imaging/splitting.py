"""Cutting a page into registrations: whole, two halves, rows ruled or not, or a book's two leaves.

Cuts lie where a printed rule, a number in the margin or the gutter clearly stands; otherwise where
the layout says, with a confidence low enough, and a doubt, that a person looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sohotich.engines.imaging.gutter import find_gutter
from sohotich.engines.imaging.page import ImageError, Page, Pixels, as_page
from sohotich.engines.imaging.repeats import second_form
from sohotich.engines.imaging.ruled import fillings, find_ladder
from sohotich.engines.imaging.running import Piece, find_pieces
from sohotich.engines.imaging.strokes import FULL, strokes_of

LAYOUTS = ("one", "two", "rows", "spread")
# Why a person should look at a cut, beyond a low confidence; the screens have words for each.
DOUBTS = (
    "no_rules",
    "rules_lost",
    "rows_differ",
    "row_thin",
    "row_blots",
    "number_unseen",
    "number_doubtful",
    "numbers_close",
    "two_in_one",
    "break_inside",
    "note_crosses",
    "only_joins",
)
Box = tuple[int, int, int, int]

WORK_SIDE = 1600
SNAP = 0.06  # of the page height: further away a rule is another rule
SURE, LIKELY, GUESS = 0.97, 0.92, 0.5
OVERLAP = 0.004  # of the page height kept on both sides of a cut, so that descenders stay whole


@dataclass(frozen=True, slots=True)
class Cut:
    """One registration: (left, top, right, bottom) in pixels, half open. `number` is unknown
    until a person or a reader of numbers gives it.

    `joins`: it goes on from the last cut of the page before. `empty`: nothing is written there.
    `doubt` is "" or one of `DOUBTS`; a cut with one has no high confidence.
    """

    box: Box
    number: int | None
    confidence: float
    joins: bool = False
    empty: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A cut before it is a box: rows of the page, and what is known of it."""

    top: float
    bottom: float
    confidence: float
    joins: bool = False
    empty: bool = False
    doubt: str = ""


def split(
    image: Page | Pixels, layout: str, rows: int | None = None, first_number: int | None = None
) -> list[Cut]:
    """Cut a level page by `layout`: one, two (halves), rows (about `rows` of them), spread
    (leaves).

    Ruled rows are as many as `rows` says; without rules the numbers in the margin decide, and lines
    above the first of them join the page before. Reading order; numbers count up from
    `first_number` when given, past what joins or is empty. Raises `ImageError` for a layout it
    does not know or rows without their count.
    """
    if layout not in LAYOUTS:
        raise ImageError(f"Kiểu trang {layout} chưa có. Chọn một trong: {', '.join(LAYOUTS)}.")
    if layout == "rows" and (rows is None or not 1 <= rows <= 100):
        raise ImageError("Kiểu trang rows cần số dòng, từ 1 đến 100.")
    page = as_page(image)
    if layout == "one":
        cuts = [Cut((0, 0, page.width, page.height), None, 1.0)]
    elif layout == "spread":
        cuts = [Cut(box, None, confidence) for box, confidence in _leaves(page)]
    else:
        cuts = _boxed(page, _halves(page) if layout == "two" else _rows(page, rows or 1))
    return cuts if first_number is None else _counted(cuts, first_number)


def _counted(cuts: list[Cut], number: int) -> list[Cut]:
    counted = []
    for cut in cuts:
        own = not (cut.joins or cut.empty)
        named = number if own else None
        counted.append(Cut(cut.box, named, cut.confidence, cut.joins, cut.empty, cut.doubt))
        number += own
    return counted


def crop(image: Page | Pixels, cut: Cut) -> Page:
    """The cut's part of the page, at the page's resolution."""
    page = as_page(image)
    left, top, right, bottom = cut.box
    part = page.image[max(0, top) : bottom, max(0, left) : right]
    if part.size == 0:
        raise ImageError("Vùng cắt nằm ngoài ảnh. Vẽ lại vùng cắt.")
    return page.with_image(np.ascontiguousarray(part))


def _boxed(page: Page, parts: Sequence[_Part]) -> list[Cut]:
    margin = OVERLAP * page.height
    return [
        Cut(
            (
                0,
                max(0, int(part.top - margin)),
                page.width,
                min(page.height, round(part.bottom + margin)),
            ),
            None,
            part.confidence,
            part.joins,
            part.empty,
            part.doubt,
        )
        for part in parts
    ]


def _halves(page: Page) -> list[_Part]:
    strokes = strokes_of(page)
    middle, reach = strokes.height / 2, SNAP * strokes.height
    near = [r.at for r in strokes.rules if r.cover >= FULL and abs(r.at - middle) < reach]
    if near:
        at = min(near, key=lambda rule: abs(rule - middle))
        confidence = SURE if len(near) == 1 else GUESS
    else:
        at, confidence = second_form(strokes)
    at /= strokes.scale
    doubt = "" if confidence >= LIKELY else "no_rules"
    return [_Part(0, at, confidence, doubt=doubt), _Part(at, page.height, confidence, doubt=doubt)]


def _rows(page: Page, rows: int) -> list[_Part]:
    strokes = strokes_of(page)
    ladder = find_ladder(strokes.rules, rows, strokes.height)
    # Writing paper is ruled too, but not by the rows that the book was said to have.
    if ladder is not None and ladder.doubt and (pieces := find_pieces(strokes)) is not None:
        return [_of_piece(piece, strokes.scale) for piece in pieces]
    if ladder is not None:
        inside = fillings(strokes, ladder.rungs)
        return [
            _part(top, bottom, ladder.doubt or doubt, strokes.scale, empty=empty)
            for top, bottom, (empty, doubt) in zip(
                ladder.rungs[:-1], ladder.rungs[1:], inside, strict=True
            )
        ]
    pieces = find_pieces(strokes)
    if pieces is None:
        step = page.height / rows
        return [_Part(i * step, (i + 1) * step, GUESS, doubt="no_rules") for i in range(rows)]
    return [_of_piece(piece, strokes.scale) for piece in pieces]


def _of_piece(piece: Piece, scale: float) -> _Part:
    return _part(piece.top, piece.bottom, piece.doubt, scale, joins=piece.joins)


def _part(
    top: float, bottom: float, doubt: str, scale: float, *, joins: bool = False, empty: bool = False
) -> _Part:
    confidence = GUESS if doubt else LIKELY if joins else SURE
    return _Part(top / scale, bottom / scale, confidence, joins, empty, doubt)


def _leaves(page: Page) -> list[tuple[Box, float]]:
    cut, confidence = find_gutter(page.image)
    left, right = (0, 0, cut, page.height), (cut, 0, page.width, page.height)
    return [(left, confidence), (right, confidence)]
