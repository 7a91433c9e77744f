"""`python -m bench [--full] [--rows N] [--plot FILE] [--home HOME] [--load] [--scale S] [NAME…]`:
prints tables."""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context

from bench.homes import HOME_WANTED, LOAD_WANTED, SCALE_WANTED
from bench.one import BENCHES, FULL, LARGE, PLOT_WANTED, ROWS_WANTED, run
from bench.tables import machine


def main(names: list[str]) -> int:
    """Print the table of each bench named, or of all but the LARGE ones; exit code 2 for a name
    that is not in BENCHES, 1 where a bench failed.

    With `--full` a bench that scales a part of the province takes the whole of it; with `--rows N`
    one that makes up the province's rows makes so many. LARGE ones take the home of `--home HOME`,
    made by `sohotich sample campaign`, or make one (as with `--load`), of `--scale` 1. Each bench
    has a process of its own: Django is set up for one home once, and one bench's memory is no
    burden to the next.
    """
    if "--full" in names:
        os.environ[FULL] = "1"
        names = [name for name in names if name != "--full"]
    if "--load" in names:
        os.environ[LOAD_WANTED] = "1"
        names = [name for name in names if name != "--load"]
    names = _taken(names, "--rows", ROWS_WANTED)
    names = _taken(names, "--plot", PLOT_WANTED)
    names = _taken(names, "--home", HOME_WANTED)
    names = _taken(names, "--scale", SCALE_WANTED)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No bench called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
        return 2
    failed = 0
    print(f"Measured on {machine()}", flush=True)
    for name in names or [name for name in BENCHES if name not in LARGE]:
        process = get_context("spawn").Process(target=run, args=(name,))
        process.start()
        process.join()
        failed += process.exitcode != 0
    return 1 if failed else 0


def _taken(names: list[str], option: str, variable: str) -> list[str]:
    """Put the option's value where the benches look for it; returns the words without it."""
    if option not in names:
        return names
    at = names.index(option)
    os.environ[variable] = "".join(names[at + 1 : at + 2])
    return names[:at] + names[at + 2 :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
