"""How a flat page reaches the file: laid on a scanner's glass, or photographed on a desk.

`View` is pure geometry and maps millimetres on the sheet to pixels of the image, so that the truth
needs no drawing; `take` makes the pixels with the very same view.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sohotich.sample.world.chance import dice, grain
from sohotich.sample.world.marks import Box, Sheet
from sohotich.sample.world.paper import Colour, Grey

BED = 4.0  # mm of scanner glass around the page
PHOTO = (4000, 3000)  # pixels of a 12 megapixel telephone, at dpi 300
CURL_REACH = 22.0  # mm over which a page bends towards its binding
_GRID = 8
Points = NDArray[np.float64]  # one (x, y) per row


@dataclass(frozen=True, slots=True)
class View:
    """Sheet (mm) → image (px): the page bends (`curl` mm at `gutters`), then lies as `corners`."""

    width: float
    height: float
    size: tuple[int, int]
    corners: tuple[tuple[float, float], ...]  # of the flat page: left top, right top, and so round
    curl: float
    gutters: tuple[float, ...]
    scale: float  # pixels per millimetre of the flat page to be drawn
    photo: bool

    def points(self, flat: Points) -> Points:
        """Where points of the sheet come to lie in the image."""
        bent = flat.astype(np.float64).copy()
        bent[:, 1] += self.bend(flat[:, 0])
        moved: Points = cv2.perspectiveTransform(bent[None], self.matrix())[0]
        return moved

    def bend(self, x: Points) -> Points:
        """How far down (mm) the bent page moves at `x`."""
        moved = np.zeros_like(x, dtype=np.float64)
        for gutter in self.gutters:
            moved += self.curl * np.exp(-np.abs(x - gutter) / CURL_REACH)
        return moved

    def matrix(self) -> Points:
        sheet = np.array(self._flat_corners(), np.float32)
        matrix: Points = cv2.getPerspectiveTransform(sheet, np.array(self.corners, np.float32))
        return matrix

    def _flat_corners(self) -> list[tuple[float, float]]:
        return [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)]

    def box(self, flat: Box) -> list[int]:
        """The upright box in the image that holds a box of the sheet, clipped to the image."""
        x0, y0, x1, y1 = flat
        xs, ys = np.linspace(x0, x1, 9), np.array([y0, y1])
        rim = np.array([(x, y) for y in ys for x in xs])
        found = self.points(rim)
        low, high = np.floor(found.min(axis=0)), np.ceil(found.max(axis=0))
        return [
            int(min(max(value, 0), limit))
            for value, limit in zip((*low, *high), (*self.size, *self.size), strict=True)
        ]

    def quad(self, flat: Box | None = None) -> list[list[float]]:
        """Four corners in the image, of a box or of the whole page: left top, right top, right
        bottom, left bottom.
        """
        x0, y0, x1, y1 = flat or (0.0, 0.0, self.width, self.height)
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        return [[round(float(x), 1), round(float(y), 1)] for x, y in self.points(corners)]


def look_at(sheet: Sheet, dpi: int, *subject: object, photo: bool) -> View:
    """Where the page lies this time: a scan turns it by up to 1.5°, a telephone tilts it too."""
    return _photographed(sheet, dpi, subject) if photo else _scanned(sheet, dpi, subject)


def _scanned(sheet: Sheet, dpi: int, subject: tuple[object, ...]) -> View:
    chance, scale = dice("scan", *subject), dpi / 25.4
    angle = np.radians(chance.triangular(-1.5, 1.5, 0))
    grown = BED + abs(np.sin(angle)) * max(sheet.width, sheet.height) / 2
    size = (round((sheet.width + 2 * grown) * scale), round((sheet.height + 2 * grown) * scale))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    half = np.array([sheet.width, sheet.height]) / 2
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    corners = (signs * half) @ turn.T * scale + np.array(size) / 2
    return View(sheet.width, sheet.height, size, _pairs(corners), chance.uniform(0, 1.2),
                sheet.gutters, scale, photo=False)  # fmt: skip


def _photographed(sheet: Sheet, dpi: int, subject: tuple[object, ...]) -> View:
    chance = dice("photo", *subject)
    long_side, short_side = (round(side * dpi / 300) for side in PHOTO)
    size = (long_side, short_side) if sheet.width > sheet.height else (short_side, long_side)
    scale = min(size[0] / sheet.width, size[1] / sheet.height) * chance.uniform(0.84, 0.9)
    angle = np.radians(chance.uniform(-3, 3))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    half = np.array([sheet.width, sheet.height]) / 2 * scale
    tilt = np.array([[chance.uniform(-0.035, 0.035) for _ in "xy"] for _ in range(4)]) * half
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    corners = (signs * half + tilt) @ turn.T + np.array(size) / 2
    return View(sheet.width, sheet.height, size, _pairs(corners), chance.uniform(1, 3.5),
                sheet.gutters, scale, photo=True)  # fmt: skip


def _pairs(corners: Points) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in corners)


def take(view: View, page: Colour, *subject: object) -> Colour:
    """The image file's pixels: `page` seen through `view`, with light, blur and noise."""
    map_x, map_y = maps(view, page)
    black = cv2.BORDER_CONSTANT
    image = cv2.remap(page, map_x, map_y, cv2.INTER_LINEAR, borderMode=black)
    inside = cv2.remap(np.full(page.shape[:2], 255, np.uint8), map_x, map_y, cv2.INTER_LINEAR)
    noise = grain("take", *subject)
    outside = np.flatnonzero(inside < 255)
    around = _desk(view, noise) if view.photo else _glass(view, subject)
    share = inside.reshape(-1)[outside, None].astype(np.float32) / 255
    pixels, ground = image.reshape(-1, 3), around.reshape(-1, 3)
    pixels[outside] = (pixels[outside] * share + ground[outside] * (1 - share)).astype(np.uint8)
    if view.photo:
        image = lit(image, noise, subject)
        image = cv2.GaussianBlur(image, (3, 3), dice("focus", *subject).uniform(0.4, 0.9))
    return grained(image, noise, float(noise.uniform(2.5, 4.5)))


