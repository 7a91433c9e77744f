"""Backup, its check and its restore from the command line, on machines of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_first_steps import ADMINISTRATOR, CAMPAIGN
from tests.cli.test_serving import pytestmark as embedded
from tests.cli.test_serving import run

pytestmark = embedded


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("backup") / "home"
    assert run("migrate", "--home", made).returncode == 0
    assert run("campaign", "set", *CAMPAIGN, "--home", made).returncode == 0
    assert run("account", "create", *ADMINISTRATOR, "--home", made).returncode == 0
    return made


def answer(*words: str | Path) -> dict:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: dict = json.loads(done.stdout)
    return found


def test_the_drill(home, tmp_path) -> None:
    """Key, backup, check, restore on an empty machine, the same rows there, the log whole."""
    key, out, new = tmp_path / "khoa", tmp_path / "kho", tmp_path / "new"
    answer("backup", "key", key)
    assert answer("audit", "head", "--home", home, "--out", tmp_path / "heads")["seal"] == 1
    made = answer("backup", out, "--home", home, "--as", "quan.tri", "--key-file", key)
    assert (made["good"], made["encrypted"]) == (True, True)
    assert [one["name"] for one in answer("backup", "list", out)["backups"]] == [made["name"]]
    checked = answer("backup", "verify", out, "--key-file", key)
    assert (checked["ok"], checked["rows"]) == (True, made["rows"])
    restored = answer("restore", out, "--home", new, "--key-file", key)
    assert {k: restored[k] for k in restored} == {k: made[k] for k in restored}
    verdict = answer("audit", "verify", "--home", new, "--heads", tmp_path / "heads")
    assert (verdict["ok"], verdict["seals"]) == (True, 1)
    assert answer("check", "--home", new) == {"ok": True, "findings": []}
    again = run("restore", out, "--home", new, "--key-file", key)
    assert (again.returncode, "không ghi đè" in again.stderr) == (2, True)
    assert answer("restore", out, "--home", new, "--key-file", key, "--replace") == restored


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "list", "{empty}"), "không có bản sao lưu"),
        (("backup", "verify", "{empty}"), "không có bản sao lưu"),
        (("restore", "{empty}", "--home", "{new}"), "không có bản sao lưu"),
        (("backup", "key", "{here}"), "Không tạo được tệp khóa"),
        (("backup", "make", "{out}", "--home", "{home}", "--key-file", "{short}"), "ngắn hơn"),
        (("backup", "make", "{out}", "--home", "{home}", "--as", "ai.do"), "Không có tài khoản"),
    ],
)
def test_what_is_refused(words, said, home, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "short").write_text("ngắn")
    names = {name: tmp_path / name for name in ("empty", "new", "out", "short")}
    names |= {"here": tmp_path / "short", "home": home}
    done = run(*(word.format(**names) for word in words))
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "new").exists()
