"""Synthetic register pages drawn with Pillow's own font: print, pen strokes, marks, a red stamp."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Pixels = npt.NDArray[np.uint8]
PAPER, INK, RED = (232, 222, 198), (40, 45, 110), (200, 40, 50)
A5 = (1748, 1240)


def draw_page(
    size: tuple[int, int] = A5, seed: int = 1, stamp: bool = True, ink: object = INK
) -> Pixels:
    """RGB pixels of a page with noise, uneven light, lines of print and hairline pen strokes."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    print_font, pen_font = ImageFont.load_default(40), ImageFont.load_default(56)
    for y in range(150, size[1] - 150, 110):
        draw.text((150, y), "Ho ten, ngay sinh, noi sinh:", font=print_font, fill=(50, 48, 45))
        words = " ".join(chance.choice(["Nguyen", "Van", "Hue", "1981", "thon", "xa"], 8))
        draw.text((760, y - 14), words, font=pen_font, fill=ink)
        for x in range(800, size[0] - 300, 170):
            draw.line((x, y - 22, x + 26, y - 30), fill=ink, width=3)  # a hairline tone mark
    if stamp:
        x, y = size[0] - 600, size[1] - 600
        draw.ellipse((x, y, x + 380, y + 380), outline=RED, width=12)
    pixels = np.asarray(image).astype(np.float32)
    light = np.linspace(0.85, 1.0, size[0], dtype=np.float32)[None, :, None]
    pixels = cv2.GaussianBlur(pixels * light, (0, 0), 0.8)
    noise = chance.normal(0, 3, (size[1], size[0], 1)).astype(np.float32)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def draw_table(rows: int, size: tuple[int, int] = (3508, 2480)) -> tuple[Pixels, list[int]]:
    """A ruled table with a tall head, and the rules' heights from the first row's top on."""
    pixels = draw_page(size, seed=3, stamp=False)
    head, height = 420, (size[1] - 620) // rows
    rules = [head + i * height for i in range(rows + 1)]
    for y in [200, *rules]:
        cv2.line(pixels, (100, y), (size[0] - 100, y), (60, 55, 50), 4)
    return pixels, rules


def photograph(page: Pixels, seed: int = 1) -> tuple[Pixels, npt.NDArray[np.float32]]:
    """The page on a dark desk, in perspective; also its corners, clockwise from top left."""
    chance = np.random.default_rng(seed)
    height, width = page.shape[:2]
    tall, wide = int(height * 1.2), int(width * 1.2)
    corners = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)])
    place = corners + (0.1 * width, 0.1 * height) + chance.uniform(-0.03, 0.03, (4, 2)) * width
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), place.astype(np.float32))
    desk = chance.normal(0, 5, (tall, wide, 3)) + np.array((96, 74, 52))
    grain = cv2.resize(chance.normal(0, 12, (tall // 30, 8)).astype(np.float32), (wide, tall))
    photo = np.clip(desk + grain[..., None], 0, 255).astype(np.uint8)
    cv2.warpPerspective(page, turn, (wide, tall), photo, borderMode=cv2.BORDER_TRANSPARENT)
    return photo, place.astype(np.float32)
