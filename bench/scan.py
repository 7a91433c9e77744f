"""Scan → PDF: bytes, CPU, two measures of legibility, marks, and an independent reader's errors.

The same pages, in the same run, through the usual tools, our coder alone and all our steps.
Hairline loss is what our coder selects by; lost edges and similarity are the judge's, which it
never sees; the readers know of neither. Every result is drawn by PDFium at the page's resolution,
evened and compared with the original.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from bench import scan_reading
from bench.one import FULL
from bench.scan_pages import JUDGED, LINE_PIXELS, TUNED, Line, Spec, Subject, cut_out, drawn, specs
from bench.scan_tools import PLAIN, TOOLS, WHOLE_WAY, Made, Tool, absent, whole_way, wrapped
from bench.tables import Table, cpu_seconds, figure, percentile
from sohotich.engines.imaging import Page, Pixels, measures
from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.ink import Ink, find_ink
from sohotich.engines.imaging.pdf_source import render

COLUMNS = (
    "pages", "tool", "n", "kB median/max", "≤ 100 kB", "CPU s mean/p95", "pages per CPU s",
    "hairline loss % mean/worst", "edges lost % mean/worst", "similarity", "marks lost %",
    "print error %", "hand error %",
)  # fmt: skip
ORIGINAL = "(the original itself)"
WORKERS = 2
CAP_KB = 100.0
Original = tuple[Pixels, Ink]  # the evened page and its ink


@dataclass(frozen=True)
class Outcome:
    """One tool on one page; losses are shares, `kilobytes` one per file."""

    group: tuple[str, str]  # what the page is, which half
    tool: str
    kilobytes: tuple[float, ...] = ()
    seconds: float = 0.0
    hairline: float = 0.0
    edges: float = 0.0
    similarity: float = 1.0
    marks: float = 0.0
    printed: tuple[int, int] = (0, 0)
    written: tuple[int, int] = (0, 0)
    failed: bool = False


def rows() -> Table:
    """Each tool over all flat pages, by size and half, and over the photographs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(WORKERS, get_context("spawn"), _ready, (folder,)) as pool:
            found = [one for page in pool.map(_page, specs(), [folder] * len(specs()))
                     for one in page]  # fmt: skip
    lines = [
        _line(name, tool, chosen)
        for name, wanted in GROUPS
        for tool in (ORIGINAL, *_tools(), WHOLE_WAY)
        if (chosen := [o for o in found if o.tool == tool and wanted(*o.group)])
    ]
    return Table("Scan → PDF", COLUMNS, lines, _note())


# Name of a part of the table, and which (kind of page, half) belong to it.
GROUPS = (
    ("A4", lambda kind, _: kind == "A4"),
    ("A3", lambda kind, _: kind == "A3"),
    ("all, tuned on", lambda kind, half: kind != "photo" and half == TUNED),
    ("all, never seen", lambda kind, half: kind != "photo" and half == JUDGED),
    ("photographs", lambda kind, _: kind == "photo"),
)


def _tools() -> dict[str, Tool]:
    """Those that can run here; the profile of plain JPEG only when all is asked for."""
    left_out = () if os.environ.get(FULL) else (PLAIN,)
    return {name: tool for name, tool in TOOLS.items() if name not in left_out and not absent(name)}


def _note() -> str:
    parts = [
        "Cap 100.000 bytes for the searched JPEGs and for sohotich; the others know no cap.",
        "End to end: any image in, page found, levelled, looked at for codes, cut; kB per PDF, one "
        "for each registration; losses against the pieces cut; seconds per page.",
        "Errors: Tesseract vie on printed lines, RapidOCR on handwriting fonts, against the truth.",
    ]
    parts += [f"Not on this machine: {name} ({absent(name)})." for name in TOOLS if absent(name)]
    if scan_reading.missing():
        parts.append(f"Nobody read the results: {scan_reading.missing()} lacking.")
    return " ".join(parts)


def _ready(folder: Path) -> None:
    """Load in this process what the first page would otherwise pay for."""
    tiny = np.full((400, 300, 3), 230, np.uint8)
    cv2.putText(tiny, "Ho ten", (20, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 40), 3)
    from sohotich.engines.imaging import make_pdf, making

    make_pdf([Page(tiny, 300.0, True)], folder / f"{id(tiny)}.pdf")
    making._try(making._prepare(Page(tiny, 300.0, True), 300), "mixed", 50_000)


def _page(spec: Spec, folder: Path) -> list[Outcome]:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        return list(_outcomes(drawn(spec, Path(name)), Path(name)))


