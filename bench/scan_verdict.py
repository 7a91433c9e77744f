"""Legibility verdict: pages spoilt by so much, and whether the verdict says so.

Truth is not ours: a page is spoilt when independent readers get so many more letters wrong than on
the page as it was; where marks are wiped out of the result, by the wiping. A miss is a spoilt page
found `ok`, a false alarm a good one to be scanned again; in between neither counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from bench import scan_reading
from bench.scan_pages import JUDGED, TUNED, Line, Spec, Subject, cut_out, drawn, specs
from bench.tables import Table, figure
from sohotich.engines.imaging import Page, PdfOptions, make_pdf, making, verdict
from sohotich.engines.imaging.flatten import PAPER
from sohotich.engines.imaging.ink import MARK_PIXELS
from sohotich.engines.imaging.options import VERDICTS
from sohotich.engines.imaging.pdf_source import render

COLUMNS = (
    "pages", "spoilt by", "n", "letters wrong %, more than before", "spoilt/between/good",
    "ok/look/rescan", "misses", "false alarms",
)  # fmt: skip
PAGES_EACH = 4  # of either half
TOP, HEIGHT = 300, 1500  # the strip of an A4 page at 300 dpi that is pressed: about one entry
WORKERS = 2
SPOILT, GOOD = 0.06, 0.02  # of the letters, wrong over the page as it was
NOISE = 3.0  # grey levels a sensor adds in the dark
Damage = Callable[[Page], Page]


@dataclass(frozen=True)
class Case:
    """One page, spoilt: what the verdict was, the letters wrong now and before, of how many;
    `wiped` marks, None where the readers are the truth."""

    half: str
    what: str
    level: int
    wrong: int
    before: int
    letters: int
    wiped: int | None = None

    @property
    def more(self) -> float:
        return (self.wrong - self.before) / max(1, self.letters)

    @property
    def spoilt(self) -> bool | None:
        """True or False, or None in between."""
        if self.wiped is not None:
            return self.wiped > 0
        return True if self.more > SPOILT else False if self.more < GOOD else None


def rows() -> Table:
    """Each way and degree of spoiling over pages of both halves."""
    chosen = [spec for half in (TUNED, JUDGED) for spec in _pages(half)]
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name)] * len(chosen)
        with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
            found = [case for page in pool.map(_cases, chosen, folders) for case in page]
    lines = [
        _line(half, what, cases)
        for half in (TUNED, JUDGED)
        for what in dict.fromkeys(case.what for case in found)
        if (cases := [c for c in found if (c.half, c.what) == (half, what)])
    ]
    lines += [_line(half, "all", [c for c in found if c.half == half]) for half in (TUNED, JUDGED)]
    note = (
        f"Readers: Tesseract vie and RapidOCR. Spoilt: over {figure(100 * SPOILT, 0)} % of letters "
        f"more wrong; good: under {figure(100 * GOOD, 0)} %. Thresholds were set on the first half."
    )
    return Table("Scan → verdict", COLUMNS, lines, note)


def _pages(half: str) -> list[Spec]:
    fitting = [s for s in specs() if s.half == half and s.size == "A4" and not s.photo]
    return fitting[:PAGES_EACH]


def _blurred(sigma: float) -> Damage:
    return lambda page: page.with_image(np.asarray(cv2.GaussianBlur(page.image, (0, 0), sigma)))


def _darkened(share: float) -> Damage:
    def spoil(page: Page) -> Page:
        noise = np.random.default_rng(1).normal(0, NOISE, page.image.shape[:2])[..., None]
        dark = page.image * np.float32(share) + noise
        return page.with_image(np.clip(dark, 0, 255).astype(np.uint8))

    return spoil


def _coarser(dpi: float) -> Damage:
    def spoil(page: Page) -> Page:
        share = dpi / page.dpi
        small = cv2.resize(page.image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        return Page(np.asarray(small, np.uint8), dpi, True)

    return spoil


def _squeezed(quality: int) -> Damage:
    def spoil(page: Page) -> Page:
        packed = cv2.imencode(".jpg", page.image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
        opened = cv2.imdecode(packed[1], cv2.IMREAD_COLOR)
        return page.with_image(np.ascontiguousarray(opened[..., ::-1]))

    return spoil


def _as_it_is(page: Page) -> Page:
    return page


# How the original is spoilt before it is pressed, and the cap it is pressed under.
WAYS: tuple[tuple[str, Damage, int], ...] = (
    ("nothing", _as_it_is, 100_000),
    *((f"blur, sigma {s} px", _blurred(s), 100_000) for s in (1, 2, 3, 4, 6)),
    *((f"light at {round(100 * s)} %", _darkened(s), 100_000) for s in (0.6, 0.3, 0.15, 0.08)),
    *((f"{d} dpi", _coarser(d), 100_000) for d in (200, 150, 120, 90, 70)),
    *((f"JPEG quality {q} before", _squeezed(q), 100_000) for q in (20, 8, 3)),
    *((f"cap {c // 1000} kB", _as_it_is, c) for c in (50_000, 25_000, 12_000, 8_000, 5_000)),
)
# Marks wiped out of the result: how many of them, and how much of each.
WIPED = ((1, 1.0), (3, 1.0), (10, 1.0), (3, 0.5), (10, 0.5))


def _cases(spec: Spec, folder: Path) -> list[Case]:
    whole, lines = _strip(drawn(spec, folder))
    before = _wrong(whole.image, lines, 1.0)
    out = folder / f"{spec.half}-{spec.options.seed}.pdf"
    found = []
    for what, damage, cap in WAYS:
        page = damage(whole)
        result = make_pdf([page], out, PdfOptions(max_bytes=cap))
        shown = render(out, 1, page.dpi)
        wrong, letters = _wrong(shown, lines, page.dpi / whole.dpi)
        level = VERDICTS.index(result.verdict)
        found.append(Case(spec.half, what, level, wrong, before[0], letters))
    return found + list(_wipings(spec, whole))


def _strip(subject: Subject) -> tuple[Page, tuple[Line, ...]]:
    strip = subject.page.image[TOP : TOP + HEIGHT]
    shift = np.array([0.0, TOP])
    lines = [replace(line, corners=line.corners - shift) for line in subject.lines]
    within = [li for li in lines if li.corners[:, 1].min() > 20
              and li.corners[:, 1].max() < HEIGHT - 20]  # fmt: skip
    return subject.page.with_image(np.ascontiguousarray(strip)), tuple(within)


def _wrong(
    shown: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], lines: tuple[Line, ...], share: float
) -> tuple[int, int]:
    if scan_reading.missing():
        return 0, 1
    turn = np.diag([share, share, 1.0])
    wrong = letters = 0
    for hand, read in ((False, scan_reading.printed), (True, scan_reading.written)):
        chosen = [line for line in lines if line.hand == hand]
        texts = read([cut_out(shown, line, turn) for line in chosen])
        counts = scan_reading.letters_wrong(texts, [line.text for line in chosen])
        wrong, letters = wrong + counts[0], letters + counts[1]
    return wrong, letters


def _wipings(spec: Spec, page: Page) -> Iterator[Case]:
    """A coder that loses marks: pressed without them, judged against the page with them."""
    options = PdfOptions()
    ready = making._prepare(page, options.dpi)
    (budget,) = making._budgets([ready], (), options)
    least, most = MARK_PIXELS
    marks = np.flatnonzero((ready.ink.areas >= least * 2) & (ready.ink.areas <= most))
    for many, share in WIPED:
        luma = ready.flat.luma.copy()
        chance = np.random.default_rng(spec.options.seed + many)
        for mark in chance.choice(marks, min(many, len(marks)), replace=False):
            _wipe(luma, ready.ink.runs[ready.ink.labels == mark], share)
        spoilt = replace(ready, flat=replace(ready.flat, luma=luma))
        coded = making._code(spoilt, budget, options)
        level, _ = verdict.judge(making._figures(ready, coded), page.dpi, options)
        what = f"{many} marks wiped out" if share == 1 else f"{many} marks halved"
        yield Case(spec.half, what, level, 0, 0, 0, min(many, len(marks)))


def _wipe(luma: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], runs: np.ndarray[tuple[int, ...],
          np.dtype[np.int32]], share: float) -> None:  # fmt: skip
    """Paper over the left part of a mark, its soft edge too."""
    left, right = runs[:, 1].min() - 2, runs[:, 2].max() + 2
    top, bottom = runs[:, 0].min() - 2, runs[:, 0].max() + 3
    luma[max(0, top) : bottom, max(0, left) : left + round((right - left) * share)] = PAPER


def _line(half: str, what: str, cases: list[Case]) -> list[str]:
    truths = [case.spoilt for case in cases]
    levels = [case.level for case in cases]
    more = sum(c.wrong - c.before for c in cases) / max(1, sum(c.letters for c in cases))
    misses = sum(t is True and level == verdict.OK for t, level in zip(truths, levels, strict=True))
    alarms = sum(
        t is False and level == verdict.RESCAN for t, level in zip(truths, levels, strict=True)
    )
    return [
        half,
        what,
        str(len(cases)),
        figure(100 * more),
        f"{truths.count(True)}/{truths.count(None)}/{truths.count(False)}",
        "/".join(str(levels.count(level)) for level in range(3)),
        str(misses),
        str(alarms),
    ]
