"""Invented pictures of pages with their truth: photographs and flat scans, for tuning or judging.

What is judged is never what was tuned on: other seeds, and other desks under the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import cv2
import numpy as np

from sohotich.sample.world import BookOptions, make_book
from sohotich.sample.world.book import flat_sheet
from sohotich.sample.world.chance import dice
from sohotich.sample.world.marks import Sheet
from sohotich.sample.world.paper import Colour, Stock, sheet_of_paper
from sohotich.sample.world.scenes import Picture, Scene, picture

DPI = 150
# Seeds and desks by use; the finder was written and its limits set looking at "tuning" alone.
FIRST_SEED = {"tuning": 1_000, "held out": 900_000}
DESKS = {
    "tuning": ("wood", "cloth", "mat", "papers"),
    "held out": ("tiles", "checked", "terrazzo", "white", "dark"),
}
LIDS = ("white lid", "grey lid", "black lid")
LAYOUTS = (("one", 10), ("two", 4), ("rows", 3), ("spread", 4))
TURNS = ((0, 10), (90, 3), (180, 4), (270, 3))
PAGES_PER_SHEET = 2  # pictures taken of one drawn sheet: drawing is the dear part


@dataclass(frozen=True)
class Subject:
    """One picture and what is in it; `layout` of its sheet, `blank` when nothing stands there."""

    name: str
    layout: str
    blank: bool
    scene: Scene
    taken: Picture


def photographs(use: str, numbers: Iterable[int]) -> Iterator[Subject]:
    """Pages on desks, by hand, some in an open book, some running off the picture."""
    for number in numbers:
        chance = dice("photograph", use, number)
        yield _subject(use, number, chance, _photo_scene(use, chance))


def scans(use: str, numbers: Iterable[int]) -> Iterator[Subject]:
    """Pages on a scanner's glass, a little turned, some with much of the lid around."""
    for number in numbers:
        chance = dice("scan", use, number)
        scene = Scene(
            chance.choice(LIDS),
            turned=_weighted(chance, TURNS),
            fill=chance.uniform(0.86, 0.97),
            tilt=0.0,
            skew=chance.triangular(-2.5, 2.5, 0),
            photo=False,
        )
        yield _subject(use, number + 10_000, chance, scene)


def _photo_scene(use: str, chance: Random) -> Scene:
    return Scene(
        chance.choice(DESKS[use]),
        turned=_weighted(chance, TURNS),
        fill=chance.uniform(0.65, 0.92),
        tilt=chance.uniform(0.01, 0.07),
        skew=chance.uniform(-3.5, 3.5),
        touching=chance.random() < 0.1,
        leaves=chance.random() < 0.5,
        facing=chance.random() < 0.25,
        fingers=chance.choice((0, 0, 0, 1, 2, 3)),
        shade=chance.choice((0, 0, 0.2, 0.4)),
        clutter=chance.choice((0, 0, 3, 6)),
    )


def _weighted(chance: Random, table: tuple[tuple[int, int], ...]) -> int:
    return chance.choices([value for value, _ in table], [weight for _, weight in table])[0]


def _subject(use: str, number: int, chance: Random, scene: Scene) -> Subject:
    layout = chance.choices([name for name, _ in LAYOUTS], [weight for _, weight in LAYOUTS])[0]
    seed = FIRST_SEED[use] + number // PAGES_PER_SHEET
    blank = chance.random() < 0.07
    sheet, flat = _drawn(seed, layout, blank)
    taken = picture(sheet, flat, scene, DPI, use, number)
    return Subject(f"{use} {number}", layout, blank, scene, taken)


@lru_cache(maxsize=4)
def _drawn(seed: int, layout: str, blank: bool) -> tuple[Sheet, Colour]:
    entries = {"two": 2, "rows": 8}.get(layout, 1)
    year = 1980 + seed * 37 % 38
    options = BookOptions(seed=seed, year=year, entries=entries, layout=layout, rows=8, dpi=DPI)
    scale = DPI / 25.4
    sheet, flat = flat_sheet(make_book(options), 0, scale)
    if not blank:
        return sheet, flat
    behind = np.asarray(255 - cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY), np.uint8)
    size = (flat.shape[1], flat.shape[0])
    stock = Stock.of(seed, year)
    return sheet, sheet_of_paper(stock, size, scale, sheet.gutters, behind, "blank", seed)
