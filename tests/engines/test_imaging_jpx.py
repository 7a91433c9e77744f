"""Leaving bit planes out saves time, not quality, and every decoder shows the same page."""

from __future__ import annotations

import io
import shutil
import subprocess

import cv2
import numpy as np
import pytest
from PIL import Image

from sohotich.engines.imaging import jpx, pdf_source
from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.pdf_file import Layer, Sheet, write
from sohotich.engines.imaging.whole import soften_paper
from tests.engines.pictures import draw_page


@pytest.fixture(scope="module")
def cover() -> np.ndarray:
    return np.asarray(cv2.subtract(np.full((1240, 1748), 245, np.uint8), _soft()), np.uint8)


def _soft() -> np.ndarray:
    return soften_paper(flatten(draw_page()))


def _decoded(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)))


def _pdf(data: bytes, image: np.ndarray) -> bytes:
    height, width = image.shape
    layer = Layer(data, "JPXDecode", width, height, 1)
    return write([Sheet((layer,), width * 0.24, height * 0.24)], (), "thu")


@pytest.mark.parametrize(("bits_per_pixel", "planes"), [(0.1, 3), (0.2, 2), (0.4, 1), (0.8, 0)])
def test_planes_left_out_cost_a_tenth_of_a_decibel(cover, monkeypatch, bits_per_pixel, planes):
    size = int(bits_per_pixel * cover.size / 8)
    assert jpx._skipped(bits_per_pixel) == planes
    left_out = cv2.PSNR(cover, _decoded(jpx.encode(cover, size)))
    monkeypatch.setattr(jpx, "SKIPPED_PLANES", ())
    whole = cv2.PSNR(cover, _decoded(jpx.encode(cover, size)))
    assert left_out > whole - 0.15


def test_paper_stays_even_and_near_its_tone():
    paper = np.full((600, 800), 245, np.uint8)
    paper[300, 200:600] = 40
    decoded = _decoded(jpx.encode(paper, 600)).astype(int)
    assert abs(int(np.median(decoded)) - 245) <= 4


def test_pdfium_and_poppler_show_what_openjpeg_decodes(cover, tmp_path):
    data = jpx.encode(cover, 20_000)
    wanted = _decoded(data)
    (tmp_path / "a.pdf").write_bytes(_pdf(data, cover))
    drawn = pdf_source.render(tmp_path / "a.pdf", 1, 300, grey=True)
    assert cv2.PSNR(wanted, np.ascontiguousarray(drawn[:1240, :1748])) > 40
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not on this machine; PDFium has checked")
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-singlefile", "a.pdf", "a"], cwd=tmp_path, check=True
    )
    poppler = np.asarray(Image.open(tmp_path / "a.pgm"))
    assert cv2.PSNR(wanted, np.ascontiguousarray(poppler[:1240, :1748])) > 35


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (40, 40), (17, 2000)])
def test_odd_sizes(shape):
    image = np.full(shape, 255, np.uint8)
    assert _decoded(jpx.encode(image, 200)).shape == shape
