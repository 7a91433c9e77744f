"""Rows and halves between printed rules, and what stands in each: an entry, little, nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from sohotich.engines.imaging.strokes import FULL, Rule, Strokes

NEAR = 0.05  # of a row's height: where the ladder wants a rung
MOST_LOST = 0.34  # share of rungs that may be too worn to see
STRONG = 0.8  # of the width
BY_EYE = 0.035  # of a row's height: how far printed rules are from even
LEAST_TABLE = 0.45  # of the page's height
UNEVEN = 1.5  # the tallest row against the middle one, where a clerk ruled by hand
EMPTY, THIN = 0.12, 0.4  # ink against the other rows'
BLANK_ROW = 0.004  # ink of a row that is empty whatever the others hold
LEAST_NUMBER = 10  # small pixels of ink in a number's cell: blots apart, somebody wrote there
MARGIN = 0.12  # of a row's height left out at its rules: a neighbour's tails


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rules between which rows lie; `doubt` why a person should look; `lost`: not all of them
    were seen.
    """

    rungs: tuple[float, ...]
    doubt: str = ""
    lost: bool = False


def find_ladder(rules: Sequence[Rule], rows: int, height: float) -> Ladder | None:
    """`rows` rows between even rules, some of them lost, or between uneven ones, none lost.

    `height` is the page's. A table's head breaks the rhythm and is left out. None where the rules
    tell nothing.
    """
    parts = _parts(rules, rows, height)
    if parts is not None:
        return parts
    even, uneven = _even(rules, rows, height), _uneven(rules, rows, height)
    if even is None or (even.lost and uneven is not None and not uneven.doubt):
        return uneven
    return even


def _parts(rules: Sequence[Rule], rows: int, height: float) -> Ladder | None:
    """The page in equal parts with a strong rule between any two: no frame, no head."""
    step = height / rows
    strong = sorted(rules, key=lambda rule: -rule.cover)[: rows - 1]
    rest = max((rule.cover for rule in rules if rule not in strong), default=0.0)
    if len(strong) < rows - 1 or rows < 2 or strong[-1].cover < max(STRONG, rest + 0.15):
        return None
    inner = sorted(rule.at for rule in strong)
    if any(abs(at - (i + 1) * step) > 0.15 * step for i, at in enumerate(inner)):
        return None
    return Ladder((0.0, *inner, height))


def _even(rules: Sequence[Rule], rows: int, height: float) -> Ladder | None:
    best, seen = None, 0
    for upper, lower in combinations(rules, 2):
        for first, last in ((0, rows), (1, rows), (0, rows - 1)):
            if last - first < 1:
                continue
            step = (lower.at - upper.at) / (last - first)
            start = upper.at - first * step
            found = _seen(rules, start, step, rows)
            # Equal ladders: the lower one, since a head stands above.
            if found > seen or (found == seen and best is not None and start > best[0] + step / 2):
                best, seen = (start, step), found
    if best is None or seen < max(2, (1 - MOST_LOST) * (rows + 1)):
        return None
    start, step = best
    rungs = tuple(_snapped(rules, start + i * step, step) for i in range(rows + 1))
    if rows > 1 and rungs[-1] - rungs[0] < LEAST_TABLE * height:
        return None  # lines of writing paper
    lost = seen <= rows
    return Ladder(rungs, _even_doubt(rules, rungs, step, not lost), lost)


def _seen(rules: Sequence[Rule], start: float, step: float, rows: int) -> int:
    """How many rungs have a rule; those outside the page's rules have none."""
    ats = np.array([rule.at for rule in rules])
    wanted = start + step * np.arange(rows + 1)
    return int((np.abs(ats[None, :] - wanted[:, None]).min(axis=1) <= _near(step)).sum())


def _near(step: float) -> float:
    return max(3.0, NEAR * step)


def _snapped(rules: Sequence[Rule], wanted: float, step: float) -> float:
    nearest = min((rule.at for rule in rules), key=lambda at: abs(at - wanted))
    return nearest if abs(nearest - wanted) <= _near(step) else wanted


