"""What the scan bench runs on each page: the usual tools, our coder alone, and all our steps."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.scan_pages import Matrix, Subject
from sohotich.engines.imaging import (
    Page,
    PdfOptions,
    crop,
    deskew,
    find_pages,
    load_page,
    make_pdf,
    rectify,
    split,
)
from sohotich.engines.imaging.pdf_file import Layer, Sheet, write
from sohotich.engines.recognition import read_sheets

CAP = 100_000
ROOM = 3_000  # bytes for the PDF around one image
LEVEL_DEG = 0.15  # as the scanning station: turning by less mends nothing


@dataclass(frozen=True)
class Made:
    """One PDF: the page it should look like, and what takes points of the subject's page there."""

    pdf: Path
    page: Page
    turn: Matrix


Tool = Callable[[Subject, Path], None]


def wrapped(jpeg: bytes, width: int, height: int, dpi: float) -> bytes:
    """The JPEG as it is inside a PDF, as img2pdf does."""
    layer = Layer(jpeg, "DCTDecode", width, height, 3)
    return write([Sheet((layer,), width * 72 / dpi, height * 72 / dpi)], (), "bench")


def absent(name: str) -> str:
    """The programs that a tool needs and this machine lacks, in words."""
    return ", ".join(program for program in NEEDS.get(name, ()) if shutil.which(program) is None)


def whole_way(subject: Subject, out: Path) -> list[Made]:
    """From the file as it came to one PDF per registration: find, level, look for codes, cut."""
    page = load_page(subject.raw)
    found = find_pages(page)[0]
    flat = rectify(page, found)
    turned = abs(found.skew_deg) >= LEVEL_DEG
    level = deskew(flat, found.skew_deg) if turned else flat
    read_sheets(level.image)
    options = subject.spec.options
    rows = options.entries if options.layout == "rows" else None
    made = []
    to_level = _to_level(found.quad, level, found.skew_deg if turned else 0.0)
    for number, cut in enumerate(_whole_cuts(level, options.layout, rows)):
        piece = crop(level, cut)
        pdf = out.with_suffix(f".{number}.pdf")
        make_pdf([piece], pdf, PdfOptions(max_bytes=CAP))
        shift = np.array([(1, 0, -max(0, cut.box[0])), (0, 1, -max(0, cut.box[1])), (0, 0, 1.0)])
        made.append(Made(pdf, piece, shift @ to_level @ np.linalg.inv(subject.to_page)))
    return made


def _whole_cuts(level: Page, layout: str, rows: int | None) -> list[object]:
    """A registration over both leaves is pressed as the one picture it is."""
    if layout in ("one", "spread"):
        return list(split(level, "one"))
    return list(split(level, layout, rows))


def _to_level(quad: object, level: Page, skew: float) -> Matrix:
    right, bottom = level.width - 1.0, level.height - 1.0
    corners = np.array([(0, 0), (right, 0), (right, bottom), (0, bottom)], np.float32)
    out = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    turn = cv2.getRotationMatrix2D((level.width / 2, level.height / 2), skew, 1.0)
    return np.vstack([turn, (0, 0, 1)]) @ out


def coder(profile: str) -> Tool:
    """Our coder alone, on the page as the other tools get it."""
    options = PdfOptions(max_bytes=CAP, profile=profile)

    def press(subject: Subject, out: Path) -> None:
        make_pdf([load_page(subject.jpeg)], out, options)

    return press


def _jpeg150(subject: Subject, out: Path) -> None:
    """What a careful person would script: 150 dpi, the best JPEG quality under the cap."""
    with Image.open(subject.jpeg) as source:
        scale = 150 / subject.page.dpi
        small = source.resize((round(source.width * scale), round(source.height * scale)))
    out.write_bytes(wrapped(_searched(small), small.width, small.height, 150))


def _img2pdf(subject: Subject, out: Path) -> None:
    """img2pdf wraps a JPEG losslessly; the search brings it under the cap at full resolution."""
    import img2pdf

    with Image.open(subject.jpeg) as source:
        best = _searched(source.convert("RGB"))
    layout = img2pdf.get_fixed_dpi_layout_fun((subject.page.dpi,) * 2)
    out.write_bytes(img2pdf.convert(best, layout_fun=layout))


def _searched(image: Image.Image) -> bytes:
    least, most, best = 1, 95, b""
    while least <= most:
        quality, packed = (least + most) // 2, io.BytesIO()
        image.save(packed, "JPEG", quality=quality, optimize=True, progressive=True)
        if packed.tell() <= CAP - ROOM or (not best and quality == 1):
            best, least = packed.getvalue(), quality + 1
        else:
            most = quality - 1
    return best


def _ghostscript(subject: Subject, out: Path) -> None:
    switches = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite"]
    source = str(subject.jpeg.with_suffix(".goc.pdf"))
    command = ["gs", *switches, "-dPDFSETTINGS=/ebook", f"-sOutputFile={out}", source]
    subprocess.run(command, check=True, capture_output=True)


def _ocrmypdf(subject: Subject, out: Path) -> None:
    switches = ["-q", "-j1", "--optimize", "3", "--output-type", "pdf", "--tesseract-timeout", "0"]
    source = str(subject.jpeg.with_suffix(".goc.pdf"))
    subprocess.run(["ocrmypdf", *switches, source, str(out)], check=True, capture_output=True)


PLAIN, CODER = "sohotich, coding alone, plain JPEG", "sohotich, coding alone"
WHOLE_WAY = "sohotich, end to end"
TOOLS: dict[str, Tool] = {
    "OCRmyPDF -O3, OCR off": _ocrmypdf,
    "Ghostscript /ebook": _ghostscript,
    "Pillow JPEG 150 dpi, searched": _jpeg150,
    "img2pdf + JPEG 300 dpi, searched": _img2pdf,
    PLAIN: coder("jpeg"),
    CODER: coder("auto"),
}
NEEDS = {
    "OCRmyPDF -O3, OCR off": ("ocrmypdf", "pngquant"),
    "Ghostscript /ebook": ("gs",),
}
