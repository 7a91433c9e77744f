"""Long printed lines that part a page into columns."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]
# Shares of the picture's height: the least a rule has, and a stroke of the opening that finds it.
_LEAST, _STROKE = 0.08, 0.03
_BLOCK, _DARKER = 31, 10


@dataclass(frozen=True)
class Upright:
    """A vertical rule at `x`, from `top` to `bottom`, in pixels."""

    x: int
    top: int
    bottom: int

    def crosses(self, y: float) -> bool:
        return self.top <= y <= self.bottom


def uprights(image: Image) -> list[Upright]:
    """The vertical rules of an upright RGB or grey picture, from left to right."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER
    )
    height = grey.shape[0]
    # A rule that leans by a pixel or two stays whole.
    joined = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    stroke = np.ones((max(9, round(height * _STROKE)), 1), np.uint8)
    kept = cv2.dilate(cv2.morphologyEx(joined, cv2.MORPH_OPEN, stroke), np.ones((9, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(kept)
    found = [
        Upright(int(x + width / 2), int(y), int(y + tall))
        for x, y, width, tall, _ in stats[1:count]
        if tall >= height * _LEAST and width < tall / 6
    ]
    return sorted(found, key=lambda rule: rule.x)
