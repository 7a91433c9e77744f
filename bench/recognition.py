"""What this machine's readers make of invented pages: labels, numbers, dates; told plainly where
one is absent.

Judged on seeds and faces of writing that nothing was tuned on (`sample.reading_truth.judged`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import pairwise

from bench.one import ROWS_WANTED
from bench.tables import Table, figure
from sohotich.engines.recognition import tesseract, wheel
from sohotich.sample.reading_measured import (
    GOOD,
    Digits,
    Places,
    measure_digits,
    measure_numbers,
    measure_places,
)
from sohotich.sample.reading_truth import Registration, judged

PAGES = 60
COLUMNS = ("measure", "figure", "of", "calibration", "CPU")
KINDS = {"number": "số", "book": "quyển số", "date": "ngày", "paper": "số giấy tờ",
         "personal_id": "số định danh"}  # fmt: skip
_GROUPS = (0.0, 0.7, 0.85, 0.9, 0.95, 1.01)
NOTE = (
    "Invented pages, fonts for hands: real writing is harder. Seeds from 5.000, the faces hand-06 "
    "to hand-08; confidence was fitted on seeds below and hand-01 to hand-05. Calibration: mean "
    "distance of told confidence from the share right. ROWS=N takes N registrations."
)
Row = list[str]


def rows() -> Table:
    """Every measure of the readers that are there; `absent` for the others."""
    pages = list(judged(int(os.environ.get(ROWS_WANTED) or PAGES)))
    lines = [*_print(pages), *_digits(pages)]
    return Table(f"Reading {len(pages)} registrations", COLUMNS, lines, NOTE)


def _print(pages: list[Registration]) -> Iterator[Row]:
    if tesseract.absent_words():
        yield ["labels found (Tesseract vie)", "absent", "", "", ""]
        return
    found = measure_places(pages)
    cpu = f"{figure(found.cpu_seconds, 2)} s a page"
    yield ["labels found (Tesseract vie)", _share(found.proposed, found.fields), "fields", "", cpu]
    over = figure(found.overlap, 2)
    apart = figure(_apart(found), 3)
    yield [
        f"places right (overlap ≥ {figure(GOOD, 1)}; mean {over})",
        *(_share(found.good, found.fields), "fields", apart, ""),
    ]


def _digits(pages: list[Registration]) -> Iterator[Row]:
    if wheel.absent_words():
        yield from (_absent(name) for name in ("number at the head of a cut", *KINDS.values()))
        return
    yield _row("number at the head of a cut", measure_numbers(pages))
    for kind, measured in measure_digits(pages).items():
        yield _row(f"{KINDS.get(kind, kind)}, place known", measured)


def _absent(name: str) -> Row:
    return [name, "absent", "", "", ""]


def _row(name: str, measured: Digits) -> Row:
    score = measured.score
    told = f"exact, {score.answered} told"
    cpu = f"{figure(1000 * measured.cpu_seconds, 0)} ms each"
    return [name, _share(score.right, score.asked), told, figure(score.calibration, 3), cpu]


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({figure(100 * part / max(1, whole))} %)"


def _apart(found: Places) -> float:
    """As `readers.score` has it, of places."""
    return sum(map(_distance(found), pairwise(_GROUPS))) / max(1, len(found.sure))


def _distance(found: Places) -> Callable[[tuple[float, float]], float]:
    def of(edges: tuple[float, float]) -> float:
        group = [(sure, good) for sure, good in found.sure if edges[0] <= sure < edges[1]]
        return abs(sum(sure for sure, _ in group) - sum(good for _, good in group))

    return of
