"""Straight lines along which a page may end: from outlines of many masks, counted as votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.page import Pixels

Points = npt.NDArray[np.float32]
Grey = npt.NDArray[np.float32]

THRESHOLD_STEPS = (0.7, 0.9, 1.1, 1.3)  # times Otsu's
CLOSINGS = (5, 25)
LEAST_AREA = 0.1  # of the image: smaller blobs are no page
LEAST_SIDE = 0.2  # of the image's short side: shorter edges are corners and fingers
SIDE_ENDS = 0.1  # left out of each side's fit: corners are round and fingers hold them
NEAR_SIDE = 3.0  # pixels
BORDER = 2  # pixels: an outline so near the image's edge is the edge's
SAME_LINE = 2.5  # pixels between two lines that count as one
STEEPEST = 0.7  # across for along: a page turned further lies on its other side
RIM_SHARE = 0.02
RUN_STEP, RUN_LEAST, RUN_LEAN, RUNS = 3.0, 0.3, 0.25, 200
OUTER = 0.35  # of the image: a side of the page does not lie further in
TOP, RIGHT, BOTTOM, LEFT = range(4)


@dataclass(frozen=True, slots=True)
class Side:
    """A line that may be a side of the page: `point` on it and unit `way` along it.

    `votes` masks have it in their outline; `rim`: it is the edge of the image itself.
    """

    point: tuple[float, float]
    way: tuple[float, float]
    votes: int
    rim: bool = False


def sides_of(small: Pixels, steps: Grey) -> list[list[Side]]:
    """Candidates for the top, right, bottom and left side, the rim last.

    `steps` is the strength of the change at every pixel: straight runs of it are candidates too,
    where page and ground are too alike for any threshold.
    """
    found: list[list[Side]] = [[], [], [], []]
    for outline in _outlines(_planes(small)):
        for place, side in _sides(outline, small.shape):
            _vote(found[place], side, place)
    for place, side in _straight_runs(steps):
        _vote(found[place], side, place)
    height, width = small.shape[:2]
    rims = (((0.0, 0.0), (1.0, 0.0)), ((width - 1.0, 0.0), (0.0, 1.0)),
            ((0.0, height - 1.0), (1.0, 0.0)), ((0.0, 0.0), (0.0, 1.0)))  # fmt: skip
    for place, (point, way) in enumerate(rims):
        found[place].append(Side(point, way, 0, rim=True))
    return found


def frame_of(lab: Grey) -> Grey:
    """The image's rim, as a list of its pixels."""
    rim = max(2, int(min(lab.shape[:2]) * RIM_SHARE))
    parts = (lab[:rim], lab[-rim:], lab[:, :rim], lab[:, -rim:])
    return np.concatenate([part.reshape(-1, 3) for part in parts])


def paper_of(lab: Grey) -> Grey:
    """The colour of the brighter pixels in the middle of the image: paper, if a page is there."""
    high, wide = lab.shape[0] // 4, lab.shape[1] // 4
    middle = lab[high:-high, wide:-wide].reshape(-1, 3)
    paper: Grey = middle[middle[:, 0] >= np.percentile(middle[:, 0], 60)].mean(axis=0)
    return paper


