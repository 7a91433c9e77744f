"""`sohotich serve` running for a bench, and somebody signed in."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTS_WITHIN, STOPS_WITHIN = 120.0, 30.0


@dataclass(frozen=True)
class Served:
    """Where it answers, and how long after the command it first did."""

    address: str
    cold_seconds: float


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """Serve the home on 127.0.0.1 until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "sohotich", "serve", "--home", str(home), "--port", str(port)]
    # Settings of this process must not reach the server: it finds its own in the home.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SOHOTICH_")}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _until_answers(address, process)
        yield Served(address, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOPS_WITHIN)


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"`sohotich serve` did not answer at {address}.")


def signed_in(username: str) -> str:
    """A session of this account, as the value of its cookie; Django is ready."""
    from django.conf import settings
    from django.test import Client

    from sohotich.foundation.people.models import User

    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
