"""`python -m bench [--full] [--rows N] [NAME…]`: run the benches named, or all; prints tables."""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context

from bench.one import BENCHES, FULL, ROWS_WANTED, run
from bench.tables import machine


def main(names: list[str]) -> int:
    """Print every table; exit code 2 for a name that is not in BENCHES, 1 where a bench failed.

    With `--full` a bench that scales a part of the province takes the whole of it; with `--rows N`
    one that makes up the province's rows makes so many.
    Each bench has a process of its own: Django is set up for one home once, and one bench's
    memory is no burden to the next.
    """
    if "--full" in names:
        os.environ[FULL] = "1"
        names = [name for name in names if name != "--full"]
    if "--rows" in names:
        at = names.index("--rows")
        os.environ[ROWS_WANTED] = "".join(names[at + 1 : at + 2])
        names = names[:at] + names[at + 2 :]
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No bench called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
        return 2
    failed = 0
    print(f"Measured on {machine()}", flush=True)
    for name in names or BENCHES:
        process = get_context("spawn").Process(target=run, args=(name,))
        process.start()
        process.join()
        failed += process.exitcode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
