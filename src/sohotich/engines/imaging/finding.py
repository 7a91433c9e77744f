"""Where the page lies in a picture and which way up: corners, turn, skew, doubts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from sohotich.engines.imaging.gutter import find_fold
from sohotich.engines.imaging.outline import Outline, find_outline
from sohotich.engines.imaging.page import Page, Pixels, as_page
from sohotich.engines.imaging.sides import Points, frame_of, paper_of
from sohotich.engines.imaging.skew import measure_skew
from sohotich.engines.imaging.turning import Turn, find_turn

Quad = tuple[tuple[float, float], ...]

WORK_SIDE = 800  # pixels of the long side while looking for corners
PREVIEW = 2_200_000  # pixels of the straightened picture in which turn and skew are measured
FULL_FRAME = 14.0  # Lab distance of the picture's rim from paper: nearer, the page fills it
ALL_OF_IT = 0.015  # of the width: a page that ends so near the picture's edge fills it
FULL_RIM = 0.7  # of each side of the picture along which paper lies, when the page is all of it
EVEN_FRAME = 8.0  # Lab, most of a rim: it varies no more where it is a scanner's lid
LEAST_SCORE = 0.55  # of an outline that is worth showing
SURE_SHARE = 0.8  # of the weakest side on an edge of paper: below it a person looks
NEAR_RIVAL = 0.02  # another outline so nearly as good makes it a guess
FACING = (0.02, 0.32)  # shares of the width in which a strip of the facing leaf may end
SURE_FACING = 0.85
SURE_TURN = 0.95
# Share of the page under letters: an empty page, and one so empty that a person should see it. A
# registration has 0.02 and more.
BLANK_INK, SPARSE_INK = 0.004, 0.010
# Lab between paper and ground on the weakest side: less on a desk may be another sheet or a white
# table, of which a shadow's edge is taken for the page's.
DESK_CONTRAST, LID_CONTRAST = 26.0, 6.0
SQUARE = 0.012  # how far from a rectangle a page on a scanner's glass may look
LID_KEPT = 0.012  # of the page's width: rather keep a little of a scanner's lid than lose paper
DOUBTED = 0.5  # the most confidence left by any doubt

# Doubts, by what a person has to look for.
PAGE_DOUBTS = ("lost", "edge", "cut_off", "facing", "turn", "sparse")
LOST, EDGE, CUT_OFF, FACING_LEAF, TURN, SPARSE = PAGE_DOUBTS


@dataclass(frozen=True, slots=True)
class FindOptions:
    """`deskew` measures the remaining turn of the text and `turn` which way up the page lies;
    `largest` pixels bound the rectified.
    """

    deskew: bool = True
    turn: bool = True
    largest: int = 40_000_000


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page in an image: corners as (x, y) in pixels of the image, clockwise from the page's own
    top left, which for a page turned in the image is another corner of it.

    `skew_deg` is how far its lines still turn (positive: clockwise); `confidence` is 0…1; `doubts`
    (of `PAGE_DOUBTS`) say why it is low. `blank`: nothing stands on it.
    """

    quad: Quad
    skew_deg: float
    confidence: float
    doubts: tuple[str, ...] = ()
    turned: int = 0
    blank: bool = False


def find_pages(image: Page | Pixels, options: FindOptions | None = None) -> list[FoundPage]:
    """The page in a photo, or the whole image for a flat scan; one page for now.

    The page may be an open book: splitting is `split`'s work. Where the page is not found, or not
    surely, the whole image or the best guess comes with a doubt and a low confidence.
    """
    options, page = options or FindOptions(), as_page(image)
    found = _outlined(page)
    if not (options.deskew or options.turn):
        return [found]
    preview = _preview(page, found)
    if options.turn:
        turn = find_turn(preview)
        whole = _turned(found, turn)
        found = _without_facing(page, whole, _upright(preview, turn))
        if found is not whole:  # what stood on the facing leaf told of that leaf
            preview = _preview(page, found)
            turn = find_turn(preview)
            found = _turned(found, turn)
        found, preview = _told(found, turn), _upright(preview, turn)
    if options.deskew:
        found = replace(found, skew_deg=measure_skew(preview))
    return [found]


