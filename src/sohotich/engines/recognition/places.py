"""Where writing stands on a picture: one box per line or piece of a line."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from sohotich.engines.recognition.wheel import PLACES, session

Image = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]
_LONG_SIDE: Final = 960
# The model marks the kernel of each line; the line itself is that much larger (its paper's ratio).
_PROBABLE, _SURE, _GROW = 0.3, 0.5, 1.6
_LEAST_SIDE: Final = 3


def find_lines(image: Image) -> list[Box]:
    """Boxes (left, top, right, bottom) in pixels, top to bottom, then left to right.

    The picture is RGB and upright. ModelsAbsent without the extra.
    """
    height, width = image.shape[:2]
    shrink = min(1.0, _LONG_SIDE / max(height, width))
    size = tuple(max(32, round(side * shrink / 32) * 32) for side in (width, height))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    values = ((small[:, :, ::-1].astype(np.float32) / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None]
    (found,) = session(PLACES).run(None, {"x": np.ascontiguousarray(values)})
    boxes = _boxes(found[0, 0])
    across, down = width / size[0], height / size[1]
    turned = [
        (
            max(0, round(x0 * across)),
            max(0, round(y0 * down)),
            min(width, round(x1 * across)),
            min(height, round(y1 * down)),
        )
        for x0, y0, x1, y1 in boxes
    ]
    return sorted(turned, key=lambda box: (box[1], box[0]))


def _boxes(probable: npt.NDArray[np.float32]) -> list[tuple[float, float, float, float]]:
    count, _, stats, _ = cv2.connectedComponentsWithStats((probable > _PROBABLE).astype(np.uint8))
    boxes = []
    for x, y, width, height, area in stats[1:count]:
        if min(width, height) < _LEAST_SIDE:
            continue
        if float(probable[y : y + height, x : x + width].max()) < _SURE:
            continue
        more = area * _GROW / (2 * (width + height))
        boxes.append((x - more, y - more, x + width + more, y + height + more))
    return boxes
