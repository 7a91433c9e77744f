"""The example of a scanning station: each file sent once, refused ones put away, lost ones kept."""

from __future__ import annotations

import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "scan-station.sh"
TOKEN = "sht_" + "a" * 43


class Server(ThreadingHTTPServer):
    """Answers by what the file holds; remembers the keys it was sent."""

    seen: list[tuple[str, str]]


class Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Server)
        self.server.seen.append((self.headers["Idempotency-Key"], self.headers["Authorization"]))
        status = next(int(s) for s in ("201", "422", "503", "401") if f"={s}=".encode() in body)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(b'{"detail": "vi sao"}')

    def log_message(self, *words: object) -> None: ...


@pytest.fixture
def server():
    running = Server(("127.0.0.1", 0), Answers)
    running.seen = []
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def run(server: Server, folder: Path, rounds: int) -> subprocess.CompletedProcess[str]:
    token = folder.parent / "token"
    token.write_text(TOKEN + "\n")
    given = {
        "PATH": os.environ["PATH"],
        "SERVER": f"http://127.0.0.1:{server.server_port}",
        "TOKEN_FILE": str(token),
        "BOOK": "0193a3b6-8d5e-7c00-9000-000000000001",
        "PAUSE": "0",
        "SETTLED": "0",
    }
    return subprocess.run(
        ["sh", SCRIPT, folder, str(rounds)], env=given, capture_output=True, text=True, timeout=60
    )


def test_sent_refused_and_lost_files(server, tmp_path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name, status in (("trang 1.jpg", 201), ("hỏng.jpg", 422), ("mất-mạng.jpg", 503)):
        (folder / name).write_text(f"={status}=")
    done = run(server, folder, rounds=2)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (folder / "da-gui").iterdir()] == ["trang 1.jpg"]
    assert (folder / "bi-tu-choi" / "hỏng.jpg.json").read_text() == '{"detail": "vi sao"}'
    assert [path.name for path in folder.glob("*.jpg")] == ["mất-mạng.jpg"]
    keys = [key for key, _ in server.seen]
    assert len(keys) == 4
    assert len(set(keys)) == 3, "the lost one goes again under its own key"
    assert {token for _, token in server.seen} == {f"Bearer {TOKEN}"}


def test_a_token_that_is_refused_stops_the_station(server, tmp_path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.jpg").write_text("=401=")
    done = run(server, folder, rounds=3)
    assert done.returncode == 1
    assert "vi sao" in done.stderr
    assert (folder / "a.jpg").exists()
    assert len(server.seen) == 1
