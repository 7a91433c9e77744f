"""Reading cells in a process apart, with bounds on its memory and time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

Value = str | float | bool | date | datetime | time | timedelta

PROGRAM: Final = Path(__file__).with_name("cells_program.py")
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
