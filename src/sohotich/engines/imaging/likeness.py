"""Which pages of a book were taken twice: what is written on them is compared, not the print.

All pages of a book share its printed form, so pages are laid over one of them, what most of them
have in common is taken away, and the rest is compared pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.page import Page, Pixels, as_page

Ink = npt.NDArray[np.float32]

SIDE, COARSE_SIDE, BLOT_SIDE = 640, 170, 120  # pixels of the long side
_FAINT, _FULL = 0.1, 0.5  # shares of the paper's brightness that ink takes away
_DRAWN: Final = 0.3  # of full ink: a stroke
_NEAR: Final = 0.18  # of full ink: enough to be the other's stroke
_EDGE: Final = 0.03
_PROPORTION: Final = 0.08  # pages whose proportions differ by more are not compared
_SAME_FORM, _WELL_LAID = 0.5, 0.8  # likeness of the whole pages, print and all
_STARTS: Final = (1.0, 0.96, 1.04, 0.92, 1.08)  # a page found with or without its border
_FORM_PAGES: Final = 5  # fewer pages do not show what is printed
_MEDIAN_OF: Final = 25
_WRITTEN: Final = 0.001  # mean ink: less is an empty form, and empty forms are all alike
_MAYBE: Final = 0.55  # likeness of the blots: below, the strokes need not be looked at
_LIKELY: Final = 0.5  # of the strokes as they lie: below, no better laying helps
SURE: Final = 0.93
"""Share of strokes with a partner from which two pages are one sheet (`make bench-doubles`)."""
SURE_WITH_PRINT: Final = 0.985
"""The same where too few pages show what is printed, and print counts as strokes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages that may show one sheet: places in the sequence given, the first before the second;
    `share` of the strokes, 0…1, that have a partner; `print_known`: printed ones are left out.
    """

    first: int
    second: int
    share: float
    print_known: bool

    @property
    def sure(self) -> bool:
        return self.share >= (SURE if self.print_known else SURE_WITH_PRINT)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page's ink as it lies over its group's first page."""

    place: int
    packed: npt.NDArray[np.uint8]

    @property
    def ink(self) -> Ink:
        return np.asarray(self.packed, np.float32) / np.float32(255)


def taken_twice(pages: Iterable[Page | Pixels]) -> list[Pair]:
    """The pairs that are surely one sheet, in the order of the pages; `pairs` says which pages."""
    found = [pair for pair in pairs(pages) if pair.sure]
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def pairs(pages: Iterable[Page | Pixels]) -> list[Pair]:
    """The pairs of straightened pages of one book that are worth comparing, and how alike.

    A sheet turned a little, shifted, scaled, darker or lighter is the same. Empty forms are left
    out. About 0,1 CPU seconds and 0,6 MB of memory a page.
    """
    found: list[Pair] = []
    for group in _groups(map(ink_of, pages)):
        known = len(group) >= _FORM_PAGES
        found += _compared(_written(group) if known else group, known)
    return found


def ink_of(image: Page | Pixels) -> Ink:
    """How much ink there is, 0…1, on a small picture of the page."""
    grey = cv2.cvtColor(as_page(image).image, cv2.COLOR_RGB2GRAY)
    fine = _sized(grey, SIDE * 2) if max(grey.shape) > SIDE * 2 else grey
    paper = cv2.medianBlur(cv2.dilate(fine, np.ones((9, 9), np.uint8)), 31).astype(np.float32)
    ink = np.clip((paper - fine) / np.maximum(paper, 1), 0, _FULL)
    ink[ink < _FAINT] = 0
    small: Ink = cv2.GaussianBlur(_sized(ink, SIDE), (0, 0), 0.8) / _FULL
    return small


def _groups(inks: Iterable[Ink]) -> list[list[_Laid]]:
    """Pages of one form together, laid over the first of them."""
    groups: list[list[_Laid]] = []
    for place, ink in enumerate(inks):
        for group in groups:
            laid = over(group[0].ink, ink)
            if laid is not None:
                group.append(_Laid(place, _packed(laid)))
                break
        else:
            groups.append([_Laid(place, _packed(ink))])
    return groups


