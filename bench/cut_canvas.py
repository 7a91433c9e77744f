"""A page drawn quickly for judging cuts: small, with what old books have on them.

Handwriting is words of the sample's pens, each bent a little, kept and laid down many times. Ruling
fades and breaks, the other side shows through, paper is stained, shaded and bent at the binding,
blots fall anywhere, and the page turns by what levelling leaves. The cutter knows none of it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from sohotich.sample.world import ink, pens
from sohotich.sample.world.chance import grain
from sohotich.sample.world.marks import Scribble, Strike
from sohotich.sample.world.names import GIVEN, MIDDLE, SURNAMES
from sohotich.sample.world.paper import Stock, sheet_of_paper

Mask = npt.NDArray[np.uint8]
Pixels = npt.NDArray[np.uint8]

SCALE = 3.4  # pixels per millimetre: about 86 dpi, near the size at which cuts are searched
BENDS = 3  # ways in which each word is written
INKS = ((28, 48, 138), (36, 36, 110), (60, 44, 128), (38, 38, 46), (30, 66, 150), (70, 60, 70))
PRINT, SEAL = (46, 42, 40), (196, 44, 38)
SKEW_DEG = 0.09  # standard deviation of the turn that is left
_PLACES = "xã huyện tỉnh thôn đội xóm phường ngày tháng năm sinh tại con ông bà nghề ruộng học sinh"
WORDS = tuple(
    dict.fromkeys(
        [name for name, _ in SURNAMES]
        + [word for text in GIVEN.values() for word in text.split()]
        + [word for table in MIDDLE.values() for text, _ in table for word in text.split()]
        + _PLACES.split()
        + [f"{day}/{month}" for day, month in ((3, 4), (12, 8), (27, 11), (9, 1), (30, 6))]
        + [str(year) for year in range(1948, 2006, 3)]
    )
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What one book looks like all through: pen, paper, and how much it has suffered."""

    seed: int
    hand: str
    x_height: float  # mm
    pen: tuple[int, int, int]
    pressure: float
    rule: int  # strength of printed rules, 0 to 255
    through: float  # strength of the ink that shows through from the other side
    bend: float  # mm at the binding
    blots: float  # a page, on average
    noise: float


