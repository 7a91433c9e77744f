"""`sohotich pdf` and `sohotich pages`, as the contract of the command line has them."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from PIL import Image

from tests.engines import pictures

PDF_KEYS = {"bytes", "method", "dpi", "legibility", "verdict", "reason", "cpu_seconds"}


def _run(*words):
    command = [sys.executable, "-m", "sohotich", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    path = tmp_path_factory.mktemp("quet") / "trang.jpg"
    Image.fromarray(pictures.draw_page((1240, 877))).save(path, dpi=(300, 300), quality=90)
    return path


def test_pdf_prints_one_json_object(tmp_path, scan):
    done = _run("pdf", scan, scan, tmp_path / "ra.pdf", "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert result.keys() >= PDF_KEYS
    assert result["pages"] == 2
    assert result["bytes"] == (tmp_path / "ra.pdf").stat().st_size <= 100_000
    assert "score" in result["legibility"]


def test_pdf_that_should_be_scanned_again_exits_1(tmp_path, scan):
    done = _run("pdf", scan, tmp_path / "ra.pdf", "--max-bytes", 5_000, "--json")
    assert json.loads(done.stdout)["verdict"] == "rescan"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["pdf", "{bad}", "{out}"], "hong.jpg: ảnh bị cắt cụt"),
        (["pdf", "{scan}", "{out}.txt"], "phải kết thúc bằng .pdf"),
        (["pdf", "khong_co.jpg", "{out}"], "khong_co.jpg: không tìm thấy"),
        (["pdf", "{scan}", "{out}", "--max-bytes", "100"], "quá nhỏ"),
        (["pages", "split", "{scan}", "--layout", "rows"], "--rows"),
        (["pages", "find", "{bad}"], "hong.jpg"),
    ],
)
def test_bad_input_exits_2_and_names_it(tmp_path, scan, words, says):
    (tmp_path / "hong.jpg").write_bytes(scan.read_bytes()[:900])
    places = {"bad": tmp_path / "hong.jpg", "scan": scan, "out": tmp_path / "ra.pdf"}
    done = _run(*(word.format(**places) for word in words))
    assert done.returncode == 2
    assert says in done.stderr
    assert not done.stdout


def test_pages_find_and_split(scan):
    (found,) = json.loads(_run("pages", "find", scan, "--json").stdout)["pages"]
    assert found.keys() == {
        "page", "quad", "skew_deg", "confidence", "turned", "blank", "doubts", "cuts",
    }  # fmt: skip
    assert len(found["quad"]) == 4
    done = _run("pages", "split", scan, "--layout", "rows", "--rows", 3, "--json")
    (page,) = json.loads(done.stdout)["pages"]
    assert [set(cut) for cut in page["cuts"]] == [
        {"box", "number", "confidence", "joins", "empty", "doubt"}
    ] * 3


def test_help_is_vietnamese_and_quick():
    started = time.perf_counter()
    done = _run("pdf", "--help")
    assert "Dung lượng tối đa" in done.stdout
    assert time.perf_counter() - started < 3, "no image library is loaded for --help"
