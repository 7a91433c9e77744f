"""A progress bar with remaining time on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

Progress = Callable[[int, int, str], None]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Inside the block, call what is yielded with (done, total, note); total may grow."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    bar: Any = click.progressbar(
        length=1, label=label, file=sys.stderr, show_eta=True, item_show_func=str
    )
    with bar:

        def show(done: int, total: int, note: str = "") -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos, note)

        yield show


def _nothing(done: int, total: int, note: str = "") -> None:
    pass
