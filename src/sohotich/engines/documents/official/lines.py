"""How wide text is drawn: Tinos, Liberation Serif and Times New Roman have the same widths."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from sohotich.engines.documents.fonts import load_fonts


def width_of(text: str, font: str, size: float) -> float:
    """In mm, of one line."""
    load_fonts()
    return float(stringWidth(text, font, size) / mm)


def longest_drawn(text: str, font: str, size: float, room: float) -> float:
    """In mm, the longest line once `text` is broken to fit `room` (mm)."""
    lines = lines_in(text, font, size, room)
    return max((width_of(line, font, size) for line in lines), default=0.0)


def lines_in(text: str, font: str, size: float, room: float) -> list[str]:
    """The lines of `text`, broken to fit `room` (mm)."""
    load_fonts()
    return list(simpleSplit(text, font, size, room * mm))
