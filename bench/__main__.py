"""`python -m bench [NAME…]`: run the benches named, or all, and print their tables."""

from __future__ import annotations

import importlib
import sys
import time

from bench.tables import as_table, machine

# name → module with `rows()`; the module's first docstring line titles a bare list of rows.
BENCHES = {
    "ledger": "bench.ledger",
    "scan": "bench.scan",
    "workbook": "bench.workbook",
}


def main(names: list[str]) -> int:
    """Print every table; exit code 2 for a name that is not in BENCHES."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No bench called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
        return 2
    print(f"Measured on {machine()}")
    for name in names or BENCHES:
        started = time.perf_counter()
        module = importlib.import_module(BENCHES[name])
        title = (module.__doc__ or name).splitlines()[0]
        print("", *as_table(module.rows(), title).lines(), sep="\n")
        print(f"({name}: {time.perf_counter() - started:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
