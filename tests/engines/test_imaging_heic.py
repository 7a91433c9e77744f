"""HEIC: turned once, by the container; damaged ones told; the decoder can only compute."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from sohotich.engines.guard import Limits, Refused, inspect
from sohotich.engines.imaging import ImageError, heic, heic_worker, load_page
from tests.engines.heic_files import can_write, write_heic
from tests.engines.test_guard import _mutated

needs_libheif = pytest.mark.skipif(not can_write(), reason="no libheif with an encoder")

LETTER_F = np.zeros((240, 160, 3), np.uint8) + 255
LETTER_F[24:216, 32:64] = LETTER_F[24:56, 32:128] = LETTER_F[104:136, 32:104] = 0
STORED = {
    1: LETTER_F, 2: LETTER_F[:, ::-1], 3: LETTER_F[::-1, ::-1], 4: LETTER_F[::-1],
    5: LETTER_F.transpose(1, 0, 2), 6: np.rot90(LETTER_F), 7: np.rot90(LETTER_F[:, ::-1], -1),
    8: np.rot90(LETTER_F, -1),
}  # fmt: skip


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return b"\0\0\0\0" + exif.tobytes()


@needs_libheif
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_once_though_telephones_say_it_twice(tmp_path, orientation):
    """ISO/IEC 23008-12, 6.5.10 and 6.5.12: irot and imir count; EXIF only repeats them."""
    stored = np.ascontiguousarray(STORED[orientation])
    path = write_heic(tmp_path / "a.heic", stored, orientation, _exif(orientation))
    facts = inspect(path)
    assert (facts.kind, facts.media_type, facts.pages) == ("heic", "image/heic", 1)
    assert {facts.width, facts.height} == {160, 240}
    image = load_page(path).image
    assert image.shape == LETTER_F.shape
    assert np.abs(image.astype(int) - LETTER_F).mean() < 2


@needs_libheif
def test_cut_off_oversize_and_foreign_files_are_refused(tmp_path):
    path = write_heic(tmp_path / "a.heic", LETTER_F)
    content = path.read_bytes()
    with pytest.raises(Refused, match="vượt giới hạn"):
        inspect(path, Limits(pixels=1_000))
    path.write_bytes(content[:-40])
    with pytest.raises(Refused, match="cắt cụt"):
        inspect(path)
    path.write_bytes(content.replace(b"heic", b"avif").replace(b"mif1", b"avis"))
    with pytest.raises(Refused, match="không phải loại tệp"):
        inspect(path)


@needs_libheif
def test_damaged_ones_end_in_pixels_or_in_a_clear_error(tmp_path):
    content = write_heic(tmp_path / "a.heic", LETTER_F).read_bytes()
    undecodable = tmp_path / "c.heic"
    undecodable.write_bytes(content.replace(b"hvcC", b"hvcX"))
    with pytest.raises(ImageError, match=r"c\.heic: ảnh HEIC hỏng"):
        load_page(undecodable)
    chance, path, answers = random.Random(3), tmp_path / "b.heic", []
    for _ in range(60):
        path.write_bytes(_mutated(content, chance))
        try:
            load_page(path, limits=Limits(pixels=4_000_000))
            answers.append("pixels")
        except (ImageError, Refused) as error:
            answers.append(str(error))
    assert all(answer == "pixels" or answer.startswith("b.heic: ") for answer in answers)


def test_without_libheif_the_person_is_told_what_to_set(tmp_path, monkeypatch):
    monkeypatch.setattr(heic, "_found", [])
    monkeypatch.setattr(heic, "_command", lambda *words: ["false"])
    with pytest.raises(Refused) as refused:
        heic.ensure_readable("IMG_1.HEIC")
    assert "Tương thích nhất" in str(refused.value)
    assert "libheif1" in str(refused.value)


_TRIES = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
import heic_worker
heic_worker.confine(2_000_000_000, 5)
held = bytearray(1_000_000)
for name, act in (("file", lambda: open("/etc/passwd")), ("network", socket.socket),
                  ("program", lambda: os.execv("/bin/true", ["true"])),
                  ("signal", lambda: os.kill(os.getppid(), 0)),
                  ("memory", lambda: bytearray(3_000_000_000))):
    try:
        act()
    except (OSError, MemoryError):
        print(name)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's filter")
def test_the_decoder_may_only_compute():
    folder = heic_worker.__file__.rsplit("/", 1)[0]
    command = [sys.executable, "-I", "-S", "-c", _TRIES, folder]
    told = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert told.stdout.split() == ["file", "network", "program", "signal", "memory"]
