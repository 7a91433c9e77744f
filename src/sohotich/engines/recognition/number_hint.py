"""The registration's number as it stands on its cut: confirms the number that was proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from sohotich.domain.schema import Kind
from sohotich.engines.recognition.calibration import calibrated
from sohotich.engines.recognition.digits import read_digits
from sohotich.engines.recognition.line_model import read_line
from sohotich.engines.recognition.places import find_lines
from sohotich.engines.recognition.wheel import is_there

Image = npt.NDArray[np.uint8]
# The number heads a registration, in a table its first column.
_HEAD: Final = 0.28
_FIRST_COLUMN: Final = 0.16
_LINES_READ: Final = 12
_PERHAPS_THE_VOLUME: Final = 0.5
# The model knows few letters with two marks: of “Số” only the S is sure.
_NUMBERED: Final = re.compile(r"^\W*s[^\W\d]?\W{0,3}(\d{1,5})(?!\d)(/)?", re.I)
_BARE: Final = re.compile(r"^\W*(\d{1,5})()(?:\s*/\s*\d{4})?\W*$")


def number_hint(
    crop: Image, region: Sequence[float] | None = None, *, table: bool = False
) -> tuple[str, float] | None:
    """The number printed or written on a registration's cut (RGB, upright), and how sure it is.

    `region`: x, y, width, height of the number's line as shares of the cut, where they are known;
    else the label “Số” is looked for in the head of the cut, or with `table` a bare number in its
    first column. Digits only, the year left out. None where none is seen or the models are not
    installed: nothing may wait for a hint.
    """
    if not is_there() or min(crop.shape[:2]) < 16:
        return None
    if region is not None:
        hint = read_digits(_piece(crop, region), Kind.NUMBER)
        return (hint.text.split("/")[0], hint.confidence) if hint is not None else None
    height, width = crop.shape[:2]
    head = crop[:, : round(width * _FIRST_COLUMN)] if table else crop[: round(height * _HEAD)]
    return _first(head, _BARE if table else _NUMBERED)


def _piece(crop: Image, region: Sequence[float]) -> Image:
    height, width = crop.shape[:2]
    x, y, across, down = region
    return crop[
        round(y * height) : round((y + down) * height),
        round(x * width) : round((x + across) * width),
    ]


def _first(head: Image, shape: re.Pattern[str]) -> tuple[str, float] | None:
    """The first number; one that a year follows only where no other is: it may be the volume's."""
    volume = None
    for x0, y0, x1, y1 in find_lines(head)[:_LINES_READ]:
        read = read_line(head[y0:y1, x0:x1])
        found = shape.match(read.text)
        if found is None:
            continue
        start, end = found.span(1)
        sure = float(np.prod(read.probabilities[start:end]))
        hint = found[1].lstrip("0") or "0", calibrated(sure)
        if not found[2]:
            return hint
        volume = volume or (hint[0], min(hint[1], _PERHAPS_THE_VOLUME))
    return volume
