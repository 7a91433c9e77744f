"""Page geometry: pages found, turned upright, folds and blank pages, before any person looks.

A page is found right when no corner is off by more than 1 % of its width; harmless when nothing of
it is lost and no more than a little of what lies around is kept. Corners beyond the picture count
where the picture ends. Flagged: the page comes with a doubt and a confidence under the policy
`scan.cut_confidence_ok`, so that a person looks. Judged on seeds and desks not used in tuning.
"""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import cv2
import numpy as np

from bench.geometry_pictures import Subject, photographs, scans
from bench.tables import Table, cpu_seconds, figure
from sohotich.domain.policies import POLICIES
from sohotich.engines.imaging import FoundPage, Page, find_pages, rectify
from sohotich.engines.imaging.gutter import find_gutter

PICTURES = int(os.environ.get("BENCH_PICTURES", "200"))
USE = "held out"
EXACT, LOST = 0.01, 0.01  # of the page's width
EXTRA = {"photo": 0.05, "scan": 0.2}  # a strip of lid harms less than a strip of desk
FOLD_OFF = 0.01
SURE = float(str(POLICIES["scan.cut_confidence_ok"].default))
WORKERS = 2
COLUMNS = ("measure", "right", "harmless", "flagged, right", "flagged, wrong",
           "wrong, not flagged", "95 % upper bound")  # fmt: skip
NOTE = (
    "Seeds and desks apart from those of tuning; pictures of half a telephone's pixels. "
    f"{PICTURES} of each kind."
)
UNIT = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
OUTWARD = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])


@dataclass(frozen=True)
class Verdict:
    """One judgement of one picture: `right`, `harmless` or `wrong`, and whether a person looks."""

    measure: str
    grade: str
    flagged: bool
    name: str


@dataclass
class Tally:
    """Judgements of one measure."""

    verdicts: list[Verdict] = field(default_factory=list)

    def row(self, measure: str) -> list[str]:
        total = len(self.verdicts)
        sure = [v for v in self.verdicts if not v.flagged]
        flagged = [v for v in self.verdicts if v.flagged]
        silent = sum(v.grade == "wrong" for v in sure)
        right, harmless = (sum(v.grade == g for v in sure) for g in ("right", "harmless"))
        good = sum(v.grade != "wrong" for v in flagged)
        bound = upper_bound(silent, total)
        return [
            measure, f"{right}/{total} ({figure(100 * right / total)} %)", str(harmless), str(good),
            str(len(flagged) - good), str(silent), f"{figure(100 * bound, 2)} %",
        ]  # fmt: skip


def upper_bound(wrong: int, total: int) -> float:
    """The share that, at 95 %, is not exceeded when `wrong` of `total` were (Clopper–Pearson)."""
    low, high = wrong / total, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        chance = sum(
            math.comb(total, k) * middle**k * (1 - middle) ** (total - k) for k in range(wrong + 1)
        )
        low, high = (middle, high) if chance > 0.05 else (low, middle)
    return high


def rows() -> Table:
    """Photographs and scans apart; CPU is that of finding the page, decoded picture to corners."""
    jobs = [(kind, start) for kind in ("photo", "scan") for start in range(0, PICTURES, 20)]
    tallies: dict[str, Tally] = {}
    seconds: dict[str, list[float]] = {"photo": [], "scan": []}
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        for (kind, _), (verdicts, used) in zip(jobs, pool.map(_judge_part, jobs), strict=True):
            seconds[kind] += used
            for verdict in verdicts:
                tallies.setdefault(verdict.measure, Tally()).verdicts.append(verdict)
    lines = [tallies[measure].row(measure) for measure in sorted(tallies)]
    for kind, used in seconds.items():
        text = f"{figure(statistics.median(used), 2)} s median, {figure(max(used), 2)} s most"
        lines.append([f"{kind}: CPU per page", text, *["–"] * 5])
    if os.environ.get("BENCH_WRONG"):
        for tally in tallies.values():
            lines += [[f"  {v.measure}: {v.name}", v.grade, *["–"] * 5]
                      for v in tally.verdicts if v.grade == "wrong"]  # fmt: skip
    return Table("Page geometry", COLUMNS, lines, NOTE)


def _judge_part(job: tuple[str, int]) -> tuple[list[Verdict], list[float]]:
    kind, start = job
    made = {"photo": photographs, "scan": scans}[kind](USE, range(start, start + 20))
    verdicts: list[Verdict] = []
    seconds: list[float] = []
    for subject in made:
        found: list[FoundPage] = []
        image = Page(subject.taken.image, 150.0)
        seconds.append(cpu_seconds(lambda: found.extend(find_pages(image))))  # noqa: B023
        verdicts += _judged(kind, subject, image, found[0])
    return verdicts, seconds


def _judged(kind: str, subject: Subject, image: Page, found: FoundPage) -> Iterator[Verdict]:
    flagged = bool(found.doubts) or found.confidence < SURE
    name = f"{subject.name} {subject.layout} {subject.scene} → {found.doubts}"
    yield Verdict(f"{kind}: page found", found_grade(kind, subject, found), flagged, name)
    blank = "right" if found.blank == subject.blank else "wrong"
    yield Verdict(f"{kind}: blank or not", blank, "sparse" in found.doubts, name)
    if subject.blank:
        return
    turn = "right" if found.turned == subject.scene.turned else "wrong"
    yield Verdict(f"{kind}: turned upright", turn, "turn" in found.doubts, name)
    if subject.taken.fold is not None and found_grade(kind, subject, found) != "wrong":
        yield _fold(kind, subject, image, found, name)


def found_grade(kind: str, subject: Subject, found: FoundPage) -> str:
    """How well the corners fit, whichever of them is taken for the first."""
    limit = np.array(subject.taken.image.shape[1::-1]) - 1
    truth = np.clip(np.array(subject.taken.quad), 0, limit).astype(np.float32)
    turns = [np.roll(np.array(found.quad, np.float32), k, axis=0) for k in range(4)]
    corners = min(turns, key=lambda quad: np.abs(quad - truth).max())
    if np.abs(corners - truth).max() <= EXACT * np.linalg.norm(truth[1] - truth[0]):
        return "right"
    flat = cv2.getPerspectiveTransform(truth, UNIT)
    out = (cv2.perspectiveTransform(corners[None], flat)[0] - UNIT) * OUTWARD
    return "harmless" if out.min() >= -LOST and out.max() <= EXTRA[kind] else "wrong"


def _fold(kind: str, subject: Subject, image: Page, found: FoundPage, name: str) -> Verdict:
    level = rectify(image, found)
    at, confidence = find_gutter(level.image)
    right, bottom = level.width - 1, level.height - 1
    target = np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], np.float32)
    flat = cv2.getPerspectiveTransform(np.array(found.quad, np.float32), target)
    ends = cv2.perspectiveTransform(np.array([subject.taken.fold], np.float32), flat)[0]
    off = abs(float(ends[:, 0].mean()) - at) / level.width
    grade = "right" if off <= FOLD_OFF else "wrong"
    return Verdict(f"{kind}: fold of an open book", grade, confidence < SURE, name)
