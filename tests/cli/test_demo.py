"""The demonstration as a newcomer starts it, signs in, starts it a second time, and stops it."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import place_of
from sohotich.foundation.database.server import running_pid
from tests.cli.test_serving import ENV, free_port, run

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="about the embedded server"
)


class Started:
    """`sohotich demo` with the smallest province: one commune, one book."""

    def __init__(self, home: Path, log: Path) -> None:
        self.home, self.port, self.log = home, free_port(), log
        words = ["demo", "--home", str(home), "--port", str(self.port), "--scale", "0.01"]
        with log.open("w", encoding="utf-8") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sohotich", *words], env=ENV, stderr=out
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until_said(self, text: str, seconds: float = 120) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if text in self.said:
                return self.said
            time.sleep(0.1)
        raise AssertionError(self.said)

    def password(self, username: str) -> str:
        found = re.search(rf"{username} +(\S+)", self.until_said("quantri"))
        assert found, self.said
        return found[1]

    def finish(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    begun: list[Started] = []

    def begin() -> Started:
        begun.append(Started(tmp_path / "home", tmp_path / f"log-{len(begun)}"))
        return begun[-1]

    yield begin
    for started in begun:
        if started.process.poll() is None:
            started.finish()
    # As root the database lives outside of a folder that is closed to others.
    shutil.rmtree(place_of(Home(tmp_path / "home")).folder, ignore_errors=True)


def sign_in(port: int, username: str, password: str) -> str:
    """The page that follows."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/dang-nhap/"
    page = opener.open(address, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": username, "password": password}
    body = urllib.parse.urlencode(form).encode()
    answer = opener.open(urllib.request.Request(address, body, {"Referer": address}), timeout=20)
    return answer.read().decode()


def test_the_demonstration_is_filled_answers_and_keeps_what_was_done(start, tmp_path) -> None:
    home = tmp_path / "home"
    first = start()
    password = first.password("antap.nhap1")
    assert f"http://127.0.0.1:{first.port}" in first.said
    page = sign_in(first.port, "antap.nhap1", password)
    assert "Việc hôm nay" in page
    assert "KS.1998.01" in page
    first.until_said("Đã dựng xong tỉnh mẫu: 1 sổ.")

    for words in (("demo",), ("demo", "--reset")):
        second = run(*words, "--home", home, "--port", free_port())
        assert second.returncode == 2, second.stderr
        assert str(home) in second.stderr
    other = run("sample", "campaign", "--home", home, "--scale", "0.01")
    assert other.returncode == 2
    assert "sohotich demo --seed 1" in other.stderr

    assert first.finish() == 0, first.said
    assert running_pid(place_of(Home(home))) is None
    later = start()
    assert later.password("antap.nhap1") == password
    assert "Đang dựng" not in later.said
    assert later.finish() == 0, later.said


def test_an_installation_with_real_work_is_no_demonstration(tmp_path: Path) -> None:
    home = Home(tmp_path / "real").ensure()
    for words in (("demo",), ("demo", "--reset")):
        refused = run(*words, "--home", home.path, "--port", free_port())
        assert refused.returncode == 2
        assert "không phải dữ liệu thử" in refused.stderr
    assert home.exists()
