"""The commune's round red seal, with a plain star where the real one has the state's arms."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sohotich.sample.world import pens
from sohotich.sample.world.ink import Mask
from sohotich.sample.world.marks import DIAMETER
from sohotich.sample.world.places import Commune


@lru_cache(maxsize=8)
def seal(place: Commune, scale: float) -> Mask:
    """The seal's mask at `scale` pixels per millimetre: ring, names around, star."""
    side = round(DIAMETER * scale)
    image = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(image)
    radius = side / 2 - 1
    for share, width in ((1.0, 0.045), (0.9, 0.02), (0.6, 0.02)):
        ring = radius * share
        draw.ellipse(
            (side / 2 - ring, side / 2 - ring, side / 2 + ring, side / 2 + ring),
            outline=255,
            width=max(1, round(radius * width)),
        )
    upper = f"ỦY BAN NHÂN DÂN {place.name.upper()}"
    _around(image, upper, radius * 0.675, radius * 0.15, top=True)
    lower = f"{place.district.upper()} - {place.province.upper()}"
    _around(image, lower, radius * 0.82, radius * 0.115, top=False)
    draw.polygon(_star(side / 2, side / 2, radius * 0.36), fill=255)
    return np.asarray(image).copy()


def _around(image: Image.Image, text: str, radius: float, em: float, *, top: bool) -> None:
    """Letters one by one along the ring: over the top reading inward, or along the foot."""
    font = pens.font("sans-bold", max(5, round(em)))
    lengths = [font.getlength(letter) + 0.06 * em for letter in text]
    whole = sum(lengths)
    span = min(whole / radius, math.radians(205 if top else 130))
    angle = -span / 2
    for letter, length in zip(text, lengths, strict=True):
        step = span * length / whole
        _letter(image, letter, font, radius, angle + step / 2, top=top)
        angle += step


def _letter(
    image: Image.Image,
    letter: str,
    font: ImageFont.FreeTypeFont,
    radius: float,
    angle: float,
    *,
    top: bool,
) -> None:
    side = round(pens.width_in_ems("sans-bold", "M") * 3 * font.size) + 4
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side * 0.62), letter, 255, font, anchor="ms")
    turned = tile.rotate(
        -math.degrees(angle) if top else math.degrees(angle), Image.Resampling.BICUBIC
    )
    away = radius if top else -radius
    x = image.width / 2 + radius * math.sin(angle)
    y = image.height / 2 - away * math.cos(angle)
    corner = (round(x - side / 2), round(y - side / 2))
    image.paste(255, corner, turned)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    return [
        (
            x + radius * (1 if point % 2 == 0 else 0.4) * math.sin(math.pi * point / 5),
            y - radius * (1 if point % 2 == 0 else 0.4) * math.cos(math.pi * point / 5),
        )
        for point in range(10)
    ]


def pressed(mask: Mask, angle: float, seed: np.random.Generator) -> Mask:
    """The seal as it came down: turned, unevenly inked."""
    side = mask.shape[0]
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1.0)
    turned = cv2.warpAffine(mask, turn, (side, side))
    uneven = cv2.resize(
        seed.random((7, 7), np.float32), (side, side), interpolation=cv2.INTER_CUBIC
    )
    speckle = cv2.resize(seed.random((side // 3, side // 3), np.float32), (side, side))
    strength = np.clip(0.45 + 0.5 * uneven, 0.2, 0.9) * np.clip(0.55 + speckle, 0, 1)
    result: Mask = (turned * strength).astype(np.uint8)
    return result
