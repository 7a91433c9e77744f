"""Invented pages with the truth of what stands where: what readers of print and writing are held
against. Fonts, not hands: real writing is harder than anything measured here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.domain.record_types import BookForm, form_for
from sohotich.sample.world import BookOptions, SampleBook, draw_page, make_book, page_truth, pens

Image = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]
# What confidence was fitted on, and what it is judged on: other faces of writing, other seeds.
TUNED_HANDS: Final = frozenset(f"hand-{number:02d}" for number in range(1, 6))
TUNED_SEEDS, JUDGED_SEEDS = 1, 5_000
WIDTH: Final = 1700
_KINDS: Final = (
    ("KS", "one", 1985), ("KS", "two", 2001), ("KS", "spread", 1996), ("KS", "one", 2017),
    ("KH", "one", 1999), ("KS", "two", 2011), ("KT", "one", 2010), ("CN", "one", 2008),
    ("TDCC", "one", 2012), ("KH", "two", 2017),
)  # fmt: skip


@dataclass(frozen=True)
class Registration:
    """One registration as keyers see it: its picture, and per field its place and value."""

    picture: Image
    type_code: str
    form: BookForm
    leaves: bool
    number: str
    places: dict[str, Box]
    values: dict[str, str]


def judged(count: int) -> Iterator[Registration]:
    """Registrations that nothing was tuned on."""
    return _registrations(count, JUDGED_SEEDS, lambda hand: hand not in TUNED_HANDS)


def tuned(count: int) -> Iterator[Registration]:
    """Registrations to tune on."""
    return _registrations(count, TUNED_SEEDS, lambda hand: hand in TUNED_HANDS)


def _registrations(
    count: int, first_seed: int, wanted: Callable[[str], bool]
) -> Iterator[Registration]:
    made, seed = 0, first_seed
    while made < count:
        type_code, layout, year = _KINDS[seed % len(_KINDS)]
        options = BookOptions(
            seed=seed, entries=2 if layout == "two" else 1, layout=layout, year=year,
            type_code=type_code, first_number=1 + seed * 53 % 300, dpi=200,
        )  # fmt: skip
        seed += 1
        if not wanted(_hand(options)):
            continue
        for one in _of_page(make_book(options)):
            if made < count:
                made += 1
                yield one


def _hand(options: BookOptions) -> str:
    clerk = f"clerk/{options.unit_code}/{options.year // 5}"
    return pens.hand_of(options.seed, clerk, capitals=options.era == "E7")


def _of_page(book: SampleBook) -> Iterator[Registration]:
    """The page laid flat by its true corners: finding it is another's measure."""
    options, truth = book.options, page_truth(book, 0)
    across = WIDTH if options.layout != "spread" else 2 * WIDTH
    corners = np.array(truth["quad"], np.float32)
    ratio = np.linalg.norm(corners[3] - corners[0]) / np.linalg.norm(corners[1] - corners[0])
    down = round(across * float(ratio))
    flat = np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    pixels = np.asarray(draw_page(book, 0).convert("RGB"))
    page = cv2.warpPerspective(pixels, matrix, (across, down), flags=cv2.INTER_AREA)
    for entry in truth["entries"]:
        yield _cut_out(book, page, matrix, entry)


def _cut_out(book: SampleBook, page: Image, matrix: Any, entry: dict[str, Any]) -> Registration:
    options = book.options
    x0, y0, x1, y1 = (max(0, round(side)) for side in _moved(entry["box"], matrix))
    picture = page[y0:y1, x0:x1]
    height, width = picture.shape[:2]
    places = {}
    for key, box in entry["fields"].items():
        left, top, right, bottom = _moved(box, matrix)
        share = (
            (left - x0) / width, (top - y0) / height,
            (right - left) / width, (bottom - top) / height,
        )  # fmt: skip
        if share[1] >= 0 and share[1] + share[3] <= 1:
            places[key] = share
    return Registration(
        picture=_narrowed(picture),
        type_code=options.type_code,
        form=form_for(options.type_code, date(options.year, 12, 31)),
        leaves=options.layout == "spread",
        number=str(entry["number"]),
        places=places,
        values=dict(entry["record"]),
    )


def _moved(box: Any, matrix: Any) -> Box:
    left, top, right, bottom = box
    corners = np.array([[(left, top), (right, bottom)]], np.float64)
    (x0, y0), (x1, y1) = cv2.perspectiveTransform(corners, matrix)[0]
    return float(x0), float(y0), float(x1), float(y1)


def _narrowed(picture: Image) -> Image:
    """As wide as the screens' picture of a registration."""
    height, width = picture.shape[:2]
    if width <= WIDTH:
        return picture
    size = (WIDTH, round(height * WIDTH / width))
    small: Image = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return small
