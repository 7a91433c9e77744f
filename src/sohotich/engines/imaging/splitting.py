"""Cutting a page into registrations: whole, two halves, equal rows, or the two leaves of a book.

Cuts snap to a printed rule or to the gutter only where one clearly stands; otherwise they lie
where the layout says, with a confidence low enough that a person looks.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.page import ImageError, Page, Pixels, as_page

LAYOUTS = ("one", "two", "rows", "spread")
Box = tuple[int, int, int, int]

WORK_SIDE = 1600
RULE_WIDTH = 1 / 40  # of the page: shorter dark runs are letters
RULE_LEAST = 0.5  # of the width that a rule must cover
SNAP = 0.06  # of the page height: further away a rule is another rule
ROW_SNAP = 0.25  # of a row's height
GUTTER_BAND = 0.2  # middle share of the width in which a gutter may lie
SURE, LIKELY, GUESS = 0.97, 0.9, 0.5
OVERLAP = 0.004  # of the page height kept on both sides of a cut, so that descenders stay whole


@dataclass(frozen=True, slots=True)
class Cut:
    """One registration: (left, top, right, bottom) in pixels, half open. `number` is unknown
    until a person or a reader of numbers gives it."""

    box: Box
    number: int | None
    confidence: float


def split(
    image: Page | Pixels, layout: str, rows: int | None = None, first_number: int | None = None
) -> list[Cut]:
    """Cut a level page by `layout`: one, two (halves), rows (`rows` of them), spread (leaves).

    Reading order; numbers count up from `first_number` when given. Raises `ImageError` for a
    layout it does not know or rows without their count.
    """
    if layout not in LAYOUTS:
        raise ImageError(f"Kiểu trang {layout} chưa có. Chọn một trong: {', '.join(LAYOUTS)}.")
    if layout == "rows" and (rows is None or not 1 <= rows <= 100):
        raise ImageError("Kiểu trang rows cần số dòng, từ 1 đến 100.")
    page = as_page(image)
    boxes = _boxes(page, layout, rows or 1)
    return [
        Cut(box, None if first_number is None else first_number + i, round(confidence, 3))
        for i, (box, confidence) in enumerate(boxes)
    ]


def crop(image: Page | Pixels, cut: Cut) -> Page:
    """The cut's part of the page, at the page's resolution."""
    page = as_page(image)
    left, top, right, bottom = cut.box
    part = page.image[max(0, top) : bottom, max(0, left) : right]
    if part.size == 0:
        raise ImageError("Vùng cắt nằm ngoài ảnh. Vẽ lại vùng cắt.")
    return page.with_image(np.ascontiguousarray(part))


def _boxes(page: Page, layout: str, rows: int) -> list[tuple[Box, float]]:
    if layout == "one":
        return [((0, 0, page.width, page.height), 1.0)]
    if layout == "spread":
        return _leaves(page)
    dark, scale = _small_ink(page.image)
    rules = [at / scale for at in find_rules(dark)]
    if layout == "two":
        return _halves(page, rules)
    return _rows(page, rules, rows)


def _small_ink(image: Pixels) -> tuple[Pixels, float]:
    scale = min(1.0, WORK_SIDE / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    luma = flatten(np.asarray(small, np.uint8)).luma
    return np.asarray(luma < 200, np.uint8), scale


def find_rules(dark: Pixels) -> list[float]:
    """Rows at which a level rule crosses at least half the width of an ink mask, top to bottom."""
    length = max(8, int(dark.shape[1] * RULE_WIDTH))
    runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    # A rule that still turns a little crosses a few rows: add them up.
    thick = cv2.dilate(runs, np.ones((5, 1), np.uint8))
    across = thick.mean(axis=1) > RULE_LEAST
    edges = np.flatnonzero(np.diff(np.concatenate([[0], across.astype(np.int8), [0]])))
    return [(float(a) + float(b) - 1) / 2 for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _halves(page: Page, rules: list[float]) -> list[tuple[Box, float]]:
    middle = page.height / 2
    near = [r for r in rules if abs(r - middle) < SNAP * page.height]
    cut = min(near, key=lambda r: abs(r - middle)) if near else middle
    confidence = SURE if len(near) == 1 else LIKELY if near else GUESS
    return _stack(page, [0, cut, page.height], [confidence] * 2)


def _rows(page: Page, rules: list[float], rows: int) -> list[tuple[Box, float]]:
    """Rows between the rules that repeat evenly; without them, equal parts of the page."""
    ladder = even_ladder(rules, rows)
    if ladder is not None:
        return _stack(page, ladder, [SURE] * rows)
    height = page.height / rows
    cuts, snapped = [0.0], []
    for i in range(1, rows):
        wanted = i * height
        near = [r for r in rules if abs(r - wanted) < ROW_SNAP * height]
        snapped.append(bool(near))
        cuts.append(min(near, key=lambda r: abs(r - wanted)) if near else wanted)
    cuts.append(float(page.height))
    sure = [a and b for a, b in zip([True, *snapped], [*snapped, True], strict=True)]
    return _stack(page, cuts, [LIKELY if s and rules else GUESS for s in sure])


def even_ladder(rules: list[float], rows: int, tolerance: float = 0.08) -> list[float] | None:
    """`rows` + 1 consecutive rules at even distance, or None; the lowest such, headers lie above.

    A table's head is a row of another height, so it breaks the rhythm and is left out.
    """
    for start in range(len(rules) - rows - 1, -1, -1):
        part = rules[start : start + rows + 1]
        steps = np.diff(part)
        if np.abs(steps - np.median(steps)).max() <= tolerance * np.median(steps):
            return part
    return None


def _stack(page: Page, cuts: list[float], confidences: list[float]) -> list[tuple[Box, float]]:
    margin = OVERLAP * page.height
    boxes = []
    for top, bottom, confidence in zip(cuts[:-1], cuts[1:], confidences, strict=True):
        upper, lower = max(0, int(top - margin)), min(page.height, round(bottom + margin))
        boxes.append(((0, upper, page.width, lower), confidence))
    return boxes


def _leaves(page: Page) -> list[tuple[Box, float]]:
    cut, confidence = find_gutter(page.image)
    left, right = (0, 0, cut, page.height), (cut, 0, page.width, page.height)
    return [(left, confidence), (right, confidence)]


def find_gutter(image: Pixels) -> tuple[int, float]:
    """Column of the fold: the darkest smoothed one near the middle; sure only if it stands out."""
    width = image.shape[1]
    scale = min(1.0, WORK_SIDE / width)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    # The paper's brightness in each column: ink covers far less than a quarter of it.
    paper = np.percentile(grey, 75, axis=0).astype(np.float32)[None]
    smooth = cv2.GaussianBlur(paper, (0, 0), max(1.0, 0.004 * small.shape[1])).ravel()
    middle, half = small.shape[1] // 2, int(small.shape[1] * GUTTER_BAND / 2)
    band = smooth[middle - half : middle + half + 1]
    at = middle - half + int(np.argmin(band))
    depth = float(np.median(smooth) - band.min())
    if depth < 8:
        return width // 2, GUESS
    return round(at / scale), SURE if depth > 20 else LIKELY