def _even_doubt(rules: Sequence[Rule], rungs: tuple[float, ...], step: float, whole: bool) -> str:
    """Another rung above or below means another count of rows; a lost end could be anywhere."""
    ats = [rule.at for rule in rules]

    def ruled(at: float) -> bool:
        return any(abs(other - at) <= _near(step) for other in ats)

    if ruled(rungs[0] - step) or ruled(rungs[-1] + step):
        return "rows_differ"
    inside = [at for at in ats if rungs[0] + step / 4 < at < rungs[-1] - step / 4]
    if any(min(abs(at - rung) for rung in rungs) > 0.2 * step for at in inside):
        return "rows_differ"
    if whole:
        return ""
    # Rows ruled by eye: a lost rule is not where evenness wants it.
    by_eye = float(np.abs(np.diff(rungs) - step).max()) > BY_EYE * step
    ends = ruled(rungs[0]) and ruled(rungs[-1])
    return "" if ends and not by_eye else "rules_lost"


def _uneven(rules: Sequence[Rule], rows: int, height: float) -> Ladder | None:
    """The lowest `rows` + 1 rules, where only a table's head can be above them."""
    full = [rule.at for rule in rules if rule.cover >= FULL]
    if not rows + 1 <= len(full) <= rows + 3:
        return None
    rungs = tuple(full[-rows - 1 :])
    if rungs[-1] - rungs[0] < LEAST_TABLE * height:
        return None
    steps = np.diff(rungs)
    middle = float(np.median(steps))
    wild = steps.max() > UNEVEN * middle or steps.min() < middle / UNEVEN
    # Without a head above, the head may be what was taken for the first row.
    return Ladder(rungs, "rows_differ" if wild or len(full) != rows + 2 else "")


def fillings(strokes: Strokes, rungs: Sequence[float]) -> list[tuple[bool, str]]:
    """Per row: whether it is empty, and a doubt about that."""
    inks = [_ink(strokes, top, bottom) for top, bottom in pairwise(rungs)]
    usual = float(np.percentile(inks, 70)) if max(inks) > BLANK_ROW else 0.0
    numbered = _numbers(strokes, rungs)
    return [_filling(ink, usual, number) for ink, number in zip(inks, numbered, strict=True)]


def _filling(ink: float, usual: float, number: bool | None) -> tuple[bool, str]:
    if ink <= BLANK_ROW or ink <= EMPTY * usual:
        return True, "row_blots" if number else ""
    if ink < THIN * usual:
        return False, "row_thin"
    return False, "number_unseen" if number is False else ""


def _ink(strokes: Strokes, top: float, bottom: float) -> float:
    inset = MARGIN * (bottom - top)
    left, right = round(0.03 * strokes.width), round(0.97 * strokes.width)
    part = strokes.writing[round(top + inset) : round(bottom - inset), left:right]
    return float(part.mean()) if part.size else 0.0


def _numbers(strokes: Strokes, rungs: Sequence[float]) -> list[bool | None]:
    """Whether something is written in each row's first column; None where no column is ruled."""
    cell = _first_column(strokes, rungs)
    if cell is None:
        return [None] * (len(rungs) - 1)
    left, right = cell
    inset = max(2, round(0.06 * (right - left)))
    found: list[bool | None] = []
    for top, bottom in pairwise(rungs):
        part = strokes.writing[round(top) + 2 : round(bottom) - 2, left + inset : right - inset]
        found.append(int(part.sum()) >= LEAST_NUMBER)
    return found


def _first_column(strokes: Strokes, rungs: Sequence[float]) -> tuple[int, int] | None:
    columns = strokes.columns(rungs[0], rungs[-1])
    if len(columns) < 3:
        return None
    left, right = columns[0], columns[1]
    share = (right - left) / strokes.width
    return (round(left), round(right)) if 0.012 < share < 0.2 else None