def _outlined(page: Page) -> FoundPage:
    small, scale = _small(page.image)
    outline = find_outline(small)
    if outline is None or outline.score < LEAST_SCORE:
        return _unoutlined(page, small)
    whole = np.array(_whole(page), np.float32)
    if np.abs(outline.corners / scale - whole).max() < ALL_OF_IT * page.width:
        full = min(outline.shares) > FULL_RIM
        return FoundPage(_whole(page), 0.0, 1.0) if full else _unoutlined(page, small)
    limit = np.array([page.width - 1, page.height - 1], np.float32)
    # Pixel centres: a corner of the small picture lies half a large pixel further in.
    corners = (outline.corners + 0.5) / scale - 0.5
    glass = _on_glass(small) and _rectangular(corners)
    if glass:
        corners = _grown(corners, LID_KEPT)
    corners = np.clip(corners, 0, limit)
    doubts = _edge_doubts(outline, LID_CONTRAST if glass else DESK_CONTRAST)
    sure = min(outline.shares)
    confidence = min(sure, DOUBTED) if doubts else 0.9 + 0.1 * sure
    quad = tuple((float(x), float(y)) for x, y in corners)
    return FoundPage(quad, 0.0, round(confidence, 3), doubts)


def _edge_doubts(outline: Outline, contrast: float) -> tuple[str, ...]:
    doubts = []
    if any(outline.rims):
        doubts.append(CUT_OFF)
    weak = min(share for share, rim in zip(outline.shares, outline.rims, strict=True) if not rim)
    rivalled = outline.score - outline.rival < NEAR_RIVAL
    if weak < SURE_SHARE or rivalled or outline.contrast < contrast:
        doubts.append(EDGE)
    return tuple(doubts)


def _unoutlined(page: Page, small: Pixels) -> FoundPage:
    """The whole picture: surely, when its rim is paper or a light lid, else for a person to see."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    frame, paper = frame_of(lab), paper_of(lab)
    far = np.linalg.norm(frame - paper, axis=1)
    light = bool(np.median(frame[:, 0]) > 0.85 * paper[0])
    flat = np.percentile(far, 75) < FULL_FRAME or (light and _on_glass(small))
    return FoundPage(_whole(page), 0.0, 1.0 if flat else 0.3, () if flat else (LOST,))


def _on_glass(small: Pixels) -> bool:
    """Whether an even lid lies around the page, as only a scanner has one."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    spread = np.percentile(frame_of(lab), [10, 90], axis=0)
    return bool((spread[1] - spread[0]).max() < EVEN_FRAME)


def _rectangular(corners: Points) -> bool:
    """Whether the corners are those of a page seen from straight above."""
    sides = np.roll(corners, -1, axis=0) - corners
    lengths = np.linalg.norm(sides, axis=1)
    square = np.abs((sides * np.roll(sides, -1, axis=0)).sum(axis=1)).max() / lengths.max() ** 2
    return bool(
        square < SQUARE and np.abs(lengths[:2] - lengths[2:]).max() < SQUARE * lengths.max()
    )


def _grown(corners: Points, share: float) -> Points:
    """The corners moved outward along both of their sides."""
    width = float(np.linalg.norm(corners[1] - corners[0]))
    after, before = np.roll(corners, -1, axis=0), np.roll(corners, 1, axis=0)
    out = np.zeros_like(corners)
    for other in (after, before):
        way = corners - other
        out += way / np.linalg.norm(way, axis=1, keepdims=True)
    return np.asarray(corners + out * share * width, np.float32)


def _preview(page: Page, found: FoundPage) -> Pixels:
    """The page straightened small: its turn, folds and skew need no more pixels."""
    corners = np.array(found.quad, np.float32)
    width, height = _sides(corners)
    shrink = min(1.0, (PREVIEW / max(1.0, width * height)) ** 0.5)
    image = page.image
    if shrink < 0.75:
        image = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        corners = corners * np.array(image.shape[1::-1], np.float32)
        corners = np.asarray(corners / (page.width, page.height), np.float32)
    return _flat(np.asarray(image, np.uint8), corners, 1.0 if shrink < 0.75 else shrink)


