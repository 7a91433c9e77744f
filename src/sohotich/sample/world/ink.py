"""Pens at work: words, signatures and strokes into grey masks, each a little different."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sohotich.sample.world import pens
from sohotich.sample.world.marks import Hand, Scribble, Strike

Mask = NDArray[np.uint8]
Curve = NDArray[np.float64]  # one point (x, y) per row


def write(mask: Mask, mark: Hand, name: str, scale: float, chance: random.Random) -> None:
    """Write a line of text into `mask`, word by word; `scale` is pixels per millimetre."""
    pixels = max(6, round(mark.size * scale / pens.x_height(name)))
    x, slope = mark.x * scale, chance.uniform(-0.006, 0.006)
    shear = chance.uniform(-0.04, 0.06)
    for word in mark.text.split():
        drift = slope * (x - mark.x * scale) + chance.uniform(-0.05, 0.05) * mark.size * scale
        advance = _word(mask, word, name, pixels, (x, mark.y * scale + drift), shear, chance)
        space = pens.width_in_ems(name, " ") * pixels + 0.15 * mark.size * scale
        x += advance + space * chance.uniform(0.85, 1.1)


def _word(
    mask: Mask,
    word: str,
    name: str,
    pixels: int,
    at: tuple[float, float],
    shear: float,
    chance: random.Random,
) -> float:
    """Draw one word with its baseline start at `at`; return how far the pen moved."""
    font = pens.font(name, round(pixels * chance.uniform(0.965, 1.0)))
    left, top, right, bottom = map(round, font.getbbox(word, anchor="ls"))
    pad = max(3, pixels // 5)
    size = (right - left + 2 * pad, bottom - top + 2 * pad)
    image = Image.new("L", size, 0)
    ImageDraw.Draw(image).text((pad - left, pad - top), word, 255, font, anchor="ls")
    ink = _unsteady(np.asarray(image), shear, chance)
    _lay(mask, ink, round(at[0] + left - pad), round(at[1] + top - pad))
    return font.getlength(word)


def _unsteady(ink: Mask, shear: float, chance: random.Random) -> Mask:
    """Turn, slant and squeeze a word slightly, and press harder here than there."""
    height, width = ink.shape
    wobble = 0.018 * height
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    jitter = [[chance.uniform(-wobble, wobble) for _ in "xy"] for _ in corners]
    moved = corners + np.array(jitter, np.float32)
    moved[:2, 0] += shear * height
    turned = cv2.warpPerspective(ink, cv2.getPerspectiveTransform(corners, moved), (width, height))
    across = np.linspace(chance.uniform(0.72, 1), chance.uniform(0.72, 1), width, dtype=np.float32)
    pressed: Mask = (turned * across).astype(np.uint8)
    return pressed


def _lay(mask: Mask, ink: Mask, x: int, y: int) -> None:
    """Add ink where it falls on the sheet."""
    height, width = mask.shape
    x0, y0, x1, y1 = (
        max(x, 0),
        max(y, 0),
        min(x + ink.shape[1], width),
        min(y + ink.shape[0], height),
    )
    if x0 < x1 and y0 < y1:
        place = mask[y0:y1, x0:x1]
        np.maximum(place, ink[y0 - y : y1 - y, x0 - x : x1 - x], out=place)


def sign(mask: Mask, mark: Scribble, scale: float, chance: random.Random) -> None:
    """A signature: loops that run to the right and grow smaller, then a flourish underneath."""
    turns, reach = chance.uniform(2.2, 4.5), chance.uniform(0.3, 0.46)
    t = np.linspace(0, 1, 70)
    turn = 2 * np.pi * turns * t + chance.uniform(0, 2 * np.pi)
    fade = 1 - chance.uniform(0.45, 0.75) * t
    lean = chance.uniform(0.1, 0.5)
    wave = np.sin(turn) + chance.uniform(0.2, 0.5) * np.sin(chance.uniform(1.6, 2.7) * turn)
    y = 0.45 + reach * fade * wave / 1.3
    x = 0.08 + 0.8 * t + chance.uniform(0.04, 0.1) * fade * np.cos(turn) + lean * 0.25 * (0.5 - y)
    body = np.stack([x, y], axis=1)
    tail = [(1.0, chance.uniform(0.3, 0.7)), (chance.uniform(0.2, 0.4), chance.uniform(0.8, 0.95)),
            (chance.uniform(0.75, 1.0), chance.uniform(0.85, 1.0))]  # fmt: skip
    flourish = _smooth(np.array([body[-1], *tail[: chance.choice((0, 1, 2, 3))]]))
    curve = np.concatenate([body, flourish]).clip(0, 1)
    _stroke(mask, curve * (mark.width, mark.height) + (mark.x, mark.y), 0.36, scale)


def strike(mask: Mask, mark: Strike, scale: float, chance: random.Random) -> None:
    """A long freehand stroke."""
    ends = np.array([(mark.x0, mark.y0), (mark.x1, mark.y1)])
    inner = [ends[0] + (ends[1] - ends[0]) * t + chance.uniform(-1.5, 1.5) for t in (0.3, 0.6)]
    _stroke(mask, _smooth(np.array([ends[0], *inner, ends[1]])), 0.45, scale)


def _smooth(points: Curve) -> Curve:
    """A Catmull-Rom curve through the points."""
    knots = np.concatenate([points[:1], points, points[-1:]])
    t = np.linspace(0, 1, 14, endpoint=False)[:, None]
    before, start, end, after = knots[:-3], knots[1:-2], knots[2:-1], knots[3:]
    pieces = [
        b + 0.5 * t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * b - 3 * c + d - a)))
        for a, b, c, d in zip(before, start, end, after, strict=True)
    ]
    return np.concatenate([*pieces, knots[-1:]])


def _stroke(mask: Mask, curve: Curve, width: float, scale: float) -> None:
    fine = np.round(curve * scale * 16).astype(np.int32)
    thickness = max(1, round(width * scale))
    cv2.polylines(mask, [fine.reshape(-1, 1, 2)], False, 225, thickness, cv2.LINE_AA, shift=4)
