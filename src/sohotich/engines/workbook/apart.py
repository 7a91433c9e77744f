"""Reading cells in a process apart, with bounds on its memory and time."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import pickle
import select
import subprocess
import sys
import threading
import time as clock
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from sohotich.engines.workbook import cells_program

Value = str | float | bool | date | datetime | time | timedelta

# A full grid of the usual limits takes a quarter of this.
_MEMORY: Final = 2 << 30
_SECONDS: Final = 120
# A process that read much keeps what it took; one that read many may have kept a little of each.
_LARGE: Final = 8 << 20
_MANY: Final = 200


class Unreadable(ValueError):
    """The file is damaged, or asks for more memory or time than any sound one."""


class Cells(NamedTuple):
    """All sheets' names, the place of the one that was read, and its rows from A1."""

    names: list[str]
    chosen: int
    rows: list[list[Value]]


class _Ended(Exception):
    """The process apart gave no answer, or none in time."""


def read_cells(path: Path, preferred: Iterable[str]) -> Cells:
    """The cells of the first sheet named in `preferred`, or else of the first; Unreadable."""
    question = (str(path.resolve()), sorted(preferred))
    if multiprocessing.parent_process() is not None:
        # A worker among many files is apart already.
        return _read_here(*question)
    reader = _taken()
    try:
        answer = reader.ask(question)
    except (_Ended, OSError):
        reader.end()
        raise Unreadable(path.name) from None
    _given_back(reader)
    if answer is None:
        raise Unreadable(path.name)
    return Cells(*answer)


def _read_here(path: str, preferred: list[str]) -> Cells:
    try:
        return Cells(*cells_program.read(path, preferred))
    except Exception as error:
        raise Unreadable(Path(path).name) from error


class _Reader:
    """One process apart; starting it takes as long as reading many a file, so it is kept."""

    def __init__(self) -> None:
        program = [sys.executable, "-P", cells_program.__file__, str(_MEMORY), str(_SECONDS)]
        self._process = subprocess.Popen(  # noqa: S603 our own program
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.answered = self.largest = 0

    def ask(self, question: tuple[str, list[str]]) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(cells_program.framed(question))
        self._process.stdin.flush()
        until = clock.monotonic() + _SECONDS
        size = int.from_bytes(self._received(cells_program.LENGTH, until), "big")
        answer = pickle.loads(self._received(size, until))  # noqa: S301 written by our own program
        self.answered, self.largest = self.answered + 1, max(self.largest, size)
        return answer

    def _received(self, size: int, until: float) -> bytes:
        assert self._process.stdout is not None
        pipe, parts, left = self._process.stdout.fileno(), [], size
        while left:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - clock.monotonic()))
            part = os.read(pipe, min(left, 1 << 20)) if ready else b""
            if not part:
                raise _Ended
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


# One is enough to spare: two people seldom send a workbook in the same moment.
_spare: list[_Reader] = []
_lock = threading.Lock()


def _taken() -> _Reader:
    with _lock:
        while _spare:
            # Ended by somebody else meanwhile, it says nothing of the next file.
            if (reader := _spare.pop()).alive:
                return reader
            reader.end()
    return _Reader()


def _given_back(reader: _Reader) -> None:
    with _lock:
        if not _spare and reader.answered < _MANY and reader.largest < _LARGE:
            _spare.append(reader)
            return
    reader.end()


def _end_spare() -> None:
    while _spare:
        _spare.pop().end()


atexit.register(_end_spare)
# A copy of this process would share the pipes with it.
os.register_at_fork(after_in_child=_spare.clear)
