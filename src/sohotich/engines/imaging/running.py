"""Entries without rules: each begins on the line whose number stands out to the left.

Clerks who ruled nothing wrote an entry under the other, its number in the margin, and went on over
the page: lines above a page's first number belong to the entry before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.imaging.page import Pixels
from sohotich.engines.imaging.strokes import Strokes

Profile = npt.NDArray[np.float32]

PITCHES = (0.008, 0.05)  # of the page's height: how far apart lines of writing may be
RHYTHM = 0.15  # self-likeness of the lines that makes a pitch
DENSE = 0.35  # of the writing's usual density: less is a margin
LEAST_BODY = 0.35  # of the page's width
MARK_HEIGHT = (0.25, 1.6)  # lines
MARK_ABOVE = 0.48  # lines from a line's upper edge to the middle of its number
CLEAR_MARK, FAINT_MARK, LOUD_MARK = 0.4, 0.12, 3.0  # ink against the other marks'
TALL = 2.4  # an entry against the page's middle one: perhaps two
WRITTEN = 0.02  # ink of a row of the block that is part of a line
EARLY = 0.3  # of the block's width left empty at the end of a line that is a paragraph's last
LEAST_REACH = 4  # of forty parts of the block's width
LEAST_INK = 6  # small pixels
CROSSING = 0.5  # lines that a note may run over the cut


@dataclass(frozen=True, slots=True)
class Piece:
    """From `top` to `bottom` of the small page; `joins`: it goes on from the page before."""

    top: float
    bottom: float
    joins: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The block of writing: columns, the first and last line's edges, the lines' pitch."""

    left: int
    right: int
    top: int
    bottom: int
    pitch: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something written left of the block: its middle and how much ink it has."""

    at: float
    ink: int


def find_pieces(strokes: Strokes) -> list[Piece] | None:
    """The page's entries by their numbers in the margin; None where there is no such page."""
    body = find_body(strokes)
    if body is None:
        return None
    marks = find_marks(strokes, body)
    clear, doubtful = _sorted_out(marks)
    if not clear:
        return None
    lines = _lines(strokes.writing, body)
    starts = [_line_top(lines, body, mark.at) for mark in clear]
    pieces = _pieces(strokes, body, lines, starts)
    pieces = [_noted(strokes, body, piece) for piece in pieces]
    pieces = [_broken(strokes, lines, body, piece) for piece in pieces]
    return [_doubted(piece, doubtful, body) for piece in pieces]


def find_body(strokes: Strokes) -> Body | None:
    """The widest block of columns that are written on all the way down."""
    density = strokes.writing[_inner(strokes.height)].mean(axis=0).astype(np.float32)
    soft = cv2.GaussianBlur(density[None], (0, 0), 0.006 * strokes.width).ravel()
    usual = float(np.percentile(soft, 60))
    if usual <= 0.002:
        return None
    edges = np.flatnonzero(np.diff(np.concatenate([[0], soft > DENSE * usual, [0]])))
    left, right = max(
        zip(edges[::2], edges[1::2], strict=True), key=lambda block: block[1] - block[0]
    )
    if right - left < LEAST_BODY * strokes.width:
        return None
    lines = strokes.writing[:, left:right].mean(axis=1).astype(np.float32)
    pitch = _pitch(lines, strokes.height)
    if pitch is None:
        return None
    written = np.flatnonzero(cv2.GaussianBlur(lines[None], (0, 0), 0.15 * pitch).ravel() > WRITTEN)
    if not written.size:
        return None
    return Body(int(left), int(right), int(written[0]), int(written[-1]), pitch)


def _inner(height: int) -> slice:
    return slice(round(0.06 * height), round(0.94 * height))


def _pitch(lines: Profile, height: int) -> float | None:
    """Distance of the lines: the first strong peak at which the profile is like itself."""
    low, high = round(PITCHES[0] * height), round(PITCHES[1] * height)
    wave = lines - cv2.GaussianBlur(lines[None], (0, 0), high).ravel()
    power = float(np.dot(wave, wave))
    if power <= 0:
        return None
    likeness = np.array([np.dot(wave[:-lag], wave[lag:]) / power for lag in range(low, high + 1)])
    peaks = [
        i
        for i in range(1, len(likeness) - 1)
        if likeness[i] >= likeness[i - 1] and likeness[i] > likeness[i + 1]
    ]
    strong = [i for i in peaks if likeness[i] > max(RHYTHM, 0.7 * likeness[peaks].max())]
    return float(low + strong[0]) if strong else None


