"""A home for one bench: made, migrated, filled where asked, and taken away with its database."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def temporary_home(*, campaign: bool = False) -> Iterator[Path]:
    """A migrated home, its server stopped; `campaign`: with one commune and one book to key.

    The owner migrates in a process of its own, so that the bench is the application.
    """
    with empty_home() as home:
        sohotich("migrate", "--home", home)
        if campaign:
            _run("bench.one_commune", home)
        yield home


@contextmanager
def empty_home() -> Iterator[Path]:
    """The path of a home that is not there yet."""
    from sohotich.foundation.database.home import Home
    from sohotich.foundation.database.place import forget

    with tempfile.TemporaryDirectory(prefix="sohotich-bench-") as folder:
        home = Path(folder) / "home"
        try:
            yield home
        finally:
            # Started as root, the server keeps its data outside the home.
            forget(Home(home))


@contextmanager
def attached(home: Path) -> Iterator[None]:
    """Django ready on the running database of the home; once in a process."""
    from sohotich.cli.attach import database_running

    with database_running(home):
        yield


def sohotich(*words: object) -> None:
    """Run one command of the product to its end."""
    _run("sohotich", *words)


def _run(module: str, *words: object) -> None:
    command = [sys.executable, "-m", module, *map(str, words)]
    subprocess.run(command, check=True, capture_output=True)
