"""One way to open, date and save a sheet of A4, and the few strokes that all papers share."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import segno
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sohotich.engines.documents.fonts import load_fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
CREATOR = "sohotich"


def open_canvas(title: str, day: date) -> tuple[Canvas, io.BytesIO]:
    """Open an A4 canvas in memory whose bytes depend only on what is drawn and on `day`."""
    load_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, lang="vi-VN")
    describe(canvas, title, day)
    return canvas, buffer


def describe(canvas: Canvas, title: str, day: date) -> None:
    """Set a paper's properties; the creation time is the start of `day`, not of the machine."""
    canvas.setTitle(title)
    canvas.setAuthor(CREATOR)
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    # ReportLab offers only the present time or a date in 2000; a paper bears its own.
    canvas._doc._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)


def write_out(data: bytes, out: Path | BinaryIO) -> None:
    """Put a finished paper where the caller wants it: a path or an open binary file."""
    if isinstance(out, Path):
        out.write_bytes(data)
    else:
        out.write(data)


QUIET_MODULES = 4


def draw_qr(canvas: Canvas, text: str, x: float, y: float, side: float, error: str = "m") -> float:
    """Draw a QR code as vectors, quiet zone of 4 modules included, lower left corner at (x, y).

    Returns the width of the quiet zone: so far inside its square the code itself begins.
    """
    code = segno.make(text, error=error, micro=False)
    rows = [list(row) for row in code.matrix_iter(border=QUIET_MODULES)]
    module = side / len(rows)
    path: Any = canvas.beginPath()
    for index, row in enumerate(rows):
        bottom = y + side - (index + 1) * module
        for start, length in _runs(row):
            path.rect(x + start * module, bottom, length * module, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    return QUIET_MODULES * module


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs


def fitted_size(text: str, font: str, size: float, width: float, minimum: float = 6) -> float:
    """Give the largest size ≤ `size` at which `text` fits `width`, but never below `minimum`."""
    needed = stringWidth(text, font, size)
    return size if needed <= width else max(minimum, size * width / needed)


def wrap(text: str, font: str, size: float, width: float, lines: int) -> list[str]:
    """Break `text` at spaces into at most `lines` lines; what is left over ends in an ellipsis."""
    result: list[str] = [""]
    for word in text.split():
        longer = f"{result[-1]} {word}".strip()
        if not result[-1] or stringWidth(longer, font, size) <= width:
            result[-1] = longer
        else:
            result.append(word)
    kept = result[:lines]
    if len(result) > lines:
        kept[-1] += "…"
    return [shortened(line, font, size, width) for line in kept]


def shortened(line: str, font: str, size: float, width: float) -> str:
    """Cut `line` so that it fits `width`, ending in an ellipsis when something was cut."""
    while len(line) > 1 and stringWidth(line, font, size) > width:
        line = line.rstrip("…")[:-1].rstrip() + "…"
    return line