def _planes(small: Pixels) -> list[Pixels]:
    """Four ways in which paper may stand out from a desk."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    far = np.linalg.norm(lab - np.median(frame_of(lab), axis=0), axis=2)
    saturation = cv2.cvtColor(small, cv2.COLOR_RGB2HSV)[..., 1]
    planes = [far, lab[..., 0], 255 - saturation, small.min(axis=2)]
    return [cv2.GaussianBlur(np.clip(p, 0, 255).astype(np.uint8), (0, 0), 1.5) for p in planes]


def _outlines(planes: list[Pixels]) -> Iterator[Points]:
    """The outline of the largest blob of every plane, threshold and closing."""
    for plane in planes:
        otsu, _ = cv2.threshold(plane, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        for step in THRESHOLD_STEPS:
            mask = (plane > min(254.0, otsu * step)).astype(np.uint8)
            for size in CLOSINGS:
                closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
                blobs, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
                blob = max(blobs, key=cv2.contourArea, default=None)
                if blob is not None and cv2.contourArea(blob) > LEAST_AREA * mask.size:
                    yield blob[:, 0].astype(np.float32)


def _sides(outline: Points, shape: tuple[int, ...]) -> Iterator[tuple[int, Side]]:
    height, width = shape[:2]
    inner = (
        (outline[:, 0] > BORDER) & (outline[:, 0] < width - 1 - BORDER)
        & (outline[:, 1] > BORDER) & (outline[:, 1] < height - 1 - BORDER)
    )  # fmt: skip
    free = outline[inner]
    middle = (outline.min(axis=0) + outline.max(axis=0)) / 2
    around = cv2.arcLength(outline, True)
    corners = cv2.approxPolyDP(outline, 0.008 * around, True)[:, 0]
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if np.linalg.norm(end - start) < LEAST_SIDE * min(height, width):
            continue
        beside = _beside(free, start, end)
        if len(beside) < 20:
            continue
        x_way, y_way, x, y = cv2.fitLine(beside, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
        flat = abs(y_way) < STEEPEST * abs(x_way)
        if not flat and abs(x_way) > STEEPEST * abs(y_way):
            continue
        low, right = y >= middle[1], x >= middle[0]
        place = (BOTTOM if low else TOP) if flat else (RIGHT if right else LEFT)
        sign = 1 if (x_way if flat else y_way) > 0 else -1
        yield place, Side((x, y), (x_way * sign, y_way * sign), 1)


def _straight_runs(steps: Grey) -> Iterator[tuple[int, Side]]:
    """Long straight edges in the outer third of the image on each side."""
    height, width = steps.shape
    edges = ((steps > RUN_STEP) * 255).astype(np.uint8)
    least = int(RUN_LEAST * min(height, width))
    runs = cv2.HoughLinesP(edges, 1, np.pi / 360, least // 3, None, least, 20)
    for x0, y0, x1, y1 in (runs if runs is not None else np.empty((0, 1, 4))).reshape(-1, 4)[:RUNS]:
        way = np.array([x1 - x0, y1 - y0], np.float64)
        way /= np.linalg.norm(way) or 1.0
        x, y = (x0 + x1) / 2 / width, (y0 + y1) / 2 / height
        if abs(way[1]) < RUN_LEAN * abs(way[0]) and not OUTER < y < 1 - OUTER:
            place, sign = (TOP if y < 0.5 else BOTTOM), np.sign(way[0])
        elif abs(way[0]) < RUN_LEAN * abs(way[1]) and not OUTER < x < 1 - OUTER:
            place, sign = (LEFT if x < 0.5 else RIGHT), np.sign(way[1])
        else:
            continue
        yield place, Side((x * width, y * height), (way[0] * sign, way[1] * sign), 1)


def _beside(outline: Points, start: Points, end: Points) -> Points:
    """Points of the outline along the middle of the way from `start` to `end`."""
    way = end - start
    length = float(np.linalg.norm(way)) or 1.0
    offset = outline - start
    along = offset @ way / length**2
    across = np.abs(offset[:, 0] * way[1] - offset[:, 1] * way[0]) / length
    near = NEAR_SIDE + 0.006 * length
    beside: Points = outline[(along > SIDE_ENDS) & (along < 1 - SIDE_ENDS) & (across < near)]
    return beside


def _vote(known: list[Side], new: Side, place: int) -> None:
    """Count `new` with the line it repeats, or add it."""
    for index, old in enumerate(known):
        if _apart(old, new, place) < SAME_LINE:
            votes = old.votes + 1
            share = 1 / votes
            point = _mix(old.point, _at(new, old.point, place), share)
            known[index] = Side(point, _mix(old.way, new.way, share), votes)
            return
    known.append(new)


def _apart(old: Side, new: Side, place: int) -> float:
    """Pixels between two lines of one place, at the worse of two points 250 pixels apart."""
    axis = 1 if place in (TOP, BOTTOM) else 0
    ends = [(old.point[0] + s * old.way[0], old.point[1] + s * old.way[1]) for s in (-250, 250)]
    return max(abs(_at(new, end, place)[axis] - end[axis]) for end in ends)


def _at(side: Side, point: tuple[float, float], place: int) -> tuple[float, float]:
    """The point of `side` across from `point`."""
    if place in (TOP, BOTTOM):
        slope = side.way[1] / (side.way[0] or 1e-6)
        return point[0], side.point[1] + (point[0] - side.point[0]) * slope
    slope = side.way[0] / (side.way[1] or 1e-6)
    return side.point[0] + (point[1] - side.point[1]) * slope, point[1]


def _mix(old: tuple[float, float], new: tuple[float, float], share: float) -> tuple[float, float]:
    return old[0] + (new[0] - old[0]) * share, old[1] + (new[1] - old[1]) * share
