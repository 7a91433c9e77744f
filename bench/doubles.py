"""Pages of a book taken twice: told by what is written on them, beside the whole picture's look.

Judged on books of seeds from 900, drawn at 100 dpi and scanned again by other chances than those
of tuning (seeds 70 to 75, chances 0 to 5). A rescan turns up to 2 degrees, shifts, crops to 96 %,
has 80 to 150 % of the dots, other light, contrast, grain, sharpness and compression.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from typing import Any

import cv2
import numpy as np

from bench.one import ROWS_WANTED
from bench.tables import Table, cpu_seconds, figure
from sohotich.engines.imaging import Page, Pixels, deskew, find_pages, rectify, thumbnail
from sohotich.engines.imaging.likeness import SURE, Pair, ink_of, over, pairs
from sohotich.pipeline.scanning.imagework import THUMB_WIDTH
from sohotich.sample.world import BookOptions, SampleBook, draw_page, make_book
from sohotich.sample.world.records import with_values

DPI, PAGES, RESCANS = 100, 20, 5
QUALITY = 72  # JPEG of the small pictures that the station keeps
BOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("one a page, 1984", {"layout": "one", "year": 1984}),
    ("one a page, 2006", {"layout": "one", "year": 2006}),
    ("two a page, 1999", {"layout": "two", "year": 1999}),
    ("eight rows, 1980", {"layout": "rows", "rows": 8, "year": 1980}),
    ("one over a spread, 1992", {"layout": "spread", "year": 1992}),
    ("marriages, one a page, 2001", {"layout": "one", "year": 2001, "type_code": "KH"}),
)
PER_PAGE = {"one": 1, "two": 2, "rows": 8, "spread": 1}
PEER = 0.95  # likeness of two whole pictures, print and all: the best single limit seen in tuning
COLUMNS = ("book", "rescans told", "missed", "false alarms", "upper bound", "whole picture: told",
           "its false alarms", "CPU s a page")  # fmt: skip
NOTE = (
    f"Told from {SURE} of the strokes. Rescans: of a page and its {RESCANS} rescans, all pairs. "
    "False alarms: of all pairs of different pages, rescans included; upper bound of their rate at "
    "95 %. Whole picture: likeness of the ink, print and all, from "
    f"{PEER}, over the same pages laid alike. Siblings: each second page has the first one's "
    "parents, place, day and clerk, and another name. CPU without finding and straightening pages."
)


@dataclass
class Tally:
    """What came of one book: pairs of one sheet, pairs of different sheets."""

    same: int = 0
    told: int = 0
    different: int = 0
    false: int = 0
    peer_told: int = 0
    peer_false: int = 0
    seconds: float = 0.0
    pages: int = 0

    def add(self, other: Tally) -> None:
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)

    def row(self, name: str) -> list[str]:
        bound = _upper(self.false, self.different)
        return [
            name,
            f"{self.told}/{self.same}",
            str(self.same - self.told),
            f"{self.false}/{self.different}",
            f"{figure(100 * bound, 3)} %",
            f"{self.peer_told}/{self.same}",
            str(self.peer_false),
            figure(self.seconds / max(1, self.pages), 2),
        ]


def rows() -> Table:
    """A row for each book, one for all, one for the hard pairs; BENCH_ROWS pages for each book."""
    count = int(os.environ.get(ROWS_WANTED) or PAGES)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        hard = pool.submit(_hard, count)
        tallies = list(pool.map(_book, range(len(BOOKS)), [count] * len(BOOKS)))
        siblings = hard.result()
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    lines = [tally.row(name) for (name, _), tally in zip(BOOKS, tallies, strict=True)]
    lines += [whole.row("all"), siblings.row("siblings, one a page, 1996")]
    return Table("Pages taken twice", COLUMNS, lines, NOTE)


def _book(number: int, count: int) -> Tally:
    options = BOOKS[number][1]
    entries = count * PER_PAGE[options["layout"]]
    book = make_book(BookOptions(seed=900 + number, entries=entries, dpi=DPI, **options))
    return _judged(book, count, RESCANS, number)


def _hard(count: int) -> Tally:
    book = make_book(BookOptions(seed=950, entries=count, dpi=DPI, layout="one", year=1996))
    return _judged(_siblings(book), count, 1, 50)


def _siblings(book: SampleBook) -> SampleBook:
    entries = list(book.entries)
    for at in range(1, len(entries), 2):
        own, other = entries[at].record, entries[at - 1].record
        kept: dict[str, str] = {
            key: own[key] for key in ("nksHoTen", "so", "trangSo") if key in own
        }
        values: dict[str, str] = {**other, **kept}
        entries[at] = with_values(entries[at], **values)
    return replace(book, entries=tuple(entries))


def _judged(book: SampleBook, count: int, rescans: int, chances: int) -> Tally:
    chance = np.random.default_rng(10_000 + chances)
    shown: list[Pixels] = []
    for index in range(count):
        drawn = np.asarray(draw_page(book, index).convert("RGB"))
        shown.append(_stamp(drawn))
        shown += [_stamp(_rescanned(drawn, chance)) for _ in range(rescans)]
    tally, found = Tally(pages=len(shown)), list[Pair]()
    tally.seconds = cpu_seconds(lambda: found.extend(pairs(shown)))
    sure = {(pair.first, pair.second) for pair in found if pair.sure}
    alike = _whole_pictures(shown)
    each = rescans + 1
    for a in range(len(shown)):
        for b in range(a + 1, len(shown)):
            _count(tally, a // each == b // each, (a, b) in sure, bool(alike[a, b] >= PEER))
    return tally


def _count(tally: Tally, same: bool, told: bool, peer: bool) -> None:
    if same:
        tally.same, tally.told = tally.same + 1, tally.told + told
        tally.peer_told += peer
    else:
        tally.different, tally.false = tally.different + 1, tally.false + told
        tally.peer_false += peer


def _whole_pictures(shown: list[Pixels]) -> Any:
    """Correlation of the small ink pictures, each laid over the first as in `likeness`."""
    inks = [ink_of(page) for page in shown]
    laid = [over(inks[0], ink) for ink in inks]
    size = (inks[0].shape[1] // 4, inks[0].shape[0] // 4)
    flat = np.stack(
        [cv2.resize(one if one is not None else inks[0] * 0, size).ravel() for one in laid]
    )
    flat += np.random.default_rng(1).normal(0, 1e-6, flat.shape).astype(np.float32)
    return np.corrcoef(flat)


def _stamp(image: Pixels) -> Pixels:
    """The page as the station keeps it small: found, straightened, as JPEG."""
    page = Page(image, DPI)
    found = find_pages(page)[0]
    flat = rectify(page, found)
    if abs(found.skew_deg) >= 0.15:
        flat = deskew(flat, found.skew_deg)
    return _jpeg(thumbnail(flat, THUMB_WIDTH), QUALITY)


def _rescanned(image: Pixels, chance: np.random.Generator) -> Pixels:
    scale = chance.uniform(0.8, 1.5)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D(
        (width / 2, height / 2), chance.uniform(-2, 2), chance.uniform(0.96, 1.0)
    )
    turn[:, 2] += chance.uniform(-0.012, 0.012, 2) * width
    lid = tuple(chance.uniform(235, 252, 3))
    laid = cv2.warpAffine(image, turn, (width, height), borderValue=lid).astype(np.float32)
    light = 255 * (laid / 255) ** chance.uniform(0.8, 1.25) * chance.uniform(0.85, 1.03)
    light += chance.uniform(-8, 8) + chance.normal(0, chance.uniform(1, 5), laid.shape)
    if chance.random() < 0.4:
        light = cv2.GaussianBlur(light, (0, 0), chance.uniform(0.4, 1.0))
    return _jpeg(np.clip(light, 0, 255).astype(np.uint8), int(chance.integers(50, 92)))


def _jpeg(image: Pixels, quality: int) -> Pixels:
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def _upper(failures: int, trials: int) -> float:
    """Upper bound at 95 % of a rate (Wilson for some failures, the rule of three for none)."""
    if not trials:
        return 1.0
    if not failures:
        return min(1.0, -math.log(0.05) / trials)
    z, rate = 1.645, failures / trials
    middle = rate + z * z / (2 * trials)
    spread = z * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return (middle + spread) / (1 + z * z / trials)
