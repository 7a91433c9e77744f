"""Damaged images that pass the guard still end in pixels or in a clear error, never in a crash."""

from __future__ import annotations

import gc
import io
import os
import random
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from sohotich.engines.guard import Limits, Refused
from sohotich.engines.imaging import ImageError, load_page
from tests.engines import hostile
from tests.engines.test_guard import _mutated

LIMITS = Limits(pixels=4_000_000)
LONGEST = 20.0  # seconds for one small file, on a machine busy with other things
MORE_MB = 60


def _small_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(120, 90))
    document.pages[0].obj.Contents = document.make_stream(b"0.5 g 10 10 50 50 re f BT ET")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SEEDS = [
    hostile.image_bytes("JPEG"),
    hostile.image_bytes("JPEG", progressive=True),
    hostile.image_bytes("PNG"),
    hostile.tiff_bytes(2),
    hostile.image_bytes("TIFF", compression="jpeg"),
    _small_pdf(),
]


def _fuzz(folder, count: int, seed: int) -> dict[str, int]:
    chance, path = random.Random(seed), folder / "dot_bien"
    ends = {"pixels": 0, "refused": 0, "error": 0}
    for number in range(count):
        path.write_bytes(_mutated(SEEDS[number % len(SEEDS)], chance))
        begun = time.monotonic()
        try:
            page = load_page(path, 1, LIMITS)
            assert page.image.ndim == 3
            ends["pixels"] += 1
        except Refused:
            ends["refused"] += 1
        except ImageError:
            ends["error"] += 1
        assert time.monotonic() - begun < LONGEST, f"file {number} of seed {seed}"
    return ends


def test_mutated_images_end_well(tmp_path):
    ends = _fuzz(tmp_path, 600, seed=3)
    assert min(ends.values()) > 5, ends


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_mutated_images_end_well_and_leave_nothing(tmp_path):
    # Loaders and pools of memory take their share first.
    _fuzz(tmp_path, 1_000, seed=5)
    before = _megabytes()
    assert min(_fuzz(tmp_path, 10_000, seed=4).values()) > 100
    assert _megabytes() < before + MORE_MB


def _megabytes() -> float:
    """What this process holds in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_a_tiff_of_unknown_compression_is_an_error(tmp_path):
    data = bytearray(hostile.tiff_bytes(1))
    order = "little" if data[:2] == b"II" else "big"
    at = int.from_bytes(data[4:8], order)
    for entry in range(int.from_bytes(data[at : at + 2], order)):
        place = at + 2 + 12 * entry
        if int.from_bytes(data[place : place + 2], order) == 259:  # Compression
            data[place + 8 : place + 10] = (34712).to_bytes(2, order)
    path = tmp_path / "la.tif"
    path.write_bytes(bytes(data))
    with pytest.raises((ImageError, Refused)):
        load_page(path)


def test_the_seeds_themselves_load(tmp_path):
    for data in SEEDS:
        path = tmp_path / "goc"
        path.write_bytes(data)
        assert load_page(path).image.size
    assert Image.MAX_IMAGE_PIXELS is None, "the guard's own limit rules"