def find_marks(strokes: Strokes, body: Body) -> list[Mark]:
    """Blobs the size of a number left of the block, top to bottom."""
    rim = round(0.012 * strokes.width)
    zone = np.ascontiguousarray(strokes.writing[:, rim : max(rim + 1, body.left - 2)])
    across, down = max(3, round(0.9 * body.pitch)), max(3, round(0.25 * body.pitch))
    joined = cv2.dilate(zone, np.ones((down, across), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    marks = []
    for label in range(1, count):
        x, y, wide, high, _ = stats[label]
        own = (labels[y : y + high, x : x + wide] == label) & (zone[y : y + high, x : x + wide] > 0)
        rows = np.flatnonzero(own.any(axis=1))
        tall = (rows[-1] - rows[0] + 1) / body.pitch
        if MARK_HEIGHT[0] <= tall <= MARK_HEIGHT[1] and own.sum() >= 6:
            weights = own.sum(axis=1)
            middle = float((weights * np.arange(high)).sum() / weights.sum())
            marks.append(Mark(y + middle, int(own.sum())))
    return sorted(marks, key=lambda mark: mark.at)


def _sorted_out(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Marks that are numbers, and those that may be blots or worn numbers."""
    if not marks:
        return [], []
    usual = float(np.median([mark.ink for mark in marks]))
    clear = [mark for mark in marks if mark.ink >= CLEAR_MARK * usual]
    faint = [m for m in marks if FAINT_MARK * usual <= m.ink < CLEAR_MARK * usual]
    loud = [mark for mark in clear if mark.ink > LOUD_MARK * usual]
    return clear, faint + loud


def _lines(writing: Pixels, body: Body) -> Profile:
    profile = writing[:, body.left : body.right].mean(axis=1).astype(np.float32)
    soft: Profile = cv2.GaussianBlur(profile[None], (0, 0), 0.12 * body.pitch).ravel()
    return soft


def _line_top(lines: Profile, body: Body, at: float) -> float:
    """The emptiest row above the line on which something stands at `at`."""
    first = max(0, round(at - 0.85 * body.pitch))
    last = max(first + 1, round(at - 0.2 * body.pitch))
    part = lines[first:last]
    # Where the line above is short or the next starts late, the nearer of two valleys is meant.
    away = (np.arange(first, last) - (at - MARK_ABOVE * body.pitch)) / body.pitch
    cost = part / max(1e-6, float(part.max())) + np.square(away)
    return float(first + int(np.argmin(cost)))


def _pieces(strokes: Strokes, body: Body, lines: Profile, starts: list[float]) -> list[Piece]:
    ends = [*starts[1:], float(strokes.height)]
    heights = np.diff([*starts, float(body.bottom)])
    usual = float(np.median(heights))
    pieces = [
        Piece(top, bottom, doubt="two_in_one" if high > TALL * usual and len(starts) > 2 else "")
        for top, bottom, high in zip(starts, ends, heights, strict=True)
    ]
    if np.min(heights) < 0.6 * body.pitch:
        pieces = [Piece(p.top, p.bottom, doubt="numbers_close") for p in pieces]
    above = _above(strokes, body, starts[0])
    if above is not None:
        pieces.insert(0, Piece(above, starts[0], joins=True))
    return pieces


def _above(strokes: Strokes, body: Body, first: float) -> float | None:
    """Where the lines begin that stand above the first number; None if there are none."""
    top = max(0.0, body.top - 0.3 * body.pitch)
    if first - top < 0.6 * body.pitch:
        return None
    # A line reaches over some of the block; a blot does not.
    part = strokes.writing[round(top) : round(first), body.left : body.right]
    inked = np.asarray(part.any(axis=0), np.float32)[None]
    reach = cv2.resize(inked, (40, 1), interpolation=cv2.INTER_AREA)
    return top if int((reach > 0.1).sum()) >= LEAST_REACH else None


def _broken(strokes: Strokes, lines: Profile, body: Body, piece: Piece) -> Piece:
    """Writing below a line that ends early, or an empty one: perhaps a number was not seen."""
    if piece.doubt:
        return piece
    bottom = min(piece.bottom, float(body.bottom))
    rows = _valleys(lines, body, piece.top, bottom)
    ended = False
    for upper, lower in pairwise([round(piece.top), *rows]):
        written = float(lines[upper:lower].max(initial=0.0)) > WRITTEN
        if ended and written:
            return Piece(piece.top, piece.bottom, piece.joins, "break_inside")
        ended = ended or not written or _ends_early(strokes, body, lower)
    return piece


def _valleys(lines: Profile, body: Body, top: float, bottom: float) -> list[int]:
    """The lower edges of a piece's lines."""
    reach = max(1, round(0.3 * body.pitch))
    rows = []
    at = top + body.pitch
    while at < bottom + reach:
        first = max(0, round(at) - reach)
        part = lines[first : round(at) + reach + 1]
        if not part.size:
            break
        rows.append(first + int(np.argmin(part)))
        at = rows[-1] + body.pitch
    return rows


def _ends_early(strokes: Strokes, body: Body, bottom: int) -> bool:
    """Whether the line above row `bottom` leaves the right part of the block empty."""
    top = max(0, bottom - round(0.8 * body.pitch))
    start = body.right - round(EARLY * (body.right - body.left))
    part = strokes.writing[top : max(top + 1, bottom - 2), start : body.right]
    return int(part.sum()) < LEAST_INK


def _noted(strokes: Strokes, body: Body, piece: Piece) -> Piece:
    """A note in the margin that runs over the lower cut belongs to nobody knows which entry."""
    reach = CROSSING * body.pitch
    right = strokes.writing[:, body.right + 2 : round(0.985 * strokes.width)]
    y0, y1 = round(piece.bottom - body.pitch), round(piece.bottom + body.pitch)
    if right.shape[1] < 4 or y1 >= strokes.height or piece.doubt:
        return piece
    lines = np.asarray(right[max(0, y0) : y1].any(axis=1))
    above, below = (
        lines[: round(body.pitch - reach)].any(),
        lines[round(body.pitch + reach) :].any(),
    )
    return Piece(piece.top, piece.bottom, piece.joins, "note_crosses") if above and below else piece


def _doubted(piece: Piece, doubtful: list[Mark], body: Body) -> Piece:
    near = [m for m in doubtful if piece.top - 0.5 * body.pitch <= m.at < piece.bottom]
    if not near or piece.doubt:
        return piece
    return Piece(piece.top, piece.bottom, piece.joins, "number_doubtful")
