"""A page larger than the machine: told at the page, in words, and no process dies of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from sohotich.engines.imaging import PdfOptions
from sohotich.pipeline.scanning import imagework
from sohotich.pipeline.scanning.imagework import (
    PageTask,
    PressTask,
    Region,
    SheetTask,
    analyse,
    press,
    read_sheet,
)
from tests.engines.hostile import png_claiming

_SIDE = 17_000  # squared just under the 300 megapixels that the guard lets through


def task(path: Path) -> PageTask:
    return PageTask("a", str(path), "0" * 64, 1, "two", 0, "")


def test_a_page_that_claims_too_much_is_refused_by_its_header(tmp_path) -> None:
    path = tmp_path / "trang.png"
    path.write_bytes(png_claiming(20_000, 20_000))
    found = analyse(task(path))
    assert found.failed
    assert "vượt giới hạn 300.000.000 điểm ảnh" in found.problem


def test_memory_that_is_not_there_is_told_at_the_page(tmp_path, monkeypatch) -> None:
    def load_page(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(imagework, "load_page", load_page)
    region = Region(str(tmp_path), 1, None, 0.0, (0.0, 0.0, 1.0, 1.0))
    for told in (
        analyse(task(tmp_path)).problem,
        read_sheet(SheetTask("a", str(tmp_path), 1)).problem,
        press(PressTask("a", (region,), PdfOptions())).problem,
    ):
        assert "quá lớn so với bộ nhớ" in told


def test_a_fault_of_ours_on_one_page_stops_no_book(tmp_path, monkeypatch) -> None:
    def load_page(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(imagework, "load_page", load_page)
    found = analyse(task(tmp_path))
    assert found.failed
    assert "Thử quét lại" in found.problem


def test_a_disk_that_is_gone_is_no_matter_of_the_page(tmp_path, monkeypatch) -> None:
    def load_page(*given: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(imagework, "load_page", load_page)
    with pytest.raises(OSError, match="gone"):
        analyse(task(tmp_path))


_WORK = """
import json, resource, sys
from sohotich.pipeline.scanning.imagework import PageTask, analyse
resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
for path in sys.argv[1:]:
    found = analyse(PageTask("a", path, "0" * 64, 1, "two", 0, ""))
    print(json.dumps([found.failed, found.problem]))
"""


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_real_page_larger_than_memory_and_then_another(tmp_path) -> None:
    from tests.pipeline.drawing import draw_page

    huge = tmp_path / "lon.jpg"
    Image.effect_noise((_SIDE // 10, _SIDE // 10), 40).resize((_SIDE, _SIDE)).save(huge, quality=60)
    usual = draw_page(tmp_path / "thuong.jpg", seed=3)
    command = [sys.executable, "-c", _WORK, str(huge), str(usual)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=500)
    first, second = map(json.loads, done.stdout.splitlines())
    assert first[0]
    assert "quá lớn so với bộ nhớ" in first[1]
    assert second == [False, ""]
