"""Scan → PDF: bytes, CPU, hairline loss and the judge's similarity, beside the usual tools.

Hairline loss is what our coder selects by; stroke loss and similarity are the judge's, which it
never sees. Every result is drawn by PDFium at 300 dpi, evened and compared with the original.
"""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.tables import Table, cpu_seconds, spread
from sohotich.engines.imaging import Page, PdfOptions, load_page, make_pdf, measures
from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.ink import find_ink
from sohotich.engines.imaging.pdf_file import Layer, Sheet, write
from sohotich.engines.imaging.pdf_source import render

CAP, REPEATS = 100_000, 3
SIZES = (("A4", "one", 3), ("nửa A4", "two", 4), ("A3", "spread", 3))
COLUMNS = (
    "page", "tool", "kB median/max", "CPU s min/median/max", "hairline loss % mean/max",
    "stroke loss %", "similarity", "marks lost %",
)  # fmt: skip
ABSENT = "không có ở máy này"


@dataclass(frozen=True)
class Subject:
    """A page as a JPEG file and as a PDF holding that JPEG, for tools that read PDFs."""

    jpeg: Path
    pdf: Path
    page: Page


@dataclass(frozen=True)
class Outcome:
    bytes: int
    seconds: list[float]
    hairline: float
    stroke: float
    similarity: float
    marks: float


def rows() -> Table:
    """Each tool over the same sample pages; seconds are CPU, children included."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for size, layout, count in SIZES:
            subjects = list(_subjects(Path(folder), size, layout, count))
            for name, (needs, tool) in TOOLS.items():
                if any(shutil.which(program) is None for program in needs):
                    lines.append([size, name, ABSENT, *["–"] * 5])
                    continue
                lines.append(_line(size, name, [_measure(s, tool) for s in subjects]))
    note = f"Cap {CAP} bytes for sohotich and JPEG 150 dpi; the others know no cap."
    return Table("Scan → PDF", COLUMNS, lines, note)


def _subjects(folder: Path, size: str, layout: str, count: int) -> Iterator[Subject]:
    out = folder / layout
    words = ["sample", "book", "--type", "khai_sinh", "--entries", str(count), "--seed", "5"]
    command = [sys.executable, "-m", "sohotich", *words, "--layout", layout, "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    for path in sorted(out.glob("*.jpg")):
        page = load_page(path)
        if layout == "two":
            page = page.with_image(np.ascontiguousarray(page.image[: page.height // 2]))
            Image.fromarray(page.image).save(path, quality=92, dpi=(300, 300))
            page = load_page(path)
        pdf = path.with_suffix(".goc.pdf")
        pdf.write_bytes(_wrapped(path.read_bytes(), page.width, page.height, page.dpi))
        yield Subject(path, pdf, page)


def _wrapped(jpeg: bytes, width: int, height: int, dpi: float) -> bytes:
    """The JPEG as it is inside a PDF, as img2pdf does."""
    layer = Layer(jpeg, "DCTDecode", width, height, 3)
    return write([Sheet((layer,), width * 72 / dpi, height * 72 / dpi)], (), "bench")


def _measure(subject: Subject, tool: Callable[[Subject, Path], object]) -> Outcome:
    out = subject.pdf.with_suffix(".ra.pdf")
    seconds = [cpu_seconds(lambda: tool(subject, out)) for _ in range(REPEATS)]
    before = flatten(subject.page.image).luma
    ink = find_ink(before)
    drawn = render(out, 1, subject.page.dpi)
    if drawn.shape != subject.page.image.shape:
        drawn = np.asarray(cv2.resize(drawn, before.shape[::-1]), np.uint8)
    after = flatten(drawn).luma
    similarity, stroke = measures.gradient_scores(before, after, ink)
    hairline = measures.hairline_loss(before, after, ink)
    marks = measures.marks_lost(before, after, ink)
    return Outcome(out.stat().st_size, seconds, hairline, stroke, similarity, marks)


def _line(size: str, name: str, found: list[Outcome]) -> list[str]:
    kilobytes = [outcome.bytes / 1000 for outcome in found]
    hairline = [100 * outcome.hairline for outcome in found]
    return [
        size,
        name,
        f"{statistics.median(kilobytes):.1f}/{max(kilobytes):.1f}",
        spread([s for outcome in found for s in outcome.seconds]),
        f"{statistics.mean(hairline):.3f}/{max(hairline):.3f}",
        f"{100 * statistics.mean(o.stroke for o in found):.3f}",
        f"{statistics.mean(o.similarity for o in found):.4f}",
        f"{100 * statistics.mean(o.marks for o in found):.2f}",
    ]


def _ours(profile: str) -> Callable[[Subject, Path], object]:
    options = PdfOptions(max_bytes=CAP, profile=profile)
    return lambda subject, out: make_pdf([load_page(subject.jpeg)], out, options)


def _jpeg150(subject: Subject, out: Path) -> None:
    """What a careful person would script: 150 dpi, the best JPEG quality under the cap."""
    with Image.open(subject.jpeg) as source:
        scale = 150 / subject.page.dpi
        small = source.resize((round(source.width * scale), round(source.height * scale)))
    least, most, best = 5, 95, b""
    while least <= most:
        quality, packed = (least + most) // 2, io.BytesIO()
        small.save(packed, "JPEG", quality=quality, optimize=True)
        if packed.tell() <= CAP - 3_000:
            best, least = packed.getvalue(), quality + 1
        else:
            most = quality - 1
    out.write_bytes(_wrapped(best, small.width, small.height, 150))


def _ghostscript(subject: Subject, out: Path) -> None:
    switches = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"]
    command = ["gs", *switches, "-dPDFSETTINGS=/ebook", f"-sOutputFile={out}", str(subject.pdf)]
    subprocess.run(command, check=True, capture_output=True)


def _ocrmypdf(subject: Subject, out: Path) -> None:
    switches = ["-q", "-j1", "--optimize", "3", "--output-type", "pdf", "--tesseract-timeout", "0"]
    command = ["ocrmypdf", *switches, str(subject.pdf), str(out)]
    subprocess.run(command, check=True, capture_output=True)


# name → programs it needs on the path, and how it is run.
TOOLS: dict[str, tuple[tuple[str, ...], Callable[[Subject, Path], object]]] = {
    "sohotich": ((), _ours("auto")),
    "sohotich --profile jpeg": ((), _ours("jpeg")),
    "Pillow JPEG 150 dpi": ((), _jpeg150),
    "Ghostscript /ebook": (("gs",), _ghostscript),
    "OCRmyPDF -O3": (("ocrmypdf", "pngquant"), _ocrmypdf),
}
