"""A home for one bench: made, migrated, filled where asked, and taken away with its database."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A home made by `sohotich sample campaign` for benches that need a whole province, or its size.
HOME_WANTED, SCALE_WANTED = "BENCH_HOME", "BENCH_SCALE"
# Set to make one all the same, and say how long it took.
LOAD_WANTED = "BENCH_LOAD"


class _Making:
    """How long the campaign's home took to make in this process; 0: it was given."""

    seconds = 0.0


making = _Making()


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
def campaign_home() -> Iterator[Path]:
    """The home that HOME_WANTED names, or one made by `sohotich sample campaign`, of the full size
    unless SCALE_WANTED says otherwise, and taken away again.
    """
    given = os.environ.get(HOME_WANTED)
    if given and not os.environ.get(LOAD_WANTED):
        sohotich("migrate", "--home", given)
        yield Path(given)
        return
    with temporary_home() as home:
        scale = os.environ.get(SCALE_WANTED, "1")
        begun = time.perf_counter()
        sohotich("sample", "campaign", "--home", home, "--scale", scale)
        making.seconds = time.perf_counter() - begun
        yield home


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
