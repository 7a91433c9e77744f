"""Keeps the web server and the worker running, and ends them in order."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

_PR_SET_PDEATHSIG = 1
_FINISH_SECONDS = 35.0
_LOOK_SECONDS = 0.5
_LONGEST_PAUSE = 30.0
_STEADY_SECONDS = 60.0


@dataclass
class Child:
    """One process to keep running; started again, ever more slowly, when it dies."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 1.0
    started: float = 0.0
    again: float = field(default=0.0)

    def keep(self, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        now = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self._note_death(now, say)
        if now >= self.again:
            self.started = now
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                env={**environment, "SOHOTICH_PROCESS": self.name},
                # Ctrl-C is ours to pass on; if we are killed, they are told to finish.
                start_new_session=True,
                preexec_fn=_told_when_parent_dies,
                stdin=subprocess.DEVNULL,
            )

    def _note_death(self, now: float, say: Callable[[str], None]) -> None:
        assert self.process is not None
        steady = now - self.started > _STEADY_SECONDS
        self.pause = 1.0 if steady else min(self.pause * 2, _LONGEST_PAUSE)
        self.again = now + (0.0 if steady else self.pause / 2)
        say(f"Tiến trình {self.name} dừng (mã {self.process.returncode}), đang chạy lại.")
        self.process = None

    def tell_to_finish(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def finish(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _told_when_parent_dies() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def children() -> list[Child]:
    """The web server and the worker, run by this very Python."""
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:sohotich.config.gunicorn"]
    return [
        Child("web", gunicorn),
        Child("worker", [sys.executable, "-m", "sohotich", "worker"]),
    ]


def supervise(
    kept: list[Child],
    environment: Mapping[str, str],
    say: Callable[[str], None],
    on_look: Callable[[], None] = lambda: None,
) -> None:
    """Run the children until SIGTERM or Ctrl-C; `on_look` is called twice a second meanwhile."""
    told: list[int] = []

    def tell(number: int, frame: FrameType | None) -> None:
        told.append(number)

    former = {n: signal.signal(n, tell) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        while not told:
            on_look()
            for child in kept:
                child.keep({**os.environ, **environment}, say)
            time.sleep(_LOOK_SECONDS)
    finally:
        for child in kept:
            child.tell_to_finish()
        until = time.monotonic() + _FINISH_SECONDS
        for child in kept:
            child.finish(until)
        for number, handler in former.items():
            signal.signal(number, handler)
