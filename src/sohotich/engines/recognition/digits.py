"""Numbers and dates off a field's picture: hints with a confidence, never values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sohotich.domain.schema import Kind
from sohotich.domain.text import DateError, parse_date
from sohotich.engines.recognition.calibration import calibrated
from sohotich.engines.recognition.line_model import Letters, read_line

Image = npt.NDArray[np.uint8]
DIGITS: Final = "0123456789"
_SIGNS: Final = DIGITS + "/.- "
# What a field of each kind may hold, as it comes off the paper with its printed words left out.
_SHAPES: Final = {
    Kind.NUMBER: re.compile(r"\d{1,5}(?:/\d{4})?"),
    Kind.BOOK: re.compile(r"\d{1,4}(?:/\d{4}(?:-\d{4})?)?"),
    Kind.PAGE: re.compile(r"\d{1,4}"),
    Kind.PERSONAL_ID: re.compile(r"\d{12}"),
    Kind.PAPER: re.compile(r"\d{8,12}"),
}
READABLE: Final = frozenset({*_SHAPES, Kind.DATE})
# Parts read → the most that is told. A day lost between printed words leaves what looks like a
# month and year; of bare years 29 in 31 were right where the others were fitted.
_MOST_OF_PARTS: Final = {1: 0.9, 2: 0.4, 3: 1.0}
_DATE: Final = re.compile(r"(?:(\d{1,2})\D+)?(?:(\d{1,2})\D+)?(\d{4})(?!\d)")


@dataclass(frozen=True)
class Hint:
    """What a machine thinks stands there, and how often such a one is right (0 to 1)."""

    text: str
    confidence: float


def read_digits(image: Image, kind: Kind) -> Hint | None:
    """A field of that kind off an RGB picture of its place; None where nothing of the kind is seen.

    A date comes as dd.mm.yyyy, mm.yyyy or yyyy, a number as it stands (`41` or `41/1998`).
    ModelsAbsent without the extra; ValueError for a kind that holds no digits.
    """
    if kind not in READABLE:
        raise ValueError(f"Kind {kind} holds no digits.")
    if kind is Kind.DATE:
        return _date(read_line(image))
    return _shaped(read_line(image, _SIGNS), _SHAPES[kind])


def _shaped(read: Letters, shape: re.Pattern[str]) -> Hint | None:
    kept = [
        (letter, sure)
        for letter, sure in zip(read.text, read.probabilities, strict=True)
        if letter not in " ."
    ]
    text = "".join(letter for letter, _ in kept).strip("/-")
    if not shape.fullmatch(text):
        return None
    return Hint(text, calibrated(float(np.prod([sure for _, sure in kept]))))


def _date(read: Letters) -> Hint | None:
    """Day, month and year, whatever is printed between them."""
    found = _DATE.search(read.text)
    if found is None:
        return None
    parts = [part for part in found.groups() if part]
    try:
        value = parse_date(".".join(parts)).value
    except DateError:
        return None
    places = [place for group in (1, 2, 3) if found[group] for place in range(*found.span(group))]
    sure = calibrated(float(np.prod([read.probabilities[at] for at in places])))
    return Hint(value, min(sure, _MOST_OF_PARTS[len(parts)]))
