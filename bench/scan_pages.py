"""The pages of the scan benches: every layout, tuned on and never seen, with the lines on them.

Tuning may look at the first half: seeds under 1.000 and the hands the sample book ships with.
The other half is for judging alone: seeds from 9.000, and hands that no build draws with.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from bench.tables import every
from sohotich.engines.imaging import Page, load_page
from sohotich.sample.world import BookOptions, make_book, page_file, page_truth, pens
from sohotich.sample.world.book import _view
from sohotich.sample.world.marks import Hand, Print
from sohotich.sample.world.sheets import sheet

ROOT = Path(__file__).resolve().parents[1]
WANTED = "BENCH_PAGES"  # how many flat pages; photos are an eighth as many
PAGES, PHOTOS = 104, 12
JUDGE_HANDS = ("sedgwick-ave", "fuzzy-bubbles", "pangolin", "charmonman", "birthstone", "sriracha")
TUNED, JUDGED = "tuned", "judged"
FIRST_SEED = {TUNED: 101, JUDGED: 9_001}
# Size, layout, entries on the page, record type; births have every layout.
SHAPES: tuple[tuple[str, str, int, str], ...] = (
    ("A4", "one", 1, "KS"), ("A3", "spread", 1, "KS"), ("A3", "rows", 10, "KS"),
    ("A4", "two", 2, "KS"), ("A4", "one", 1, "KH"), ("A4", "rows", 4, "KS"),
    ("A3", "spread", 1, "KS"), ("A4", "two", 2, "KT"), ("A4", "one", 1, "KT"),
    ("A3", "rows", 8, "KS"), ("A4", "two", 2, "KH"), ("A4", "one", 1, "CMC"),
    ("A3", "spread", 1, "KS"),
)  # fmt: skip
Matrix = np.ndarray[Any, np.dtype[np.float64]]
# How far a line reaches over and under its baseline: of the em in print, of the x in handwriting.
PRINT_REACH, HAND_REACH = (1.0, 0.35), (2.4, 1.3)
LEAST_PRINT, LEAST_HAND, LEAST_MM = 8, 10, 2.6  # letters; mm of the em in print
LINE_PIXELS = 64  # height of a line cut out to be read


@dataclass(frozen=True)
class Spec:
    """One page to draw: `half` is TUNED or JUDGED."""

    half: str
    size: str
    photo: bool
    options: BookOptions


@dataclass(frozen=True)
class Line:
    """A line of writing: its text, printed or by hand, and its four corners on the image."""

    text: str
    hand: bool
    corners: Matrix


@dataclass(frozen=True)
class Subject:
    """A page as files, pixels and truth.

    `raw` is what came from the scanner or telephone. `jpeg` is what the coders get: the same file
    for a scan; for a photograph the page in it, straightened by the truth. `lines` lie on `page`,
    which is `jpeg` decoded; `to_page` takes points of `raw` there.
    """

    spec: Spec
    raw: Path
    jpeg: Path
    page: Page
    lines: tuple[Line, ...]
    to_page: Matrix


def specs() -> list[Spec]:
    """Both halves' flat pages, or as many as BENCH_PAGES says, and the photographs."""
    wanted = int(os.environ.get(WANTED) or PAGES)
    flat = [spec for pair in zip(*(_half(h, PAGES // 2) for h in (TUNED, JUDGED)), strict=True)
            for spec in pair]  # fmt: skip
    photos = [spec for pair in zip(*(_half(h, PHOTOS // 2, True) for h in (TUNED, JUDGED)),
                                   strict=True) for spec in pair]  # fmt: skip
    return flat[:wanted] + photos[: max(2, PHOTOS * wanted // PAGES)]


def _half(half: str, count: int, photo: bool = False) -> Iterator[Spec]:
    for number in range(count):
        size, layout, entries, kind = SHAPES[number % len(SHAPES)]
        seed = FIRST_SEED[half] + number + (500 if photo else 0)
        year = 1980 + (seed * 37 + number) % 38
        options = BookOptions(
            seed=seed, entries=entries, layout=layout, rows=max(2, entries), year=year,
            photo=photo, type_code=kind,
        )  # fmt: skip
        yield Spec(half, size, photo, options)


def drawn(spec: Spec, folder: Path) -> Subject:
    """Draw the page into `folder`."""
    _take_hands(spec.half, folder)
    book = make_book(spec.options)
    name, content = page_file(spec.options, 0)
    raw = folder / f"{spec.half}-{spec.options.seed}-{name}"
    raw.write_bytes(content)
    page, to_page, jpeg = load_page(raw), np.eye(3), raw
    if spec.photo:
        laid = sheet(spec.options, book.pages[0], book.on_page(0))
        page, to_page = _straightened(page, page_truth(book, 0)["quad"], laid.width)
        jpeg = raw.with_suffix(".flat.jpg")
        _save(page, jpeg)
        page = load_page(jpeg)
    return Subject(spec, raw, jpeg, page, tuple(_lines(spec, to_page)), to_page)


def cut_out(image: np.ndarray[Any, Any], line: Line, turn: Matrix | None = None) -> Any:
    """RGB pixels of a line, level, `LINE_PIXELS` high; `turn` takes its corners to `image`."""
    corners = line.corners if turn is None else moved(line.corners, turn)
    width = np.linalg.norm(line.corners[1] - line.corners[0])
    height = np.linalg.norm(line.corners[3] - line.corners[0])
    size = (max(8, round(width * LINE_PIXELS / height)), LINE_PIXELS)
    flat = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    return cv2.warpPerspective(image, turn, size, flags=cv2.INTER_AREA,
                               borderMode=cv2.BORDER_REPLICATE)  # fmt: skip


def moved(points: Matrix, turn: Matrix) -> Matrix:
    """Points (one per row) through a homography."""
    return np.asarray(cv2.perspectiveTransform(points[None].astype(np.float64), turn)[0])


def _lines(spec: Spec, to_page: Matrix) -> Iterator[Line]:
    """Up to six printed and eight written lines that lie within an entry, spread over the page."""
    book = make_book(spec.options)
    laid = sheet(spec.options, book.pages[0], book.on_page(0))
    view = _view(book, 0)
    for hand, most in ((False, 6), (True, 8)):
        found = [
            (mark.text, box)
            for mark, box in _boxes(laid.marks, hand, _clerk(book))
            if any(_within(box, area.box) for area in laid.areas)
        ]
        for text, (x0, y0, x1, y1) in every(found, most):
            corners = view.points(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
            yield Line(text, hand, moved(corners, to_page))


def _clerk(book: Any) -> str:
    from sohotich.sample.world.book import _hands

    return str(_hands(book, 0).clerk)


def _boxes(marks: list[Any], hand: bool, clerk: str) -> Iterator[tuple[Any, tuple[float, ...]]]:
    for mark in marks:
        least = LEAST_HAND if hand else LEAST_PRINT
        if not isinstance(mark, Hand if hand else Print) or len(mark.text) < least:
            continue
        if hand:
            wide, left = pens.hand_width(clerk, mark.text, mark.size) * 1.03, mark.x
            over, under = HAND_REACH
        elif mark.size >= LEAST_MM and mark.grey == 1.0:
            wide = pens.width_in_ems(mark.face, mark.text) * mark.size
            left = mark.x - {"l": 0.0, "m": wide / 2, "r": wide}[mark.anchor]
            over, under = PRINT_REACH
        else:
            continue
        yield mark, (left - 1, mark.y - over * mark.size, left + wide + 1,
                     mark.y + under * mark.size)  # fmt: skip


def _within(box: tuple[float, ...], area: tuple[float, ...]) -> bool:
    middle = (box[1] + box[3]) / 2
    return area[0] - 1 <= box[0] and box[2] <= area[2] + 2 and area[1] <= middle <= area[3]


def _straightened(page: Page, quad: Any, width_mm: float) -> tuple[Page, Matrix]:
    corners = np.array(quad, np.float32)
    wide = max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))
    tall = max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))
    size = (round(float(wide)), round(float(tall)))
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(page.image, turn, size, flags=cv2.INTER_CUBIC)
    return Page(np.asarray(flat, np.uint8), size[0] / width_mm * 25.4, True), turn


def _save(page: Page, path: Path) -> None:
    from PIL import Image

    Image.fromarray(page.image).save(path, quality=92, dpi=(round(page.dpi),) * 2)


def _take_hands(half: str, folder: Path) -> None:
    """Let this process draw with the half's hands; books drawn before are forgotten."""
    hands = judge_hands(folder) if half == JUDGED else _shipped()
    if hands != (pens.JOINED, pens.PLAIN):
        pens.JOINED, pens.PLAIN = hands
        make_book.cache_clear()


@cache
def _shipped() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return pens.JOINED, pens.PLAIN


@cache
def judge_hands(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The judging half's hands, built from npm's packages: joined ones, plain ones."""
    _shipped()
    builder, names = _builder(), []
    for package in JUDGE_HANDS:
        target = folder / f"{package}.{os.getpid()}.ttf"
        builder.build(builder.Face(package, "400-normal", target))
        names.append(str(target.with_suffix("")))
    return tuple(names), tuple(names[:3])


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_fonts", ROOT / "frontend/build_fonts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_fonts"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
