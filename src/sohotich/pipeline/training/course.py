"""The course as it is shipped: pages drawn beforehand, with what stands on them.

`sohotich sample training` draws them anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from sohotich.domain.record_types import BookForm, form_for, record_type
from sohotich.domain.schema import RecordType

FOLDER: Final = Path(__file__).parent / "course"
_TRUTH: Final = FOLDER / "course.json"


@dataclass(frozen=True)
class Offered:
    """A value filled in beforehand; `source` is `ledger`, `book` or `before`."""

    value: str
    source: str


@dataclass(frozen=True)
class Lesson:
    """A page and its truth: `values` and `marks` as a careful keyer leaves them, `regions` as
    (x, y, w, h) in fractions of the picture.
    """

    key: str
    title: str
    teaches: str
    type_code: str
    year: int
    number: str
    picture: Path
    size: tuple[int, int]
    values: Mapping[str, str]
    marks: Mapping[str, str]
    carried: Mapping[str, Offered]
    regions: Mapping[str, tuple[float, float, float, float]]

    @property
    def kind(self) -> RecordType:
        return record_type(self.type_code)

    @property
    def day(self) -> date:
        """The day whose form and codes the page has."""
        return date(self.year, 12, 31)

    @property
    def form(self) -> BookForm:
        return form_for(self.type_code, self.day)

    @property
    def judged(self) -> tuple[str, ...]:
        """Fields the screen shows and the page answers, in the form's order."""
        return tuple(key for key in self.form.shown if key in {**self.values, **self.marks})


@cache
def course() -> tuple[Lesson, ...]:
    """The lessons in the order in which they are keyed."""
    found = json.loads(_TRUTH.read_text(encoding="utf-8"))
    return tuple(
        Lesson(
            key=one["key"],
            title=one["title"],
            teaches=one["teaches"],
            type_code=one["type"],
            year=one["year"],
            number=one["number"],
            picture=FOLDER / one["image"],
            size=(one["size"][0], one["size"][1]),
            values=one["values"],
            marks=one["marks"],
            carried={key: Offered(*pair) for key, pair in one["carried"].items()},
            regions={key: tuple(box) for key, box in one["regions"].items()},
        )
        for one in found["lessons"]
    )


@cache
def edition() -> str:
    """What tells this course from an earlier or later one: sixteen digits of its truth."""
    return hashlib.sha256(_TRUTH.read_bytes()).hexdigest()[:16]


def lesson(key: str) -> Lesson | None:
    """The lesson of that name; None where this edition has none such."""
    return next((one for one in course() if one.key == key), None)