@lru_cache(maxsize=6000)
def _word(hand: str, text: str, pixels: int, bend: int) -> Mask:
    font = pens.font(hand, pixels)
    left, _, right, _ = map(round, font.getbbox(text, anchor="ls"))
    pad = max(3, pixels // 5)
    # As tall as the font, so that every word has its baseline at the same row.
    up, down = round(1.15 * pixels), round(0.5 * pixels)
    image = Image.new("L", (right - left + 2 * pad, up + down), 0)
    ImageDraw.Draw(image).text((pad - left, up), text, 255, font, anchor="ls")
    chance = random.Random(f"{hand}/{text}/{pixels}/{bend}")
    return ink._unsteady(np.asarray(image), chance.uniform(-0.04, 0.06), chance)


@lru_cache(maxsize=400)
def _printed(face: str, text: str, pixels: int) -> Mask:
    font = pens.font(face, pixels)
    left, _, right, _ = map(round, font.getbbox(text, anchor="ls"))
    image = Image.new("L", (right - left + 4, round(1.7 * pixels)), 0)
    ImageDraw.Draw(image).text((2 - left, round(1.2 * pixels)), text, 235, font, anchor="ls")
    return np.asarray(image)


class Canvas:
    """One page of `width` × `height` mm while it is written on; `take` gives its pixels."""

    def __init__(self, width: float, height: float, habits: Habits, chance: random.Random) -> None:
        self.width, self.height = width, height
        self.habits, self.chance = habits, chance
        size = (round(height * SCALE), round(width * SCALE))
        self.pen, self.print, self.red = (np.zeros(size, np.uint8) for _ in range(3))

    def write(self, x: float, y: float, right: float, text: str = "", size: float = 0.0) -> float:
        """A line of handwriting from `x` on the baseline `y` to before `right`; where it ends."""
        habits, chance = self.habits, self.chance
        pixels = max(6, round((size or habits.x_height) * SCALE / pens.x_height(habits.hand)))
        words = iter(text.split()) if text else iter(lambda: chance.choice(WORDS), None)
        drift = chance.uniform(-0.004, 0.004)
        start = x
        for word in words:
            mark = _word(habits.hand, word, pixels, chance.randrange(BENDS))
            wide = mark.shape[1] / SCALE
            if x + wide > right and x > start:
                break
            at = y + drift * (x - start) + chance.uniform(-0.12, 0.12)
            strength = habits.pressure * chance.uniform(0.85, 1.0)
            self._lay(self.pen, mark, x, at - 1.15 * pixels / SCALE, strength)
            x += float(wide) * 0.9 + 0.5
        return x

    def label(self, x: float, y: float, text: str, size: float = 3.4, face: str = "serif") -> float:
        """Printed text with its baseline at `y`; where it ends."""
        pixels = max(6, round(size * SCALE))
        mark = _printed(face, text, pixels)
        self._lay(self.print, mark, x, y - 1.2 * pixels / SCALE, 1.0)
        return x + float(mark.shape[1]) / SCALE

    def _lay(self, mask: Mask, mark: Mask, x: float, y: float, strength: float) -> None:
        if strength < 0.97:
            mark = (mark * np.float32(strength)).astype(np.uint8)
        ink._lay(mask, mark, round(x * SCALE), round(y * SCALE))

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.25) -> None:
        """A printed rule, worn here and there; its ends to a fraction of a pixel."""
        ends = np.round(np.array([(x0, y0), (x1, y1)]) * SCALE * 16).astype(np.int32)
        # Thinner than a pixel is paler than a pixel.
        strength = self.habits.rule * min(1.0, thick * SCALE)
        layer = self.print
        cv2.line(layer, ends[0], ends[1], strength, max(1, round(thick * SCALE)), cv2.LINE_AA, 4)
        if self.chance.random() < 0.25:
            self._wear(x0, y0, x1, y1)

    def _wear(self, x0: float, y0: float, x1: float, y1: float) -> None:
        start = self.chance.uniform(0, 0.8)
        end = start + self.chance.uniform(0.03, 0.25)
        xs = [round((x0 + (x1 - x0) * t) * SCALE) for t in (start, end)]
        ys = [round((y0 + (y1 - y0) * t) * SCALE) for t in (start, end)]
        part = self.print[min(ys) - 1 : max(ys) + 2, min(xs) - 1 : max(xs) + 2]
        part[:] = (part * self.chance.uniform(0.1, 0.8)).astype(np.uint8)

    def dotted(self, x0: float, x1: float, y: float) -> None:
        """A dotted line to write on."""
        row = round(y * SCALE)
        if 0 <= row < self.print.shape[0]:
            self.print[row, round(x0 * SCALE) : round(x1 * SCALE) : 4] = 150

    def sign(self, x: float, y: float, wide: float, high: float) -> None:
        mark = Scribble(x, y, wide, high, 0, "chair")
        ink.sign(self.pen, mark, SCALE, self.chance)

    def strike(self, x0: float, y0: float, x1: float, y1: float) -> None:
        ink.strike(self.pen, Strike(x0, y0, x1, y1, 0), SCALE, self.chance)

    def seal(self, x: float, y: float) -> None:
        """A round stamp: two rings."""
        at = (round(x * SCALE), round(y * SCALE))
        for radius in (17.0, 11.0):
            cv2.circle(self.red, at, round(radius * SCALE), 200, 2, cv2.LINE_AA)

    def take(self, gutters: tuple[float, ...], behind: Mask | None, subject: object) -> Shot:
        """The page's RGB pixels, and the turn that brought it there."""
        habits, chance = self.habits, self.chance
        for _ in range(_poisson(chance, habits.blots)):
            self._blot()
        stock = Stock.of(habits.seed, 1975 + habits.seed % 40)
        size = (self.pen.shape[1], self.pen.shape[0])
        none = np.zeros_like(self.pen)
        page = sheet_of_paper(stock, size, SCALE, gutters, none, "cuts", subject)
        if chance.random() < 0.15:
            self._stain(page)
        if behind is not None and behind.shape == self.pen.shape:
            soft = cv2.GaussianBlur(behind[:, ::-1], (0, 0), 0.9)
            _inked(page, (soft * np.float32(habits.through)).astype(np.uint8), (90, 80, 90))
        _inked(page, self.print, PRINT)
        _inked(page, self.pen, habits.pen)
        _inked(page, self.red, SEAL)
        turn = cv2.getRotationMatrix2D(
            (size[0] / 2, size[1] / 2), float(np.clip(chance.gauss(0, SKEW_DEG), -0.3, 0.3)), 1.0
        )
        turn[1, 2] += chance.uniform(-2, 2)
        page = self._bent(page, turn, gutters)
        noise = grain("cuts", subject).normal(0, habits.noise, (*page.shape[:2], 1))
        page = np.clip(page + noise.astype(np.float32), 0, 255).astype(np.uint8)
        return Shot(page, turn)

    def _bent(
        self, page: Pixels, turn: npt.NDArray[np.float64], gutters: tuple[float, ...]
    ) -> Pixels:
        size = (page.shape[1], page.shape[0])
        if self.habits.bend < 0.2:
            return np.asarray(cv2.warpAffine(page, turn, size, borderMode=cv2.BORDER_REPLICATE))
        back = cv2.invertAffineTransform(turn)
        x, y = np.meshgrid(
            np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32)
        )
        from_x = back[0, 0] * x + back[0, 1] * y + back[0, 2]
        from_y = back[1, 0] * x + back[1, 1] * y + back[1, 2]
        for gutter in gutters:
            away = np.abs(np.arange(size[0]) / SCALE - gutter)
            from_y = from_y - (self.habits.bend * SCALE * np.exp(-away / 18))[None, :]
        maps = (from_x.astype(np.float32), from_y.astype(np.float32))
        return np.asarray(cv2.remap(page, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    def _blot(self) -> None:
        at = [round(self.chance.uniform(0, side) * SCALE) for side in (self.width, self.height)]
        radius = max(1, round(self.chance.lognormvariate(-0.4, 0.6) * SCALE))
        axes = (radius, max(1, round(radius * self.chance.uniform(0.5, 1))))
        cv2.ellipse(self.pen, at, axes, self.chance.uniform(0, 180), 0, 360, 200, -1, cv2.LINE_AA)

    def _stain(self, page: Pixels) -> None:
        """Water that dried: a darker field with a rim."""
        small = np.zeros((page.shape[0] // 4 + 1, page.shape[1] // 4 + 1), np.float32)
        at = (self.chance.randrange(small.shape[1]), self.chance.randrange(small.shape[0]))
        axes = (self.chance.randint(15, 80), self.chance.randint(15, 80))
        cv2.ellipse(small, at, axes, self.chance.uniform(0, 180), 0, 360, 0.10, -1)
        cv2.ellipse(small, at, axes, self.chance.uniform(0, 180), 0, 360, 0.2, 2)
        field = cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.5), (page.shape[1], page.shape[0]))
        page[:] = (page * (1 - field[..., None] * np.array([0.5, 0.8, 1.2], np.float32))).astype(
            np.uint8
        )


@dataclass(frozen=True, slots=True)
class Shot:
    """A page's pixels and how it was turned."""

    image: Pixels
    turn: npt.NDArray[np.float64]

    def row(self, y: float) -> float:
        """Where a level line at `y` mm lies at the middle of the width, in pixels."""
        middle = self.image.shape[1] / 2
        return float(self.turn[1, 0] * middle + self.turn[1, 1] * y * SCALE + self.turn[1, 2])


def _inked(page: Pixels, mask: Mask, colour: tuple[int, int, int]) -> None:
    spots = np.flatnonzero(mask)
    strength = mask.reshape(-1)[spots, None].astype(np.float32) / 255
    pixels = page.reshape(-1, 3)
    kept = 1 - strength * (1 - np.array(colour, np.float32) / 255)
    pixels[spots] = (pixels[spots] * kept).astype(np.uint8)


def _poisson(chance: random.Random, mean: float) -> int:
    limit, product, count = np.exp(-mean), chance.random(), 0
    while product > limit:
        product, count = product * chance.random(), count + 1
    return count
