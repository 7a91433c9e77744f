"""Old paper: yellowing, fibres, foxing, the shadow of the binding, ink showing through."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sohotich.sample.world.chance import dice, grain
from sohotich.sample.world.ink import Mask

Colour = NDArray[np.uint8]  # height, width, RGB
Grey = NDArray[np.float32]
_COARSE = 8  # the slow changes of a page are computed this much smaller


@dataclass(frozen=True, slots=True)
class Stock:
    """How a book's paper has aged; the same for all its pages."""

    base: tuple[int, int, int]
    foxing: int
    bleed: float
    gutter: float

    @classmethod
    def of(cls, seed: int, year: int) -> Stock:
        """Older books are browner; every book differs a little."""
        chance = dice("paper", seed, year)
        age = max(0.0, min(1.0, (2018 - year) / 42))
        warm = chance.uniform(0.75, 1.15) * age
        base = (250 - round(14 * warm), 247 - round(24 * warm), 240 - round(52 * warm))
        foxing = round(40 * age * chance.random())
        bleed = chance.uniform(0.03, 0.14) * (0.4 + age)
        return cls(base, foxing, bleed, gutter=chance.uniform(0.22, 0.5))


def _cloud(noise: np.random.Generator, shape: tuple[int, int], cells: int) -> Grey:
    """Smooth noise around zero, about ±1."""
    rows = max(2, cells * shape[0] // max(shape))
    columns = max(2, cells * shape[1] // max(shape))
    small = noise.standard_normal((rows, columns), dtype=np.float32)
    cloud: Grey = cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC)
    return cloud


def sheet_of_paper(
    stock: Stock,
    size: tuple[int, int],
    scale: float,
    gutters: tuple[float, ...],
    behind: Mask,
    *subject: object,
) -> Colour:
    """Blank paper, RGB, `size` = (width, height); `behind` the ink that shows through."""
    noise = grain("paper", *subject)
    width, height = size
    shape = (height // _COARSE + 1, width // _COARSE + 1)
    light = 1 + 0.012 * _cloud(noise, shape, 5) + 0.006 * _cloud(noise, shape, 60)
    light *= _edges(shape) * _gutter_shadow(shape, [x * scale / _COARSE for x in gutters],
                                            scale / _COARSE, stock.gutter)  # fmt: skip
    brown = _foxing(noise, shape, stock.foxing) + 0.012 * np.abs(_cloud(noise, shape, 9))
    through = cv2.resize(behind, shape[::-1], interpolation=cv2.INTER_AREA)[:, ::-1]
    light *= 1 - stock.bleed * cv2.GaussianBlur(through, (3, 3), 0).astype(np.float32) / 255
    channels = [
        base * light * (1 - strength * brown)
        for base, strength in zip(stock.base, (0.5, 0.9, 1.5), strict=True)
    ]
    coarse = np.clip(cv2.merge(channels), 0, 255).astype(np.uint8)
    page: Colour = cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR)
    return page


def _edges(shape: tuple[int, int]) -> Grey:
    """Hands and light have darkened the rim."""
    y = np.abs(np.linspace(-1, 1, shape[0], dtype=np.float32))[:, None]
    x = np.abs(np.linspace(-1, 1, shape[1], dtype=np.float32))[None, :]
    rim: Grey = 1 - 0.05 * (x**8 + y**8)
    return rim


def _gutter_shadow(
    shape: tuple[int, int], gutters: list[float], scale: float, depth: float
) -> Grey:
    x = np.arange(shape[1], dtype=np.float32)[None, :]
    shadow = np.ones((1, shape[1]), np.float32)
    for gutter in gutters:
        away = np.abs(x - gutter) / scale
        shadow *= 1 - depth * np.exp(-away / 7.0) - 0.25 * depth * np.exp(-away / 25.0)
    return shadow


def _foxing(noise: np.random.Generator, shape: tuple[int, int], spots: int) -> Grey:
    """Brown specks of age."""
    stain = np.zeros(shape, np.float32)
    for _ in range(spots):
        at = (int(noise.integers(shape[1])), int(noise.integers(shape[0])))
        cv2.circle(stain, at, int(noise.integers(1, 4)), float(noise.uniform(0.04, 0.22)), -1)
    blurred: Grey = cv2.GaussianBlur(stain, (5, 5), 0)
    return blurred
