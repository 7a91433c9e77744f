"""Which four candidate sides make the page: paper within, something else without, on all sides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np

from sohotich.engines.imaging.page import Pixels
from sohotich.engines.imaging.sides import Grey, Points, Side, paper_of, sides_of

VOTE_WORTH, MANY_VOTES = 0.01, 20
KEPT = 5  # candidates of each side, besides the rim
SAMPLES = 72  # places looked at along a side
REACH = 10  # pixels looked at within and without
BRIGHTER = 30.0  # grey levels: a scanner's lid may be whiter than old paper
RIM_PAPER = 0.7  # of the paper's brightness, at the picture's edge: less is desk
PAPER_STEP = 6.0  # Lab distance between paper and what lies beside it
EDGE_STEP = 3.0  # grey levels per pixel that make an edge
LEAST_SHARE = 0.12  # of the image that a page fills
WIDEST_PAPER = 16.0  # Lab chroma: colours further from the paper's are not paper
RIM_WORTH = 0.82  # of a side that is the image's edge: a true edge in the image is better
AREA_WORTH = 0.03
# A fold has paper on both sides; the page's edge has not. Looked for so many pixels further out.
BEYOND = (24, 34, 44, 54, 64)
SAME_PAPER = 9.0  # Lab distance between two leaves of one book
FOLD_COST = 0.5
REFINE_REACH, REFINE_STEP = 4.0, 0.5


@dataclass(frozen=True, slots=True)
class Outline:
    """Four corners from top left clockwise at the small image's size, and what speaks for them.

    `shares` of each side (top, right, bottom, left) that lies on an edge of paper; `rims` tells
    which sides are the image's own; `rival` is the score of the best outline elsewhere; `contrast`
    how far, in Lab, paper and ground differ on the side where they differ least.
    """

    corners: Points
    shares: tuple[float, ...]
    rims: tuple[bool, ...]
    votes: tuple[int, ...]
    score: float
    rival: float
    contrast: float


def find_outline(small: Pixels) -> Outline | None:
    """The best outline of a page in an image some 800 pixels long, or None."""
    judge = _Judge(small)
    candidates = [
        [*sorted(sides[:-1], key=lambda s: -judge.rank(i, s))[:KEPT], sides[-1]]
        for i, sides in enumerate(sides_of(small, judge.steps))
    ]
    scored: list[tuple[float, Points, list[float], tuple[Side, ...]]] = []
    for chosen in product(*candidates):
        corners = _corners(chosen, small.shape)
        if corners is None:
            continue
        shares = [judge.share(i, chosen, corners) for i in range(4)]
        folds = [judge.beyond(i, chosen, corners) for i in range(4)]
        area = float(cv2.contourArea(corners)) / (small.shape[0] * small.shape[1])
        score = 0.5 * sum(shares) / 4 + 0.5 * min(shares) + AREA_WORTH * area
        score -= FOLD_COST * max(folds)
        scored.append((score, corners, shares, chosen))
    if not scored:
        return None
    scored.sort(key=lambda row: -row[0])
    score, corners, shares, chosen = scored[0]
    far = 0.03 * max(small.shape)
    rival = next((s for s, other, _, _ in scored if np.abs(other - corners).max() > far), 0.0)
    rims = tuple(side.rim for side in chosen)
    return Outline(
        judge.refined(corners, rims),
        tuple(round(s, 3) for s in shares),
        rims,
        tuple(side.votes for side in chosen),
        score,
        rival,
        min((judge.contrast(i, corners) for i in range(4) if not rims[i]), default=0.0),
    )


class _Judge:
    """Looks along a line for paper on its inner side and something else beyond; remembers."""

    def __init__(self, small: Pixels) -> None:
        self.lab: Grey = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
        soft = cv2.GaussianBlur(self.lab, (0, 0), 1.0)
        steps = [cv2.Sobel(soft, cv2.CV_32F, *d, scale=0.125) for d in ((1, 0), (0, 1))]
        self.steps: Grey = np.sqrt(steps[0] ** 2 + steps[1] ** 2).max(axis=2)
        self.paper = paper_of(self.lab)
        self.known: dict[tuple[object, ...], float] = {}

    def rank(self, place: int, side: Side) -> float:
        """How much speaks for a line before it is known where the page's corners are."""
        height, width = self.lab.shape[:2]
        reach = 0.38 * (width if place % 2 == 0 else height)
        # Seen from within, the way around is clockwise: down on the right, back along the foot.
        sign = 1 if place < 2 else -1
        middle = np.array(side.point, np.float32)
        axis = 0 if place % 2 == 0 else 1
        centre = (width, height)[axis] / 2
        way = np.array(side.way, np.float32)
        middle = middle + way * (centre - middle[axis]) / (way[axis] or 1.0)
        ends = middle - way * reach * sign, middle + way * reach * sign
        return self._edge(*ends) + VOTE_WORTH * min(side.votes, MANY_VOTES)

    def share(self, place: int, chosen: tuple[Side, ...], corners: Points) -> float:
        side = chosen[place]
        key = self._key("share", place, chosen)
        if key not in self.known:
            start, end = corners[place], corners[(place + 1) % 4]
            self.known[key] = self._rim(start, end) if side.rim else self._edge(start, end)
        return self.known[key]

    def beyond(self, place: int, chosen: tuple[Side, ...], corners: Points) -> float:
        """Share of the side along which the same paper goes on beyond it: a fold, no edge."""
        if chosen[place].rim:
            return 0.0
        key = self._key("beyond", place, chosen)
        if key not in self.known:
            start, end = corners[place], corners[(place + 1) % 4]
            within = _brightest(self._strips(start, end, self.lab, *BEYOND))
            without = _brightest(self._strips(start, end, self.lab, *(-step for step in BEYOND)))
            same = np.linalg.norm(within - without, axis=1) < SAME_PAPER
            self.known[key] = float((same & self._is_paper(within)).mean())
        return self.known[key]

    @staticmethod
    def _key(what: str, place: int, chosen: tuple[Side, ...]) -> tuple[object, ...]:
        points = (chosen[at % 4].point for at in (place, place - 1, place + 1))
        return (what, place, *points)

    def refined(self, corners: Points, rims: tuple[bool, ...]) -> Points:
        """The corners where lines through the sharpest of the nearby steps cross."""
        lines = []
        for place, rim in enumerate(rims):
            start, end = corners[place], corners[(place + 1) % 4]
            line = None if rim else self._sharpest(start, end)
            lines.append(line if line is not None else (start, end - start))
        crossed = [_meet(lines[i - 1], lines[i]) for i in range(4)]
        return np.array(crossed, np.float32)

    def _sharpest(self, start: Points, end: Points) -> tuple[Points, Points] | None:
        offsets = np.arange(-REFINE_REACH, REFINE_REACH + 0.1, REFINE_STEP)
        steps = self._strips(start, end, self.steps, *offsets)
        at = offsets[steps.argmax(axis=0)]
        along = np.linspace(0.03, 0.97, SAMPLES)
        weight = (steps.max(axis=0) > EDGE_STEP).astype(float)
        line = np.zeros(2)
        for _ in range(6):
            if weight.sum() < SAMPLES / 4:
                return None
            line = np.polyfit(along, at, 1, w=np.sqrt(weight))
            off = np.abs(at - np.polyval(line, along))
            weight = np.where(steps.max(axis=0) > EDGE_STEP, 1 / (1 + (off / 0.7) ** 4), 0.0)
        way = end - start
        inward = np.array([-way[1], way[0]], np.float32) / (np.linalg.norm(way) or 1.0)
        first, last = (np.polyval(line, x) * inward for x in (0.0, 1.0))
        return start + first, end + last - start - first

    def _strips(self, start: Points, end: Points, image: Grey, *offsets: float) -> Grey:
        """Rows along the line at offsets (positive: into the page)."""
        way = (end - start) / (np.linalg.norm(end - start) or 1.0)
        inward = np.array([-way[1], way[0]], np.float32)
        along = np.linspace(0.03, 0.97, SAMPLES, dtype=np.float32)[:, None]
        line = start * (1 - along) + end * along
        at = line[None] + np.array(offsets, np.float32)[:, None, None] * inward
        return np.asarray(
            cv2.remap(image, at[..., 0].astype(np.float32), at[..., 1].astype(np.float32),
                      cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32,
        )  # fmt: skip

    def _edge(self, start: Points, end: Points) -> float:
        """Share of the line with an edge on it, brighter paper within than what is without."""
        inner = self._strips(start, end, self.lab, *range(3, REACH + 1))
        outer = self._strips(start, end, self.lab, *range(-REACH, -2))
        within = _brightest(inner)
        without = np.median(outer, axis=0)
        step = np.linalg.norm(within - without, axis=1)
        edge = self._strips(start, end, self.steps, -2, -1, 0, 1, 2).max(axis=0)
        good = (
            (step > PAPER_STEP) & (within[:, 0] > without[:, 0] - BRIGHTER) & self._is_paper(within)
        )
        return float((good & (edge > EDGE_STEP)).mean())

    def contrast(self, place: int, corners: Points) -> float:
        """How far what lies beside a side is from its paper: half of the side differs more."""
        start, end = corners[place], corners[(place + 1) % 4]
        within = _brightest(self._strips(start, end, self.lab, *range(3, REACH + 1)))
        without = np.median(self._strips(start, end, self.lab, *range(-REACH, -2)), axis=0)
        return float(np.median(np.linalg.norm(within - without, axis=1)))

    def _rim(self, start: Points, end: Points) -> float:
        """Share of the image's edge along which paper lies right beside it."""
        within = _brightest(self._strips(start, end, self.lab, *range(2, REACH - 2)))
        bright = within[:, 0] > RIM_PAPER * self.paper[0]
        return RIM_WORTH * float((self._is_paper(within) & bright).mean())

    def _is_paper(self, lab: Grey) -> Grey:
        chroma = np.linalg.norm(lab[:, 1:] - self.paper[1:], axis=1)
        paper: Grey = (chroma < WIDEST_PAPER) & (lab[:, 0] > 0.5 * self.paper[0])
        return paper


def _brightest(strips: Grey) -> Grey:
    """Of each place along the line, the brightest pixel across: paper, even where ink stands."""
    best = strips[..., 0].argmax(axis=0)
    picked: Grey = np.take_along_axis(strips, best[None, :, None], axis=0)[0]
    return picked


def _meet(a: tuple[Points, Points], b: tuple[Points, Points]) -> Points:
    cross = float(a[1][0] * b[1][1] - a[1][1] * b[1][0]) or 1e-6
    t = ((b[0][0] - a[0][0]) * b[1][1] - (b[0][1] - a[0][1]) * b[1][0]) / cross
    return np.asarray(a[0] + t * a[1], np.float32)


def _corners(chosen: tuple[Side, ...], shape: tuple[int, ...]) -> Points | None:
    corners = [_crossing(chosen[i - 1], chosen[i]) for i in range(4)]
    if any(corner is None for corner in corners):
        return None
    quad = np.array(corners, np.float32)
    margin = 0.03 * max(shape)
    if (quad < -margin).any() or (quad > np.array(shape[1::-1]) + margin).any():
        return None
    if quad[0, 0] >= quad[1, 0] or quad[0, 1] >= quad[3, 1] or not cv2.isContourConvex(quad):
        return None
    return quad if cv2.contourArea(quad) > LEAST_SHARE * shape[0] * shape[1] else None


def _crossing(a: Side, b: Side) -> tuple[float, float] | None:
    cross = a.way[0] * b.way[1] - a.way[1] * b.way[0]
    if abs(cross) < 0.2:
        return None
    t = ((b.point[0] - a.point[0]) * b.way[1] - (b.point[1] - a.point[1]) * b.way[0]) / cross
    return a.point[0] + t * a.way[0], a.point[1] + t * a.way[1]
