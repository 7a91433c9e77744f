"""The whole system as a newcomer starts, breaks and stops it."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import ClassVar

import pytest

from sohotich.config.serving import local
from sohotich.foundation.database.home import Home
from sohotich.foundation.database.place import place_of
from sohotich.foundation.database.server import running_pid

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="about the embedded server"
)
# Not the test run's own home, nor its settings.
ENV = {
    key: value
    for key, value in os.environ.items()
    if not key.startswith(("SOHOTICH_", "DJANGO_", "DATABASE_"))
}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sohotich", *map(str, words)]
    return subprocess.run(command, env=ENV, capture_output=True, text=True, timeout=60, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Serving:
    """`sohotich serve` running; `.said` is what it printed after `finish`."""

    started: ClassVar[list[Serving]] = []

    def __init__(self, home: Path, *options: str) -> None:
        self.home, self.port, self.said = home, free_port(), ""
        command = [sys.executable, "-m", "sohotich", "serve", "--home", str(home)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *options],
            env=ENV,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(self)

    def get(self, path: str = "/health/", scheme: str = "http", context=None) -> bytes:
        url = f"{scheme}://127.0.0.1:{self.port}{path}"
        return urllib.request.urlopen(url, timeout=10, context=context).read()

    def ready(self, **how) -> Serving:
        return self.until(lambda: self.get(**how) == b'{"ok": true}')

    def until(self, holds, seconds: float = 30) -> Serving:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return self
            except OSError:
                pass
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.1)
        raise AssertionError("did not come true in time")

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def finish(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        _, self.said = self.process.communicate(timeout=60)
        return self.process.returncode


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def gone(pids: list[int], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(map(alive, pids)):
        time.sleep(0.1)
    return not any(map(alive, pids))


@pytest.fixture
def home(tmp_path):
    # pytest's own folders are closed to others, as a careful person's are.
    path = tmp_path / "nhà của tôi"
    yield path
    for serving in Serving.started:
        if serving.process.poll() is None:
            serving.finish()
    Serving.started.clear()
    place = place_of(Home(path))
    pid = running_pid(place)
    if pid is not None:
        os.kill(pid, signal.SIGINT)
        gone([pid])
    if not place.folder.is_relative_to(path):
        subprocess.run(["rm", "-rf", str(place.folder)], check=False)


def test_it_answers_outlives_deaths_and_stops_cleanly(home):
    serving = Serving(home).ready()
    place = place_of(Home(home))
    again = run("serve", "--home", home, "--port", str(free_port()))
    assert (again.returncode, "đang chạy" in again.stderr) == (2, True)

    checked = run("check", "--home", home, "--json")
    result = json.loads(checked.stdout)
    assert [f["what"] for f in result["findings"]] == ["Chưa có đợt số hóa."]
    assert (checked.returncode, result["ok"]) == (1, False)

    children = serving.children()
    assert len(children) == 2
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    serving.until(lambda: len(set(serving.children()) - set(children)) == 2).ready()
    os.kill(running_pid(place), signal.SIGKILL)
    serving.until(lambda: running_pid(place) is not None).ready()

    children = serving.children()
    assert serving.finish() == 0
    assert f"http://127.0.0.1:{serving.port}" in serving.said
    assert gone(children, 1)
    assert running_pid(place) is None
    mode = home.stat().st_mode & 0o777
    assert mode & 0o066 == 0
    assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert {path.name.split("-")[0] for path in (home / "logs").iterdir()} >= {"gunicorn", "worker"}


def test_killed_whole_it_starts_again(home):
    serving = Serving(home).ready()
    children = serving.children()
    place = place_of(Home(home))
    for pid in (serving.process.pid, *children, running_pid(place)):
        os.kill(pid, signal.SIGKILL)
    serving.process.communicate()
    assert gone(children)
    # A stale file naming a live process that is not ours.
    pid_file = place.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    again = Serving(home).ready()
    assert again.finish(signal.SIGTERM) == 0
    assert running_pid(place) is None


def test_its_parts_do_not_outlive_a_killed_supervisor(home):
    serving = Serving(home).ready()
    children, place = serving.children(), place_of(Home(home))
    serving.process.kill()
    serving.process.communicate()
    assert gone(children)
    # The worker was the last to use the database, and stopped it.
    assert running_pid(place) is None


def test_a_command_starts_the_server_for_its_own_duration(home):
    assert run("check", "--home", home).returncode == 2
    migrated = run("migrate", "--home", home, "--json")
    assert migrated.returncode == 0, migrated.stderr
    assert json.loads(migrated.stdout)["units"] > 121
    assert running_pid(place_of(Home(home))) is None


def test_a_taken_port_is_told(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("serve", "--home", home, "--port", str(port))
    assert refused.returncode == 2
    assert f"Cổng {port}" in refused.stderr


def test_names_a_proxy_passes_on_reach_the_web_server(monkeypatch):
    monkeypatch.setenv("SOHOTICH_HOSTS", "hotich.tinh.example 10.1.2.3")
    assert local(8000).environment == {
        "SOHOTICH_BIND": "127.0.0.1:8000",
        "SOHOTICH_HOSTS": "hotich.tinh.example 10.1.2.3",
    }


def test_on_the_network_it_speaks_https_by_its_own_authority(home):
    serving = Serving(home, "--lan")
    root = home / "tls" / "root.pem"
    serving.until(root.exists)
    trusting = ssl.create_default_context(cafile=str(root))
    serving.ready(scheme="https", context=trusting)
    page = serving.get("/chung-thu/", "https", trusting).decode()
    assert "Windows" in page
    assert "Android" in page
    downloaded = serving.get("/chung-thu/goc.crt", "https", trusting)
    assert downloaded == ssl.PEM_cert_to_DER_cert(root.read_text())
    assert serving.finish() == 0
    said = serving.said
    fingerprint = next(line for line in said.splitlines() if "SHA-256" in line).split()[-1]
    assert fingerprint in page
    assert (home / "tls" / "root.key").stat().st_mode & 0o777 == 0o600