def _outcomes(subject: Subject, folder: Path) -> Iterator[Outcome]:
    spec, page = subject.spec, subject.page
    group = ("photo" if spec.photo else spec.size, spec.half)
    held = wrapped(subject.jpeg.read_bytes(), page.width, page.height, page.dpi)
    subject.jpeg.with_suffix(".goc.pdf").write_bytes(held)
    kilobytes = (subject.jpeg.stat().st_size / 1000,)
    errors = _errors([(line, page.image) for line in subject.lines])
    yield Outcome(group, ORIGINAL, kilobytes, printed=errors[0], written=errors[1])
    original = _original(page)
    for name, tool in _tools().items():
        out = folder / "out.pdf"
        seconds = cpu_seconds(lambda tool=tool, out=out: tool(subject, out))  # type: ignore[misc]
        alone = [Made(out, page, np.eye(3))]
        yield _judged(group, name, alone, seconds, subject.lines, original)
    made: list[Made] = []
    try:
        seconds = cpu_seconds(lambda: made.extend(whole_way(subject, folder / "entry.pdf")))
    except Exception as error:
        print(f"{spec}: {error!r}", file=sys.stderr, flush=True)
        yield Outcome(group, WHOLE_WAY, failed=True)
    else:
        yield _judged(group, WHOLE_WAY, made, seconds, subject.lines)


def _original(page: Page) -> Original:
    luma = flatten(page.image).luma
    return luma, find_ink(luma)


def _judged(
    group: tuple[str, str],
    tool: str,
    made: list[Made],
    seconds: float,
    lines: Sequence[Line],
    original: Original | None = None,
) -> Outcome:
    scores, weights, seen = [], [], []
    for one in made:
        shown = _shown(one)
        before, ink = original if original else _original(one.page)
        after = flatten(shown).luma
        similarity, edges = measures.gradient_scores(before, after, ink)
        scores.append((measures.hairline_loss(before, after, ink), edges, similarity,
                       measures.marks_lost(before, after, ink)))  # fmt: skip
        weights.append(max(1, ink.pixels))
        seen.append((one, shown))
    hairline, edges, similarity, marks = np.average(scores, axis=0, weights=weights)
    printed, written = _errors([(line, _crop(line, seen)) for line in lines], cut=True)
    kilobytes = tuple(one.pdf.stat().st_size / 1000 for one in made)
    return Outcome(group, tool, kilobytes, seconds, float(hairline), float(edges),
                   float(similarity), float(marks), printed, written)  # fmt: skip


def _shown(made: Made) -> Pixels:
    """The PDF's page as a reader sees it, pixel on pixel with what it was made of."""
    pixels = render(made.pdf, 1, made.page.dpi)
    if pixels.shape != made.page.image.shape:
        size = (made.page.width, made.page.height)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return pixels


def _crop(line: Line, seen: Sequence[tuple[Made, Pixels]]) -> Pixels:
    """The line where it went; even paper where no piece has its middle."""
    for made, shown in seen:
        corners = cv2.perspectiveTransform(line.corners[None], made.turn)[0]
        x, y = corners.mean(axis=0)
        if 0 <= x < shown.shape[1] and 0 <= y < shown.shape[0]:
            return np.asarray(cut_out(shown, line, made.turn), np.uint8)
    return np.full((LINE_PIXELS, 4 * LINE_PIXELS, 3), 245, np.uint8)


def _errors(
    lines: Iterable[tuple[Line, Pixels]], cut: bool = False
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Letters wrong and letters in all, in print and by hand."""
    if scan_reading.missing():
        return (0, 0), (0, 0)
    crops = [(line, image if cut else cut_out(image, line)) for line, image in lines]
    halves = [[(li, im) for li, im in crops if li.hand == hand] for hand in (False, True)]
    readers = (scan_reading.printed, scan_reading.written)
    counts = [
        scan_reading.letters_wrong(read([im for _, im in half]), [li.text for li, _ in half])
        for read, half in zip(readers, halves, strict=True)
    ]
    return counts[0], counts[1]


def _line(name: str, tool: str, outcomes: list[Outcome]) -> list[str]:
    found = [outcome for outcome in outcomes if not outcome.failed]
    failures = len(outcomes) - len(found)
    many = f"{len(found)}, {failures} failed" if failures else str(len(found))
    if not found:
        return [name, tool, many, *["–"] * (len(COLUMNS) - 3)]
    sizes = [size for outcome in found for size in outcome.kilobytes]
    head = [name, tool, many, f"{figure(statistics.median(sizes))}/{figure(max(sizes))}"]
    errors = [_share([o.printed for o in found]), _share([o.written for o in found])]
    if tool == ORIGINAL:
        return [*head, *["–"] * 7, *errors]
    seconds = [o.seconds for o in found]
    within = sum(size <= CAP_KB for size in sizes)
    return [
        *head,
        f"{within}/{len(sizes)}",
        f"{figure(statistics.mean(seconds), 2)}/{figure(percentile(seconds, 95), 2)}",
        figure(len(seconds) / sum(seconds), 2),
        _losses([o.hairline for o in found]),
        _losses([o.edges for o in found]),
        figure(statistics.mean(o.similarity for o in found), 4),
        figure(100 * statistics.mean(o.marks for o in found), 3),
        *errors,
    ]


def _losses(shares: Sequence[float]) -> str:
    return f"{figure(100 * statistics.mean(shares), 3)}/{figure(100 * max(shares), 3)}"


def _share(counts: Sequence[tuple[int, int]]) -> str:
    wrong, letters = (sum(pair[i] for pair in counts) for i in (0, 1))
    return figure(100 * wrong / letters, 2) if letters else "–"