def _without_facing(page: Page, found: FoundPage, preview: Pixels) -> FoundPage:
    """The upright page without a strip of the leaf across its fold, left or right."""
    folds = [find_fold(preview, *part) for part in (FACING, (1 - FACING[1], 1 - FACING[0]))]
    seen = [fold for fold in folds if fold is not None]
    if not seen:
        return found
    fold = max(seen, key=lambda fold: fold.depth * fold.bands)
    left, right = (fold.top, fold.bottom), (1.0, 1.0)
    if fold.middle > 0.5:
        left, right = (0.0, 0.0), (fold.top, fold.bottom)
    part = np.array([(left[0], 0), (right[0], 0), (right[1], 1), (left[1], 1)], np.float32)
    shape = np.array(preview.shape[1::-1], np.float32) - 1
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * shape
    back = cv2.getPerspectiveTransform(unit, np.array(found.quad, np.float32))
    corners = cv2.perspectiveTransform((part * shape)[None].astype(np.float32), back)[0]
    limit = np.array([page.width - 1, page.height - 1])
    quad = tuple((float(x), float(y)) for x, y in np.clip(corners, 0, limit))
    trimmed = replace(found, quad=quad)
    return trimmed if fold.bands >= SURE_FACING else _doubted(trimmed, FACING_LEAF)


def _doubted(found: FoundPage, doubt: str) -> FoundPage:
    doubts = (*found.doubts, doubt)
    return replace(found, doubts=doubts, confidence=min(found.confidence, DOUBTED))


def _upright(preview: Pixels, turn: Turn) -> Pixels:
    return np.ascontiguousarray(np.rot90(preview, turn.degrees // 90))


def _turned(found: FoundPage, turn: Turn) -> FoundPage:
    """The page with its own top left first."""
    quarters = turn.degrees // 90
    quad = found.quad[quarters:] + found.quad[:quarters]
    return replace(found, quad=quad, turned=(found.turned + turn.degrees) % 360)


def _told(found: FoundPage, turn: Turn) -> FoundPage:
    """What the writing on it, or its lack, says against trusting the page."""
    if turn.written < BLANK_INK:
        return replace(found, blank=True)
    if turn.written < SPARSE_INK:
        found = _doubted(found, SPARSE)
    return found if turn.confidence >= SURE_TURN else _doubted(found, TURN)


def rectify(image: Page | Pixels, found: FoundPage, options: FindOptions | None = None) -> Page:
    """The page seen from straight above, upright; its lines may still turn by `found.skew_deg`."""
    page, options = as_page(image), options or FindOptions()
    corners = np.array(found.quad, np.float32)
    quarters = _quarters_of_whole(page, corners)
    if quarters == 0:
        return page
    if quarters is not None:
        turned = np.ascontiguousarray(np.rot90(page.image, quarters))
        return replace(as_page(turned), sha256=page.sha256)
    width, height = _sides(corners)
    shrink = min(1.0, (options.largest / max(1.0, width * height)) ** 0.5)
    # A photo's own dpi says nothing of the page in it: estimate again from the page.
    return replace(as_page(_flat(page.image, corners, shrink)), sha256=page.sha256)


def _flat(image: Pixels, corners: Points, shrink: float) -> Pixels:
    width, height = _sides(corners)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    right, bottom = size[0] - 1, size[1] - 1
    target = np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        image, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _quarters_of_whole(page: Page, corners: Points) -> int | None:
    """By how many quarter turns the corners are the whole image's, None when they are not."""
    whole = np.array(_whole(page), np.float32)
    for quarters in range(4):
        if np.allclose(corners, np.roll(whole, -quarters, axis=0), atol=1.5):
            return quarters
    return None


def _sides(corners: Points) -> tuple[float, float]:
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))


def _whole(page: Page) -> Quad:
    right, bottom = float(page.width - 1), float(page.height - 1)
    return ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom))


def _small(image: Pixels) -> tuple[Pixels, float]:
    scale = min(1.0, WORK_SIDE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8), scale
