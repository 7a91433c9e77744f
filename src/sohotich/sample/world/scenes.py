"""Harder pictures of a page than the book's own: desks, hands, open books, quarter turns.

A `Scene` says what is in the picture; `picture` takes it and tells where the page lies. The same
subject always gives the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from sohotich.sample.world import things
from sohotich.sample.world.camera import PHOTO, Points, View, grained, lit, maps
from sohotich.sample.world.chance import grain
from sohotich.sample.world.grounds import GROUNDS
from sohotich.sample.world.marks import Sheet
from sohotich.sample.world.paper import Colour

Quad = tuple[tuple[float, float], ...]
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in a picture. `turned`: how far the page is turned clockwise in it.

    `fill` is the page's share of the picture, `tilt` how far the camera leans (0…0.1), `skew` the
    remaining turn in degrees; `touching`: the page runs up to the picture's edge or past it.
    `leaves`: it lies in an open book, on its other leaves; `facing`: a strip of the facing leaf is
    in the picture. `fingers` hold it, `shade` is how dark the shadow of a hand is (0…1), `clutter`
    how many things lie about. `photo` False is a scanner: no lens, no light.
    """

    ground: str = "wood"
    turned: int = 0
    fill: float = 0.85
    tilt: float = 0.04
    skew: float = 0.0
    touching: bool = False
    leaves: bool = False
    facing: bool = False
    fingers: int = 0
    shade: float = 0.0
    clutter: int = 0
    photo: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """The image, RGB; the page's corners in it from its own top left clockwise; and the ends of
    its fold (top, bottom), None where it has none inside.

    Corners and fold are those of the flat page: the few millimetres by which it bends beside its
    binding are left out, as four corners cannot tell them.
    """

    image: Colour
    quad: Quad
    fold: Quad | None


def picture(sheet: Sheet, flat: Colour, scene: Scene, dpi: int, *subject: object) -> Picture:
    """Take the picture of `flat`, the drawing of `sheet`."""
    noise = grain("scene", *subject)
    view = _view(sheet, flat, scene, dpi, noise)
    ground = GROUNDS[scene.ground](view.size, noise)
    if scene.clutter:
        things.clutter(ground, scene.clutter, noise)
    if scene.leaves:
        things.leaves(ground, view, noise)
    if scene.facing:
        things.facing(ground, view, noise)
    image = _laid(ground, view, flat)
    if scene.fingers:
        things.fingers(image, view, scene.fingers, noise)
    if scene.shade:
        things.hand_shadow(image, view, scene.shade, noise)
    if scene.photo:
        image = lit(image, noise, subject)
        image = cv2.GaussianBlur(image, (3, 3), float(noise.uniform(0.4, 0.9)))
    image = grained(image, noise, float(noise.uniform(1.5, 4.5)))
    return _turned(image, view, sheet, scene.turned)


def _view(sheet: Sheet, flat: Colour, scene: Scene, dpi: int, noise: np.random.Generator) -> View:
    scale = flat.shape[1] / sheet.width
    if scene.photo:
        long_side, short_side = (round(side * dpi / 300) for side in PHOTO)
        size = (short_side, long_side)
        if sheet.width > sheet.height:
            size = (long_side, short_side)
        near = min(size[0] / sheet.width, size[1] / sheet.height) * scene.fill
    else:
        size = (round(flat.shape[1] / scene.fill), round(flat.shape[0] / scene.fill))
        near = scale
    angle = np.radians(scene.skew)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    half = np.array([sheet.width, sheet.height]) / 2 * near
    lean = noise.uniform(-scene.tilt, scene.tilt, (4, 2)) * half
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    corners = (signs * half + lean) @ turn.T + np.array(size) / 2
    corners += _moved(corners, size, scene, noise)
    curl = float(noise.uniform(1, 3.5)) if scene.photo else float(noise.uniform(0, 1.2))
    pairs = tuple((float(x), float(y)) for x, y in corners)
    return View(sheet.width, sheet.height, size, pairs, curl, sheet.gutters, near, scene.photo)


def _moved(
    corners: Points, size: tuple[int, int], scene: Scene, noise: np.random.Generator
) -> Points:
    """Where the page is put: anywhere in the picture, or over one of its edges."""
    low, high = corners.min(axis=0), np.array(size) - corners.max(axis=0)
    free = np.minimum(low, high).clip(0)
    moved: Points = noise.uniform(-0.8, 0.8, 2) * free
    if scene.touching:
        axis, past = int(noise.integers(2)), float(noise.uniform(0.0, 0.02)) * size[0]
        moved[axis] = -low[axis] - past if noise.random() < 0.5 else high[axis] + past
    return moved


def _laid(ground: Colour, view: View, flat: Colour) -> Colour:
    """The page on its ground, with the soft shadow it throws."""
    if view.photo:
        things.shadow(ground, np.array(view.corners) + 0.008 * view.size[0], 0.4, view.size[0] / 60)
    map_x, map_y = maps(view, flat)
    page = cv2.remap(flat, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    paper = np.full(flat.shape[:2], 255, np.uint8)
    inside = cv2.remap(paper, map_x, map_y, cv2.INTER_LINEAR)[..., None].astype(np.uint16)
    mixed: Colour = ((page * inside + ground * (255 - inside)) // 255).astype(np.uint8)
    return mixed


def _turned(image: Colour, view: View, sheet: Sheet, degrees: int) -> Picture:
    fold = None
    middle = [x for x in sheet.gutters if 0 < x < sheet.width]
    if middle:
        fold = _after(_flat_points(view, [(middle[0], 0), (middle[0], view.height)]), view.size,
                      degrees)  # fmt: skip
    corners = np.array(view.corners)
    upright = np.ascontiguousarray(np.rot90(image, -(degrees // 90)))
    return Picture(upright, _after(corners, view.size, degrees), fold)


def _flat_points(view: View, points: list[tuple[float, float]]) -> Points:
    moved: Points = cv2.perspectiveTransform(np.array([points], np.float64), view.matrix())[0]
    return moved


def _after(points: Points, size: tuple[int, int], degrees: int) -> Quad:
    """Points of the picture after it was turned clockwise."""
    width, height = size
    for _ in range(degrees // 90):
        points = np.stack([height - 1 - points[:, 1], points[:, 0]], axis=1)
        width, height = height, width
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
