"""What a page lies on: desks of several kinds, and a scanner's lid."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from sohotich.sample.world.paper import Colour, Grey

Size = tuple[int, int]  # width, height
Noise = np.random.Generator


def _coloured(shade: Grey, colour: tuple[int, int, int]) -> Colour:
    painted = shade[..., None] * np.array(colour, np.float32)
    made: Colour = np.clip(painted, 0, 255).astype(np.uint8)
    return made


def _rough(size: Size, noise: Noise, cells: int, depth: float) -> Grey:
    """An even surface with soft unevenness."""
    rows, columns = max(2, size[1] // cells), max(2, size[0] // cells)
    small = noise.standard_normal((rows, columns)).astype(np.float32)
    made: Grey = 1 + depth * cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    return made


def _wood(size: Size, noise: Noise) -> Colour:
    small = noise.standard_normal((size[1] // 6 + 1, 24)).astype(np.float32)
    boards = cv2.resize(cv2.GaussianBlur(small, (1, 5), 0), size)
    colours = ((122, 88, 60), (96, 74, 58), (142, 112, 84))
    return _coloured(1 + 0.05 * boards, colours[int(noise.integers(3))])


def _cloth(size: Size, noise: Noise) -> Colour:
    colours = ((60, 72, 110), (120, 60, 58), (70, 90, 72), (90, 88, 84))
    return _coloured(_rough(size, noise, 3, 0.08), colours[int(noise.integers(4))])


def _mat(size: Size, noise: Noise) -> Colour:
    made = _coloured(_rough(size, noise, 40, 0.03), (46, 92, 78))
    step = size[0] // int(noise.integers(14, 24))
    made[::step], made[:, ::step] = (96, 134, 120), (96, 134, 120)
    return made


def _papers(size: Size, noise: Noise) -> Colour:
    """Other sheets strewn over a desk, some nearly as bright as the page."""
    made = _wood(size, noise)
    for _ in range(int(noise.integers(2, 5))):
        middle = noise.uniform(0, 1, 2) * size
        sides = noise.uniform(0.2, 0.45, 2) * size[0]
        box = cv2.boxPoints((middle.tolist(), sides.tolist(), float(noise.uniform(0, 90))))
        grey = int(noise.integers(185, 236))
        cv2.fillPoly(made, [np.int32(box)], (grey, grey, grey - 6), cv2.LINE_AA)
        for line in np.linspace(0.15, 0.85, 12):
            left, right = (box[a] * (1 - line) + box[b] * line for a, b in ((0, 1), (3, 2)))
            ends = np.array([0.85 * left + 0.15 * right, 0.15 * left + 0.85 * right])
            cv2.polylines(made, [np.int32(ends)], False, (90, 90, 96), 1, cv2.LINE_AA)
    return made


def _tiles(size: Size, noise: Noise) -> Colour:
    made = _coloured(_rough(size, noise, 60, 0.04), (176, 170, 160))
    step, start = size[0] // int(noise.integers(3, 6)), noise.integers(0, 60)
    for x in range(int(start), max(size), step):
        cv2.line(made, (x, 0), (x, size[1]), (120, 116, 110), 4)
        cv2.line(made, (0, x), (size[0], x), (120, 116, 110), 4)
    return made


def _checked(size: Size, noise: Noise) -> Colour:
    step = size[0] // int(noise.integers(16, 30))
    x, y = np.arange(size[0]) // step % 2, np.arange(size[1]) // step % 2
    shade = 1 - 0.22 * (x[None, :] + y[:, None]).astype(np.float32)
    colours = ((198, 92, 88), (92, 120, 190))
    return _coloured(shade * _rough(size, noise, 4, 0.03), colours[int(noise.integers(2))])


def _terrazzo(size: Size, noise: Noise) -> Colour:
    made = _coloured(_rough(size, noise, 20, 0.02), (150, 146, 140))
    for _ in range(1500):
        at = (int(noise.integers(size[0])), int(noise.integers(size[1])))
        grey = int(noise.integers(60, 215))
        cv2.circle(made, at, int(noise.integers(2, 8)), (grey, grey - 8, grey - 14), -1)
    return made


def _white(size: Size, noise: Noise) -> Colour:
    """A white table: hardly darker than paper."""
    return _coloured(_rough(size, noise, 50, 0.02), (214, 214, 212))


def _dark(size: Size, noise: Noise) -> Colour:
    """Polished dark wood with the reflection of a window."""
    made = _coloured(_rough(size, noise, 30, 0.08), (54, 40, 34))
    glow = np.zeros((size[1], size[0]), np.float32)
    at, reach = noise.uniform(0, 1, 2) * size, int(0.25 * size[0])
    cv2.ellipse(glow, tuple(map(int, at)), (reach, reach // 2), 20, 0, 360, 1.0, -1)
    glow = cv2.blur(glow, (reach // 2, reach // 2))
    lit: Colour = np.clip(made + 110 * glow[..., None], 0, 255).astype(np.uint8)
    return lit


def _lid(shade: int) -> Callable[[Size, Noise], Colour]:
    return lambda size, noise: _coloured(_rough(size, noise, 200, 0.006), (shade, shade, shade))


GROUNDS: dict[str, Callable[[Size, Noise], Colour]] = {
    "wood": _wood,
    "cloth": _cloth,
    "mat": _mat,
    "papers": _papers,
    "tiles": _tiles,
    "checked": _checked,
    "terrazzo": _terrazzo,
    "white": _white,
    "dark": _dark,
    "white lid": _lid(240),
    "grey lid": _lid(128),
    "black lid": _lid(26),
}
