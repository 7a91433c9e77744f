"""Where the page lies in a photo: many simple guesses, the one with the best edges wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.page import Page, Pixels, as_page
from sohotich.engines.imaging.skew import measure_skew

Points = npt.NDArray[np.float32]
Quad = tuple[tuple[float, float], ...]

WORK_SIDE = 800  # pixels of the long side while looking
THRESHOLD_STEPS = (0.7, 0.9, 1.1, 1.3)  # times Otsu's
CLOSINGS = (5, 25)
LEAST_AREA, FULL_AREA = 0.25, 0.985  # shares of the image
SIDE_ENDS = 0.12  # left out of each side's fit: corners are round and fingers hold them
NEAR_SIDE = 6.0  # pixels at working size
SUPPORT_GRADIENT = 6.0  # grey levels per pixel at working size
BORDER_SHARE = 0.02
DESK_DISTANCE = 25.0
LOST_CONFIDENCE = 0.3  # a photo in which no page was found: the whole image, for a person to see


@dataclass(frozen=True, slots=True)
class FindOptions:
    """`deskew` measures the remaining turn of the text; `largest` pixels bound the rectified."""

    deskew: bool = True
    largest: int = 40_000_000


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page in an image: corners as (x, y) from top left clockwise, in pixels of the image.

    `skew_deg` is how far its lines still turn (positive: clockwise); `confidence` is 0…1.
    """

    quad: Quad
    skew_deg: float
    confidence: float


def find_pages(image: Page | Pixels, options: FindOptions | None = None) -> list[FoundPage]:
    """The page in a photo, or the whole image for a flat scan; one page for now.

    The page may be an open book: splitting is `split`'s work.
    """
    options, page = options or FindOptions(), as_page(image)
    on_desk = _desk_distance(page.image) > DESK_DISTANCE
    found = _best_quad(page.image) if on_desk else None
    if found is None:
        found = FoundPage(_whole(page), 0.0, LOST_CONFIDENCE if on_desk else 1.0)
    if not options.deskew:
        return [found]
    flat = rectify(page, found, options)
    return [replace(found, skew_deg=measure_skew(flat.image))]


def rectify(image: Page | Pixels, found: FoundPage, options: FindOptions | None = None) -> Page:
    """The page seen from straight above; its lines may still turn by `found.skew_deg`."""
    page, options = as_page(image), options or FindOptions()
    corners = np.array(found.quad, np.float32)
    if np.allclose(corners, np.array(_whole(page), np.float32), atol=1.5):
        return page
    width, height = _sides(corners)
    shrink = min(1.0, (options.largest / max(1.0, width * height)) ** 0.5)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    target = np.array(
        [(0, 0), (size[0] - 1, 0), (size[0] - 1, size[1] - 1), (0, size[1] - 1)], np.float32
    )
    turn = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        page.image, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    # A photo's own dpi says nothing of the page in it: estimate again from the page.
    return replace(as_page(np.asarray(flat, np.uint8)), sha256=page.sha256)


def _sides(corners: Points) -> tuple[float, float]:
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))


def _whole(page: Page) -> Quad:
    right, bottom = float(page.width - 1), float(page.height - 1)
    return ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom))


def _desk_distance(image: Pixels) -> float:
    """How far (in Lab) the frame of the image is from the paper in its middle.

    A flat scan's frame is paper, or the scanner's white lid: looking for a page inside such an
    image would find its tables instead.
    """
    small = _small(image)[0]
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    high, wide = lab.shape[0] // 4, lab.shape[1] // 4
    middle = lab[high:-high, wide:-wide].reshape(-1, 3)
    paper = middle[middle[:, 0] >= np.percentile(middle[:, 0], 60)].mean(axis=0)
    return float(np.linalg.norm(np.median(_frame(lab), axis=0) - paper))


def _frame(lab: npt.NDArray[np.generic]) -> npt.NDArray[np.float32]:
    rim = max(2, int(min(lab.shape[:2]) * BORDER_SHARE))
    sides = (lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:])
    return np.concatenate([side.reshape(-1, 3) for side in sides]).astype(np.float32)


