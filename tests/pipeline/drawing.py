"""Small page images to run the stations on: rules, strokes, a number; no text of anybody."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np


def draw_page(path: Path, *, seed: int, entries: int = 1, width: int = 620) -> Path:
    """An upright page at 75 dpi with `entries` ruled parts under each other; what stands on it
    stands on lines and rises unevenly above them, as writing does.
    """
    chance = np.random.default_rng(seed)
    height = int(width * 1.414)
    page = np.full((height, width, 3), 244, np.uint8)
    page += chance.integers(0, 6, page.shape, dtype=np.uint8)
    for part in range(entries):
        top = part * height // entries
        if part:
            cv2.line(page, (8, top), (width - 8, top), (70, 70, 70), 2)
        for line in range(6):
            y = top + (line + 1) * height // entries // 8
            x = 40
            while x < width - 80:
                step = int(chance.integers(12, 34))
                rise = int(chance.integers(2, 13))
                cv2.line(page, (x, y), (x + step, y), (90, 40, 40), 2)
                cv2.line(page, (x, y), (x, y - rise), (90, 40, 40), 2)
                x += step + int(chance.integers(4, 14))
    cv2.imwrite(str(path), page)
    return path


def draw_folder(folder: Path, pages: int, *, entries: int = 1) -> Path:
    """`pages` images named so that plain sorting gets them wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, pages + 1):
        draw_page(folder / f"trang {number}.jpg", seed=number, entries=entries)
    return folder
