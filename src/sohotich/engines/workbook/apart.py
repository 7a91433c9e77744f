"""Reading cells in a process apart, with bounds on its memory and time."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from sohotich.engines.workbook import cells_program

Value = str | float | bool | date | datetime | time | timedelta

PROGRAM: Final = Path(cells_program.__file__)
# A full grid of the usual limits takes a quarter of this.
_MEMORY: Final = 2 << 30
_SECONDS: Final = 120


class Unreadable(ValueError):
    """The file is damaged, or asks for more memory or time than any sound one."""


class Cells(NamedTuple):
    """All sheets' names, the place of the one that was read, and its rows from A1."""

    names: list[str]
    chosen: int
    rows: list[list[Value]]


def read_cells(path: Path, preferred: Iterable[str]) -> Cells:
    """The cells of the first sheet named in `preferred`, or else of the first; Unreadable."""
    if multiprocessing.parent_process() is not None:
        # A worker among many files is apart already; a process for each would cost more than it.
        return _read_here(path, preferred)
    program = [sys.executable, "-P", str(PROGRAM), str(_MEMORY), str(_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 our own program
            [*program, str(path), *preferred], capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(path.name) from None
    if done.returncode:
        raise Unreadable(path.name)
    return Cells(*pickle.loads(done.stdout))  # noqa: S301 written by our own program


def _read_here(path: Path, preferred: Iterable[str]) -> Cells:
    try:
        return Cells(*cells_program.read(str(path), list(preferred)))
    except Exception as error:
        raise Unreadable(path.name) from error
