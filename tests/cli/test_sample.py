"""`sohotich sample book`, as a person at a terminal and as a program calls it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "sohotich", "sample"]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, check=False)


def test_json_is_the_truth_and_nothing_else(tmp_path: Path) -> None:
    done = _run(
        "book", "--type", "khai_sinh", "--entries", "3", "--seed", "7", "--layout", "rows",
        "--dpi", "80", "--out", str(tmp_path), "--json",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told.pop("out") == str(tmp_path)
    assert told == json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert set(told["pages"][0]["entries"][0]) >= {"number", "box", "record"}
    assert (tmp_path / told["pages"][0]["file"]).stat().st_size > 10_000


def test_a_book_of_another_type_by_name_or_code(tmp_path: Path) -> None:
    for number, name in enumerate(("ket_hon", "KH")):
        done = _run(
            "book", "--type", name, "--entries", "1", "--abroad", "1", "--dpi", "80",
            "--out", str(tmp_path / str(number)), "--json",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        told = json.loads(done.stdout)
        assert told["book"]["type"] == "KH"
        assert told["pages"][0]["file"] == "KH.1998.01.trang-001.jpg"
        record = told["pages"][0]["entries"][0]["record"]
        assert record["chongHoTen"]
        assert record["qgNuocNgoaiDaDangKy"] in record["ghiChu"]


def test_people_are_told_in_vietnamese(tmp_path: Path) -> None:
    done = _run("book", "--entries", "1", "--dpi", "80", "--out", str(tmp_path))
    assert (done.returncode, done.stdout) == (
        0,
        f"Đã vẽ 1 trường hợp trên 1 trang vào {tmp_path}.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--type", "so_la"], "so_la"),
        (["--type", "ket_hon", "--layout", "spread"], "one hoặc two"),
        (["--type", "GCLH", "--year", "1998"], "1998"),
        (["--type", "KH", "--abroad", "99"], "từ 1 đến 20"),
        (["--entries", "0"], "Số trường hợp"),
        (["--year", "1950"], "1950"),
        (["--unit", "00001"], "00001"),
        (["--layout", "five"], "five"),
    ],
)
def test_bad_wishes_exit_2_and_say_why(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = _run("book", *arguments, "--out", str(tmp_path / "new"))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    done = _run("book", "--entries", "1", "--out", str(tmp_path / "taken" / "book"))
    assert done.returncode == 2
    assert "taken" in done.stderr


def test_help_starts_at_once() -> None:
    started = time.monotonic()
    done = _run("book", "--help")
    assert time.monotonic() - started < 1.5  # the contract's second, and a busy machine's half
    assert "Vẽ một quyển sổ mẫu" in done.stdout
