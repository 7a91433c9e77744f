"""What else is in a picture of a page: other leaves, fingers, a hand's shadow, clutter."""

from __future__ import annotations

import cv2
import numpy as np

from sohotich.sample.world.camera import Points, View
from sohotich.sample.world.paper import Colour

SKINS = ((214, 164, 136), (190, 138, 108), (160, 112, 84))
Noise = np.random.Generator


def clutter(ground: Colour, count: int, noise: Noise) -> None:
    """Pens, rulers, rubber stamps and cups."""
    height, width = ground.shape[:2]
    for _ in range(count):
        at = noise.uniform(0, 1, 2) * (width, height)
        colour = tuple(int(v) for v in noise.integers(20, 240, 3))
        if noise.random() < 0.6:
            angle, reach = noise.uniform(0, 2 * np.pi), noise.uniform(0.1, 0.4) * width
            end = at + reach * np.array([np.cos(angle), np.sin(angle)])
            thick = int(noise.uniform(0.008, 0.03) * width)
            cv2.line(ground, _pixel(at), _pixel(end), colour, thick, cv2.LINE_AA)
        else:
            radius = int(noise.uniform(0.03, 0.08) * width)
            cv2.circle(ground, _pixel(at), radius, colour, -1, cv2.LINE_AA)


def leaves(ground: Colour, view: View, noise: Noise) -> None:
    """The book's cover and the edges of the leaves below, at the outer side and at the foot."""
    bound_left = 0.0 in view.gutters or view.width / 2 in view.gutters
    bound_right = view.width in view.gutters
    cover = noise.uniform(4, 9)
    left = 0.0 if bound_left and view.width / 2 not in view.gutters else -cover
    right = view.width if bound_right else view.width + cover
    colour = tuple(int(v) for v in noise.integers(40, 120, 3))
    _fill(ground, view, (left, -cover, right, view.height + cover), colour)
    depth = float(noise.uniform(0.8, 3.0))
    steps = int(noise.integers(3, 7))
    for step in range(steps, 0, -1):
        out = depth * step / steps
        grey = int(noise.integers(196, 232))
        x0 = 0.0 if left == 0.0 else -out
        x1 = view.width if right == view.width else view.width + out
        _fill(ground, view, (x0, 0, x1, view.height + out), (grey, grey - 8, grey - 24))
        _outline(ground, view, (x0, 0, x1, view.height + out))


def facing(ground: Colour, view: View, noise: Noise) -> None:
    """A strip of the leaf across the fold, written on like this one."""
    if 0.0 not in view.gutters and view.width not in view.gutters:
        return
    reach = float(noise.uniform(6, 40))
    box = (-reach, 0.0, 0.0, view.height)
    if view.width in view.gutters:
        box = (view.width, 0.0, view.width + reach, view.height)
    fold = 0.0 if box[2] == 0.0 else view.width
    for part in np.linspace(0, 1, 24)[:-1]:
        away = part * reach
        dark = 1 - 0.4 * float(np.exp(-away / 7.0)) - 0.1 * float(np.exp(-away / 25.0))
        x = (fold - away, fold - reach) if box[2] == 0.0 else (fold + away, fold + reach)
        shade = (int(238 * dark), int(228 * dark), int(206 * dark))
        _fill(ground, view, (min(x), 0.0, max(x), view.height), shade)
    for y in np.arange(30, view.height - 20, 8.5):
        if reach > 14:
            start, end = (box[0], box[2] - 13) if box[2] == 0.0 else (box[0] + 13, box[2])
            ends = view.points(np.array([(start, y), (end, y)]))
            cv2.line(ground, _pixel(ends[0]), _pixel(ends[1]), (70, 70, 110), 1, cv2.LINE_AA)


def fingers(image: Colour, view: View, count: int, noise: Noise) -> None:
    """Fingertips that hold the page down at its sides and foot."""
    skin = SKINS[int(noise.integers(len(SKINS)))]
    for _ in range(count):
        side, along = int(noise.integers(3)), float(noise.uniform(0.15, 0.85))
        deep, away = float(noise.uniform(4, 13)), float(noise.uniform(40, 70))
        lean = float(noise.uniform(-18, 18))
        tip, root = {
            0: ((deep, along * view.height), (-away, along * view.height + lean)),
            1: ((view.width - deep, along * view.height),
                (view.width + away, along * view.height + lean)),
            2: ((along * view.width, view.height - deep),
                (along * view.width + lean, view.height + away)),
        }[side]  # fmt: skip
        ends = view.points(np.array([tip, root]))
        thick = int(float(noise.uniform(13, 18)) * view.scale)
        shadow(image, _capsule(ends + 0.15 * thick, thick), 0.3, thick / 3)
        cv2.line(image, _pixel(ends[0]), _pixel(ends[1]), skin, thick, cv2.LINE_AA)
        nail = ends[0] * 0.96 + ends[1] * 0.04
        pale = tuple(min(255, v + 24) for v in skin)
        cv2.circle(image, _pixel(nail), thick // 4, pale, -1, cv2.LINE_AA)


def hand_shadow(image: Colour, view: View, depth: float, noise: Noise) -> None:
    """The soft shadow of the arm and the telephone, over a part of the page."""
    start = np.array([noise.uniform(0.1, 0.9) * view.width, view.height * 1.25])
    end = np.array([noise.uniform(0.2, 0.8), noise.uniform(0.3, 0.6)]) * (view.width, view.height)
    ends = view.points(np.stack([end, start]))
    wide = int(noise.uniform(45, 80) * view.scale)
    shadow(image, _capsule(ends, wide), depth, wide / float(noise.uniform(4, 9)))


def shadow(image: Colour, outline: Points, depth: float, soft: float) -> None:
    """Darken within an outline, softly."""
    height, width = image.shape[:2]
    mask = np.zeros((height // 8 + 1, width // 8 + 1), np.float32)
    cv2.fillPoly(mask, [np.int32(np.rint(outline / 8))], 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.5, soft / 8))
    light = (255 * (1 - depth * cv2.resize(mask, (width, height)))).astype(np.uint8)
    cv2.multiply(image, cv2.merge([light] * 3), image, scale=1 / 255)


def _capsule(ends: Points, thick: int) -> Points:
    way = ends[1] - ends[0]
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    middle = tuple(map(float, ends.mean(axis=0)))
    box = cv2.boxPoints((middle, (float(np.linalg.norm(way)) + thick, float(thick)), angle))
    return np.asarray(box, np.float64)


def _fill(ground: Colour, view: View, box: tuple[float, ...], colour: tuple[int, ...]) -> None:
    cv2.fillPoly(ground, [np.int32(np.rint(_rim(view, box)))], colour, cv2.LINE_AA)


def _outline(ground: Colour, view: View, box: tuple[float, ...]) -> None:
    rim = [np.int32(np.rint(_rim(view, box)))]
    cv2.polylines(ground, rim, True, (120, 108, 90), 1, cv2.LINE_AA)


def _rim(view: View, box: tuple[float, ...]) -> Points:
    """The outline of a box of the sheet's plane, bent like the page."""
    x0, y0, x1, y1 = box
    xs = np.linspace(x0, x1, 15)
    top, bottom = np.stack([xs, np.full(15, y0)], 1), np.stack([xs[::-1], np.full(15, y1)], 1)
    return view.points(np.concatenate([top, bottom]))


def _pixel(point: Points) -> tuple[int, int]:
    return int(point[0]), int(point[1])
