"""Pages found, levelled and cut: scored against the truth of invented pages, telephone and scanner.

A cut is right when it has the registration's own area and no other's; a fold, when it crosses no
field; wrong and sure, when nobody would be asked to look (policy `scan.cut_confidence_ok`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from bench.tables import Table, figure
from sohotich.domain.policies import POLICIES
from sohotich.engines.imaging import (
    FindOptions,
    FoundPage,
    Page,
    deskew,
    find_pages,
    rectify,
    split,
)
from sohotich.sample.world import BookOptions, SampleBook, draw_page, make_book, page_truth

DPI, ROWS = 150, 8
PHOTOS, SHEETS, HALVES, SPREADS = 30, 12, 12, 12
CORNER = 0.015  # of the image's long side: further off, a corner of the page is lost
STRAY = 0.1
SURE = float(POLICIES["scan.cut_confidence_ok"].default)
COLUMNS = ("measure", "right", "share", "wrong and sure", "target")
NOTE = f"Invented pages at {DPI} dpi: easier than real ones. Sure: confidence from {SURE}."
Box = Sequence[float]


@dataclass
class Tally:
    """Judgements: (right, confidence)."""

    judged: list[tuple[bool, float]] = field(default_factory=list)

    def row(self, name: str, target: str) -> list[str]:
        right = sum(good for good, _ in self.judged)
        silent = sum(not good and sure >= SURE for good, sure in self.judged)
        share = f"{figure(100 * right / len(self.judged), 2)} %"
        return [name, f"{right}/{len(self.judged)}", share, str(silent), target]


def rows() -> Table:
    """Photos for the page finder; flat, slightly turned scans for rows, halves and the fold."""
    lines = [
        Tally(list(_photos())).row("page found in a telephone picture", "99,5 %"),
        Tally(list(_cuts("rows", SHEETS, ROWS))).row("rows of a table", "99,9 %"),
        Tally(list(_cuts("two", HALVES, 2))).row("halves of a page", "99,9 %"),
        Tally(list(_folds())).row("fold of an open book", "99,9 %"),
    ]
    return Table("Page → registrations", COLUMNS, lines, NOTE)


def _books(count: int, **options: Any) -> Iterator[SampleBook]:
    """One-page books of several years, so of several forms and hands."""
    for seed in range(count):
        year = 1980 + seed * 37 % 38
        yield make_book(BookOptions(seed=seed + 100, year=year, dpi=DPI, **options))


def _image(book: SampleBook) -> Page:
    return Page(np.asarray(draw_page(book, 0).convert("RGB")), DPI)


def _photos() -> Iterator[tuple[bool, float]]:
    for book in _books(PHOTOS, entries=1, photo=True):
        page, truth = _image(book), page_truth(book, 0)
        (found,) = find_pages(page, FindOptions(deskew=False))
        off = np.abs(np.array(found.quad) - np.array(truth["quad"])).max()
        yield bool(off <= CORNER * max(truth["size"])), found.confidence


def _cuts(layout: str, count: int, entries: int) -> Iterator[tuple[bool, float]]:
    for book in _books(count, entries=entries, layout=layout, rows=ROWS):
        page, found, truth = _levelled(book)
        areas = [_area(entry["quad"], found, page) for entry in truth]
        cuts = split(page, layout, entries if layout == "rows" else None)
        for own, cut in enumerate(cuts):
            yield holds(cut.box, own, areas), cut.confidence


def _folds() -> Iterator[tuple[bool, float]]:
    for book in _books(SPREADS, entries=1, layout="spread"):
        page, found, (entry,) = _levelled(book)
        cut = split(page, "spread")[0]
        fold = cut.box[2]
        middle = page.height / 2
        ends = [
            [_turned((x, middle), found, page)[0] for x in (box[0], box[2])]
            for box in entry["fields"].values()
        ]
        crossed = any(left < fold < right for left, right in ends)
        both = any(right <= fold for _, right in ends) and any(left >= fold for left, _ in ends)
        yield both and not crossed, cut.confidence


def holds(cut: Box, own: int, areas: Sequence[Box]) -> bool:
    """Whether the cut has all but a tenth of area `own`, top to bottom, and at most a tenth of
    any other; writing that runs over its row is the clerk's, not the cut's.
    """
    shares = [_share(area, cut) for area in areas]
    others = shares[:own] + shares[own + 1 :]
    return shares[own] >= 1 - STRAY and max(others, default=0.0) <= STRAY


def _share(area: Box, cut: Box) -> float:
    return (min(area[3], cut[3]) - max(area[1], cut[1])) / (area[3] - area[1])


def _levelled(book: SampleBook) -> tuple[Page, FoundPage, list[dict[str, Any]]]:
    """The page as the scanning station cuts it, how it was turned, and what stands on it."""
    page = _image(book)
    (found,) = find_pages(page)
    level = deskew(rectify(page, found), found.skew_deg)
    return level, found, page_truth(book, 0)["entries"]


def _area(quad: Sequence[Box], found: FoundPage, level: Page) -> Box:
    """A registration's area on the levelled page, from its corners on the scan."""
    left_top, right_top, right_bottom, left_bottom = (_turned(c, found, level) for c in quad)
    top, bottom = (left_top[1] + right_top[1]) / 2, (left_bottom[1] + right_bottom[1]) / 2
    return (left_top[0], top, right_bottom[0], bottom)


def _turned(point: Box, found: FoundPage, level: Page) -> Box:
    """A point of the scan on the levelled page: the page is cut out, then turned about its
    middle.
    """
    right, bottom = level.width - 1.0, level.height - 1.0
    corners = np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], np.float32)
    out = cv2.getPerspectiveTransform(np.array(found.quad, np.float32), corners)
    turn = cv2.getRotationMatrix2D((level.width / 2, level.height / 2), found.skew_deg, 1.0)
    flat = cv2.perspectiveTransform(np.array([[point]], np.float64), out)
    x, y = cv2.transform(flat, turn)[0, 0]
    return (float(x), float(y))
