"""Fonts: where they are, how wide a text runs, which hand a person writes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from sohotich.sample.world.chance import dice
from sohotich.sample.world.options import WorldError

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FACES = {
    "serif": "serif.ttf",
    "bold": "serif-bold.ttf",
    "italic": "serif-italic.ttf",
    "sans": "sans.ttf",
    "sans-bold": "sans-bold.ttf",
}
# Joined hands for names written as usual; plain hands for names written in capitals.
JOINED = ("hand-01", "hand-02", "hand-03", "hand-04", "hand-06", "hand-07")
PLAIN = ("hand-04", "hand-05", "hand-06", "hand-08")
_MEASURE = 200  # px


@lru_cache(maxsize=512)
def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The font at an em of whole pixels, without shaping, so that machines agree."""
    path = FONTS / FACES.get(name, f"{name}.ttf")
    try:
        return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        raise WorldError(
            f"Thiếu phông chữ {path.name}. Chạy `npm run build` rồi làm lại."
        ) from None


@lru_cache(maxsize=64)
def x_height(name: str) -> float:
    """Height of an x in ems."""
    _, top, _, bottom = font(name, _MEASURE).getbbox("x", anchor="ls")
    return float(bottom - top) / _MEASURE


def width_in_ems(name: str, text: str) -> float:
    return font(name, _MEASURE).getlength(text) / _MEASURE


def hand_width(name: str, text: str, size: float) -> float:
    """Width of handwriting whose x is `size` high, in the same unit."""
    return width_in_ems(name, text) * size / x_height(name) + 0.15 * size * text.count(" ")


def hand_of(seed: int, who: str, *, capitals: bool) -> str:
    """The font in which a person writes."""
    return dice("hand", seed, who).choice(PLAIN if capitals else JOINED)
