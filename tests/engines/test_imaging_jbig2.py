"""Our JBIG2 comes back bit for bit from three decoders that are not ours."""

from __future__ import annotations

import shutil
import struct
import subprocess

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as IMAGE

from sohotich.engines.imaging import jbig2
from sohotich.engines.imaging.flatten import flatten
from sohotich.engines.imaging.ink import find_ink
from sohotich.engines.imaging.pdf_file import Layer, Sheet, write
from tests.engines.pictures import draw_page


def _pdf(mask: np.ndarray) -> bytes:
    height, width = mask.shape
    layer = Layer(jbig2.encode(mask), "JBIG2Decode", width, height, 1)
    return write([Sheet((layer,), width * 0.24, height * 0.24)], (), "thu")


def _by_pdfium(mask: np.ndarray) -> np.ndarray:
    with pypdfium2.PdfDocument(_pdf(mask)) as document:
        page = document[0]
        bitmap = next(o for o in page.get_objects() if o.type == IMAGE).get_bitmap()
        pixels = np.array(bitmap.to_pil().convert("L"))
        bitmap.close()
        page.close()
    return (pixels < 128).astype(np.uint8)


def _samples() -> list[np.ndarray]:
    chance = np.random.default_rng(5)
    page = find_ink(flatten(draw_page((900, 700))).luma).mask
    return [
        page,
        (chance.random((97, 131)) < 0.5).astype(np.uint8),
        (chance.random((64, 40)) < 0.02).astype(np.uint8),
        np.ones((33, 17), np.uint8),
        np.zeros((5, 300), np.uint8),
        np.tile(np.array([[0, 1], [1, 0]], np.uint8), (20, 30)),
        np.ones((1, 1), np.uint8),
    ]


@pytest.mark.parametrize("mask", _samples(), ids=lambda m: f"{m.shape[1]}x{m.shape[0]}")
def test_pdfium_gives_the_mask_back(mask):
    assert np.array_equal(_by_pdfium(mask), mask)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 70), st.integers(1, 40), st.floats(0, 1), st.integers(0, 2**31))
def test_pdfium_gives_any_mask_back(width, height, density, seed):
    mask = (np.random.default_rng(seed).random((height, width)) < density).astype(np.uint8)
    assert np.array_equal(_by_pdfium(mask), mask)


def test_poppler_gives_the_mask_back(tmp_path):
    """poppler-utils is one of the two Debian packages that `make test` installs."""
    if shutil.which("pdfimages") is None:
        pytest.skip("pdfimages (poppler-utils) is not on this machine")
    mask = _samples()[0]
    (tmp_path / "a.pdf").write_bytes(_pdf(mask))
    subprocess.run(["pdfimages", "-png", "a.pdf", "a"], cwd=tmp_path, check=True)
    pixels = np.asarray(Image.open(tmp_path / "a-000.png").convert("L"))
    assert np.array_equal((pixels < 128).astype(np.uint8), mask)


def test_jbig2dec_gives_the_mask_back(tmp_path):
    if shutil.which("jbig2dec") is None:
        pytest.skip("Debian's jbig2dec is not on this machine; PDFium and Poppler have checked")
    mask = _samples()[0]
    file_header = b"\x97JB2\r\n\x1a\n\x01" + struct.pack(">I", 1)
    ends = struct.pack(">IBBBI", 2, 49, 0, 1, 0) + struct.pack(">IBBBI", 3, 51, 0, 0, 0)
    (tmp_path / "a.jb2").write_bytes(file_header + jbig2.encode(mask) + ends)
    subprocess.run(["jbig2dec", "-o", "a.pbm", "a.jb2"], cwd=tmp_path, check=True)
    pixels = np.asarray(Image.open(tmp_path / "a.pbm").convert("L"))
    assert np.array_equal((pixels < 128).astype(np.uint8), mask)


def test_it_compresses_print_better_than_group_4(tmp_path):
    mask = _samples()[0]
    Image.fromarray(mask == 0).save(tmp_path / "a.tif", compression="group4")
    assert len(jbig2.encode(mask)) < 0.9 * (tmp_path / "a.tif").stat().st_size