def over(base: Ink, ink: Ink) -> Ink | None:
    """The ink as it lies over another of its form; None where the two have no form in common."""
    if abs(np.log(_proportion(base) / _proportion(ink))) > _PROPORTION:
        return None
    ink = cv2.resize(ink, (base.shape[1], base.shape[0]), interpolation=cv2.INTER_AREA)
    soft = [cv2.GaussianBlur(_sized(one, COARSE_SIDE), (0, 0), 1.5) for one in (base, ink)]
    turn = _coarsely(soft[0], soft[1])
    if turn is None:
        return None
    turn[:, 2] *= SIDE / COARSE_SIDE
    finer = _turn(base, ink, turn, 15)
    return _laid(ink, turn if finer is None else finer)


def _coarsely(base: Ink, ink: Ink) -> Any:
    """How the small page has to be turned; None where the two have no form in common."""
    best, found = _SAME_FORM, None
    height, width = base.shape
    for scale in _STARTS:
        off = (1 - scale) / 2
        start = np.array([[scale, 0, off * width], [0, scale, off * height]], np.float32)
        turn = _turn(base, ink, start, 30)
        alike = _alike(base, _laid(ink, turn)) if turn is not None else 0.0
        if alike > best:
            best, found = alike, turn
        if best >= _WELL_LAID:
            break
    return found


def _packed(ink: Ink) -> npt.NDArray[np.uint8]:
    return np.round(np.clip(ink, 0, 1) * 255).astype(np.uint8)


def _written(group: Sequence[_Laid]) -> list[_Laid]:
    """The pages without what most of them have in common."""
    step = max(1, len(group) // _MEDIAN_OF)
    form = np.median(np.stack([page.packed for page in group[::step]]), axis=0)
    printed = cv2.dilate(form.astype(np.uint8), np.ones((5, 5), np.uint8)) > _NEAR * 255
    return [_Laid(page.place, np.where(printed, 0, page.packed).astype(np.uint8)) for page in group]


def _compared(pages: Sequence[_Laid], print_known: bool) -> list[Pair]:
    told = [page for page in pages if page.packed.mean() >= _WRITTEN * 255]
    if len(told) < 2:
        return []
    blots = np.stack([_blots(page.ink) for page in told])
    alike = blots @ blots.T
    return [
        Pair(told[a].place, told[b].place, _partners(told[a].ink, told[b].ink), print_known)
        for a, b in np.argwhere(np.triu(alike, 1) >= _MAYBE)
    ]


def _blots(ink: Ink) -> npt.NDArray[np.float32]:
    """The page as one unit vector, in which a stroke is a blot that a small shift leaves alike."""
    flat = cv2.GaussianBlur(_sized(ink, BLOT_SIDE), (0, 0), 1.5).ravel()
    flat = flat - flat.mean()
    vector: npt.NDArray[np.float32] = flat / max(float(np.linalg.norm(flat)), 1e-9)
    return vector


def _partners(first: Ink, second: Ink) -> float:
    """The share of strokes that have one of the other page beside them, by the poorer page."""
    loosely = _both(first, second, 5)
    if loosely < _LIKELY:
        return loosely
    turn = _turn(first, second, np.eye(2, 3, dtype=np.float32), 20)
    laid = second if turn is None else _laid(second, turn)
    return _both(first, laid, 3)


def _both(first: Ink, second: Ink, reach: int) -> float:
    edge = round(_EDGE * SIDE)
    inner = np.s_[edge:-edge, edge:-edge]
    a, b = first[inner], second[inner]
    return float(min(_partnered(a, b, reach), _partnered(b, a, reach)))


def _partnered(ink: Ink, other: Ink, reach: int) -> float:
    drawn = ink > _DRAWN
    near = cv2.dilate((other > _NEAR).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    return float((drawn & near).sum() / max(1, drawn.sum()))


def _turn(base: Ink, ink: Ink, start: Any, rounds: int) -> Any:
    ends = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, rounds, 1e-4)
    try:
        return cv2.findTransformECC(base, ink, start.copy(), cv2.MOTION_AFFINE, ends, None, 3)[1]
    except cv2.error:
        return None  # nothing to hold on to: the two do not come together


def _laid(ink: Ink, turn: Any) -> Ink:
    size = (ink.shape[1], ink.shape[0])
    laid: Ink = cv2.warpAffine(ink, turn, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return laid


def _alike(a: Ink, b: Ink) -> float:
    edge = max(1, round(_EDGE * max(a.shape)))
    inner = np.s_[edge:-edge, edge:-edge]
    return float(np.corrcoef(a[inner].ravel(), b[inner].ravel())[0, 1])


def _proportion(ink: Ink) -> float:
    return float(ink.shape[0] / ink.shape[1])


def _sized(image: Any, long_side: int) -> Any:
    height, width = image.shape
    scale = long_side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)