def _small(image: Pixels) -> tuple[Pixels, float]:
    scale = min(1.0, WORK_SIDE / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def _best_quad(image: Pixels) -> FoundPage | None:
    small, scale = _small(image)
    planes = _planes(small)
    slopes = _slopes(small)
    best, support = None, 0.0
    for mask in _masks(planes):
        corners = _quad_of(mask)
        if corners is None:
            continue
        score = _support(corners, slopes)
        if score > support:
            best, support = corners, score
    if best is None or support < 0.4:
        return None
    quad = tuple((float(x / scale), float(y / scale)) for x, y in best)
    return FoundPage(quad, 0.0, round(min(1.0, support), 3))


def _planes(small: Pixels) -> list[Pixels]:
    """Four ways in which paper may stand out from a desk."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    far = np.linalg.norm(lab.astype(np.float32) - np.median(_frame(lab), axis=0), axis=2)
    saturation = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)[..., 1]
    planes = [far, lab[..., 0], 255 - saturation, small.min(axis=2)]
    return [cv2.GaussianBlur(np.clip(p, 0, 255).astype(np.uint8), (0, 0), 2) for p in planes]


def _masks(planes: list[Pixels]) -> Iterator[Pixels]:
    for plane in planes:
        otsu, _ = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        for step in THRESHOLD_STEPS:
            mask = (plane > min(254.0, otsu * step)).astype(np.uint8)
            for size in CLOSINGS:
                yield cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))


def _quad_of(mask: Pixels) -> Points | None:
    """Four fitted sides of the largest blob, when it is four-sided and neither tiny nor all."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    contour = max(contours, key=cv2.contourArea)
    if not LEAST_AREA < cv2.contourArea(contour) / mask.size < FULL_AREA:
        return None
    hull = cv2.convexHull(contour)
    rough = _four_corners(hull)
    if rough is None:
        return None
    return _refined(rough, contour[:, 0].astype(np.float32), mask.shape)


def _four_corners(hull: npt.NDArray[np.int32]) -> Points | None:
    around = cv2.arcLength(hull, True)
    for tolerance in (0.02, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, tolerance * around, True)
        if len(corners) == 4:
            return _ordered(corners[:, 0].astype(np.float32))
    return None


def _ordered(corners: Points) -> Points:
    """From top left, clockwise."""
    middle = corners.mean(axis=0)
    turn = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    round_ = corners[np.argsort(turn)]
    first = int(np.argmin(round_.sum(axis=1)))
    return np.roll(round_, -first, axis=0)


def _refined(rough: Points, contour: Points, shape: tuple[int, ...]) -> Points | None:
    lines = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        points = _beside(contour, start, end)
        if len(points) < 10:
            return None
        lines.append(cv2.fitLine(points, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    corners = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    if any(c is None for c in corners):
        return None
    quad = np.array(corners, np.float32)
    margin = 0.03 * max(shape)
    inside = (quad > -margin).all() and (quad < np.array(shape[1::-1]) + margin).all()
    return quad if inside and cv2.isContourConvex(quad.astype(np.float32)) else None


def _beside(contour: Points, start: Points, end: Points) -> Points:
    """Contour points along the middle of the side from `start` to `end`."""
    way = end - start
    length = float(np.linalg.norm(way)) or 1.0
    offset = contour - start
    along = offset @ way / length**2
    across = np.abs(offset[:, 0] * way[1] - offset[:, 1] * way[0]) / length
    near = NEAR_SIDE + 0.01 * length
    beside: Points = contour[(along > SIDE_ENDS) & (along < 1 - SIDE_ENDS) & (across < near)]
    return beside


def _crossing(a: Points, b: Points) -> Points | None:
    cross = float(a[0] * b[1] - a[1] * b[0])
    if abs(cross) < 0.2:
        return None
    t = ((b[2] - a[2]) * b[1] - (b[3] - a[3]) * b[0]) / cross
    return np.array([a[2] + t * a[0], a[3] + t * a[1]], np.float32)


def _slopes(small: Pixels) -> npt.NDArray[np.float32]:
    soft = cv2.GaussianBlur(small, (0, 0), 1.5)
    across, down = (cv2.Sobel(soft, cv2.CV_32F, *d, scale=0.125) for d in ((1, 0), (0, 1)))
    strength = np.sqrt(across**2 + down**2).max(axis=2)
    return np.asarray(cv2.dilate(strength, np.ones((5, 5), np.uint8)), np.float32)


def _support(corners: Points, slopes: npt.NDArray[np.float32]) -> float:
    """Share of the outline that lies on an edge; the weakest side counts half."""
    height, width = slopes.shape
    shares = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        t = np.linspace(0.05, 0.95, 200)[:, None]
        points = np.rint(start * (1 - t) + end * t).astype(int)
        inside = (
            (points[:, 0] >= 0) & (points[:, 0] < width)
            & (points[:, 1] >= 0) & (points[:, 1] < height)
        )  # fmt: skip
        on_edge = np.zeros(len(points), bool)
        on_edge[inside] = slopes[points[inside, 1], points[inside, 0]] > SUPPORT_GRADIENT
        shares.append(float(on_edge.mean()))
    return 0.5 * float(np.mean(shares)) + 0.5 * min(shares)
