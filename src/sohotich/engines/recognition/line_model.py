"""What stands on one line of writing, letter by letter with the model's own probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.recognition.wheel import LINES, letters, session

Image = npt.NDArray[np.uint8]
_HEIGHT: Final = 48
# The model was made for lines no shorter than this; longer ones it takes as they are.
_LEAST_WIDTH, _MOST_WIDTH = 320, 3200


@dataclass(frozen=True)
class Letters:
    """The text, and for each of its letters how probable the model found it."""

    text: str
    probabilities: tuple[float, ...]

    @property
    def probability(self) -> float:
        """Of the text as a whole: all its letters right, as if they were independent."""
        return float(np.prod(self.probabilities)) if self.probabilities else 0.0


NOTHING: Final = Letters("", ())


def read_line(image: Image, only: str = "") -> Letters:
    """Read an RGB or grey picture of one line.

    `only`: letters that may stand there; any other counts against what is read. ModelsAbsent
    without the extra.
    """
    if min(image.shape[:2]) < 4:
        return NOTHING
    (steps,) = session(LINES).run(None, {"x": _prepared(image)})
    return _most_probable(steps[0], _allowed(only))


def _prepared(image: Image) -> npt.NDArray[np.float32]:
    colour = image if image.ndim == 3 else cv2.cvtColor(image, cv2.COLOR_GRAY2RGB)
    height, width = colour.shape[:2]
    across = min(max(1, round(width * _HEIGHT / height)), _MOST_WIDTH)
    small = cv2.resize(colour, (across, _HEIGHT), interpolation=cv2.INTER_AREA)
    values = (small[:, :, ::-1].astype(np.float32) / 255 - 0.5) / 0.5
    padded = np.zeros((1, 3, _HEIGHT, max(across, _LEAST_WIDTH)), np.float32)
    padded[0, :, :, :across] = values.transpose(2, 0, 1)
    return padded


@cache
def _allowed(only: str) -> tuple[int, ...]:
    """The columns that may be chosen, the blank first; () for all."""
    if not only:
        return ()
    return (0, *(place for place, letter in enumerate(letters()) if letter and letter in only))


def _most_probable(steps: npt.NDArray[np.float32], allowed: Sequence[int]) -> Letters:
    """The best letter of each step, repeats and blanks taken out."""
    columns = np.array(allowed) if allowed else None
    seen = steps if columns is None else steps[:, columns]
    best = seen.argmax(axis=1)
    probable = seen.max(axis=1)
    alphabet = letters()
    text: list[str] = []
    sure: list[float] = []
    before = 0
    for place, probability in zip(best, probable, strict=True):
        column = int(place) if columns is None else int(columns[place])
        if column and column == before and text:
            sure[-1] = max(sure[-1], float(probability))
        elif column:
            text.append(alphabet[column])
            sure.append(float(probability))
        before = column
    return Letters("".join(text), tuple(sure))
