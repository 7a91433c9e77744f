"""A sheet becomes a flat page of pixels: paper, print, every pen in its colour, the seal."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sohotich.sample.world import ink, pens
from sohotich.sample.world.chance import dice, grain
from sohotich.sample.world.ink import Mask
from sohotich.sample.world.marks import DIAMETER, Hand, Print, Rule, Scribble, Sheet, Stamp, Strike
from sohotich.sample.world.paper import Colour, Stock, sheet_of_paper
from sohotich.sample.world.places import Commune
from sohotich.sample.world.seal import pressed, seal

PRINT = (46, 42, 40)
SEAL = (196, 44, 38)
PENS = ((28, 48, 138), (28, 48, 138), (36, 36, 110), (60, 44, 128), (38, 38, 46), (30, 66, 150))


@dataclass(frozen=True, slots=True)
class Hands:
    """Who writes in a book: the clerk's font, and the seed every other habit hangs on."""

    clerk: str
    seed: int
    place: Commune


def flat_page(sheet: Sheet, hands: Hands, stock: Stock, scale: float, *subject: object) -> Colour:
    """The page as it lies under glass, RGB, `scale` pixels per millimetre."""
    size = (round(sheet.width * scale), round(sheet.height * scale))
    layers = _ink_layers(sheet, hands, size, scale, subject)
    behind = np.maximum.reduce([mask for mask, _ in layers])
    page = sheet_of_paper(stock, size, scale, sheet.gutters, behind, *subject)
    _stain(page, _printed(sheet, size, scale), PRINT)
    for mask, colour in layers:
        _stain(page, mask, colour)
    for mark in sheet.marks:
        if isinstance(mark, Stamp):
            _press(page, mark, hands, scale, subject)
    return page


def _stain(page: Colour, mask: Mask, colour: tuple[int, int, int]) -> None:
    """Multiply the page by the ink's colour where there is ink; most of a page has none."""
    spots = np.flatnonzero(mask)
    strength = mask.reshape(-1)[spots, None].astype(np.float32) / 255
    pixels = page.reshape(-1, 3)
    kept = 1 - strength * (1 - np.array(colour, np.float32) / 255)
    pixels[spots] = (pixels[spots] * kept).astype(np.uint8)


def _printed(sheet: Sheet, size: tuple[int, int], scale: float) -> Mask:
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    for mark in sheet.marks:
        if isinstance(mark, Print):
            font = pens.font(mark.face, max(5, round(mark.size * scale)))
            at = (mark.x * scale, mark.y * scale)
            draw.text(at, mark.text, round(235 * mark.grey), font, anchor=f"{mark.anchor}s")
    mask = np.array(image)
    for mark in sheet.marks:
        if isinstance(mark, Rule):
            _rule(mask, mark, scale)
    return mask


def _rule(mask: Mask, rule: Rule, scale: float) -> None:
    thick = max(1, round(rule.width * scale))
    x0, x1 = round(min(rule.x0, rule.x1) * scale), round(max(rule.x0, rule.x1) * scale)
    y0, y1 = round(min(rule.y0, rule.y1) * scale), round(max(rule.y0, rule.y1) * scale)
    if not rule.dotted:
        mask[y0 : y1 + thick, x0 : x1 + thick] = 205
        return
    step = max(3, round(1.1 * scale))
    for offset in range(thick):
        mask[y0 : y0 + thick, x0 + offset : x1 : step] = 190


def _ink_layers(
    sheet: Sheet, hands: Hands, size: tuple[int, int], scale: float, subject: tuple[object, ...]
) -> list[tuple[Mask, tuple[int, int, int]]]:
    """One mask per colour of ink: pens change from entry to entry and from person to person."""
    masks: dict[tuple[int, int, int], Mask] = {}
    for number, mark in enumerate(sheet.marks):
        if not isinstance(mark, Hand | Scribble | Strike):
            continue
        who = mark.who if isinstance(mark, Scribble | Hand) else "clerk"
        colour = _pen(hands, who, mark.entry, subject)
        if colour not in masks:
            masks[colour] = np.zeros(size[::-1], np.uint8)
        mask = masks[colour]
        chance = dice("mark", *subject, number)
        if isinstance(mark, Hand):
            ink.write(mask, mark, hands.clerk, scale, chance)
        elif isinstance(mark, Scribble):
            ink.sign(mask, mark, scale, _habit(hands, mark, subject))
        else:
            ink.strike(mask, mark, scale, chance)
    return [(mask, colour) for colour, mask in masks.items()]


def _pen(hands: Hands, who: str, entry: int, subject: tuple[object, ...]) -> tuple[int, int, int]:
    """The clerk keeps one pen over about ten pages; others bring their own."""
    if who == "clerk":
        return dice("pen", hands.seed, int(str(subject[-1])) // 10).choice(PENS)
    if who == "chair":
        return dice("chair's pen", hands.seed).choice(PENS)
    return dice("pen", who, entry, *subject).choice(PENS)


def _habit(hands: Hands, mark: Scribble, subject: tuple[object, ...]) -> random.Random:
    """The chair and the clerk sign the same way each time; every declarant another."""
    if mark.who == "declarant":
        return dice("signature", mark.entry, *subject)
    return dice("signature", mark.who, hands.seed)


def _press(
    page: Colour, mark: Stamp, hands: Hands, scale: float, subject: tuple[object, ...]
) -> None:
    noise = grain("seal", mark.entry, *subject)
    mask = pressed(seal(hands.place, scale), float(noise.uniform(-14, 14)), noise)
    x = round((mark.x - DIAMETER / 2 + noise.uniform(-2, 2)) * scale)
    y = round((mark.y - DIAMETER / 2 + noise.uniform(-2, 2)) * scale)
    x, y = max(x, 0), max(y, 0)
    place = page[y : y + mask.shape[0], x : x + mask.shape[1]]
    fitted = np.ascontiguousarray(place)
    _stain(fitted, np.ascontiguousarray(mask[: place.shape[0], : place.shape[1]]), SEAL)
    place[:] = fitted