def maps(view: View, page: Colour) -> tuple[Grey, Grey]:
    """For every image pixel where to look on the flat page; worked out on a coarse grid."""
    columns, rows = -(-view.size[0] // _GRID), -(-view.size[1] // _GRID)
    xs = (np.arange(columns) + 0.5) * _GRID - 0.5
    ys = (np.arange(rows) + 0.5) * _GRID - 0.5
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(1, -1, 2)
    bent = cv2.perspectiveTransform(grid, np.linalg.inv(view.matrix()))[0]
    x, y = bent[:, 0], bent[:, 1] - view.bend(bent[:, 0])
    fine = (columns * _GRID, rows * _GRID)
    maps = []
    for values in (x * page.shape[1] / view.width, y * page.shape[0] / view.height):
        coarse = (values - 0.5).astype(np.float32).reshape(rows, columns)
        maps.append(cv2.resize(coarse, fine)[: view.size[1], : view.size[0]])
    return maps[0], maps[1]


def _glass(view: View, subject: tuple[object, ...]) -> Colour:
    """The scanner's lid: white or black, one per book."""
    shade = dice("lid", *subject[:-1]).choice((238, 232, 30))
    lid: Colour = np.full((view.size[1], view.size[0], 3), shade, np.uint8)
    return lid


def _desk(view: View, noise: np.random.Generator) -> Colour:
    """A wooden table with the page's shadow on it."""
    width, height = view.size
    small = noise.standard_normal((height // 6 + 1, 24)).astype(np.float32)
    boards = cv2.resize(cv2.GaussianBlur(small, (1, 5), 0), (width, height))
    shadow = np.zeros((height // 8 + 1, width // 8 + 1), np.float32)
    corners = (np.array(view.corners) + 0.012 * width) / 8
    cv2.fillPoly(shadow, [np.int32(corners)], 1.0)
    dark = cv2.resize(cv2.GaussianBlur(shadow, (0, 0), width / 500), (width, height))
    light = (1 + 0.05 * boards) * (1 - 0.45 * dark)
    wood = noise.choice(np.array([(122, 88, 60), (96, 74, 58), (142, 112, 84), (88, 92, 96)]))
    desk: Colour = np.clip(light[..., None] * wood.astype(np.float32), 0, 255).astype(np.uint8)
    return desk


def lit(image: Colour, noise: np.random.Generator, subject: tuple[object, ...]) -> Colour:
    """Uneven light from one side, and the soft shadow of the person with the telephone."""
    chance = dice("light", *subject)
    rows, columns = 60, 60
    y, x = np.mgrid[0:1:60j, 0:1:60j].astype(np.float32)
    turn = chance.uniform(0, 2 * np.pi)
    light = 1 - 0.22 * (0.5 + (x - 0.5) * np.cos(turn) + (y - 0.5) * np.sin(turn))
    edge = (x - chance.uniform(0.55, 0.95)) * 9 + (y - chance.uniform(0.4, 0.9)) * 5
    light *= 1 - chance.uniform(0.05, 0.22) / (1 + np.exp(-edge))
    light += 0.01 * cv2.resize(noise.standard_normal((6, 6)).astype(np.float32), (columns, rows))
    tint = np.array([1.02, 1.0, chance.uniform(0.92, 1.0)], np.float32)
    coarse = np.clip(light[..., None] * tint * 200, 0, 255).astype(np.uint8)
    shade = cv2.resize(coarse, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    lit: Colour = cv2.multiply(image, shade, scale=1 / 200)
    return lit


def grained(image: Colour, noise: np.random.Generator, sigma: float) -> Colour:
    """The sensor's noise, from one tile laid many times over."""
    tile = noise.normal(0, sigma, (509, 521, 1)).astype(np.int16)
    rows, columns = -(-image.shape[0] // 509), -(-image.shape[1] // 521)
    whole = np.tile(np.repeat(tile, 3, axis=2), (rows, columns, 1))
    noisy: Colour = cv2.add(image, whole[: image.shape[0], : image.shape[1]], dtype=cv2.CV_8U)
    return noisy
