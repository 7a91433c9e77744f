"""One bench by its name; a module of its own, so that a fresh process can be told to run it."""

from __future__ import annotations

import importlib
import time

from bench.tables import as_table

# name → module with `rows()`; the module's first docstring line titles a bare list of rows.
BENCHES = {
    "crowd": "bench.crowd",
    "cuts": "bench.cuts",
    "cutting": "bench.cutting",
    "documents": "bench.documents",
    "double": "bench.double",
    "doubles": "bench.doubles",
    "forecast": "bench.forecast",
    "geometry": "bench.geometry",
    "imports": "bench.imports",
    "keying": "bench.keying",
    "ledger": "bench.ledger",
    "province": "bench.province",
    "recognition": "bench.recognition",
    "reports": "bench.reports",
    "rules": "bench.rules",
    "scan": "bench.scan",
    "search": "bench.search",
    "serving": "bench.serving",
    "verdict": "bench.scan_verdict",
    "sheet": "bench.sheet",
    "workbook": "bench.workbook",
}

# They take a whole province, which takes minutes to make: run when named.
LARGE = frozenset({"cuts", "search", "crowd", "province", "recognition", "scan", "verdict"})

# How many rows a bench that makes them up is to make; all of the province's where it is not set.
ROWS_WANTED = "BENCH_ROWS"
# Where a bench that can draw its curves writes them, as SVG.
PLOT_WANTED = "BENCH_PLOT"
# Set for benches that otherwise run on a part and scale it.
FULL = "BENCH_FULL"


def run(name: str) -> None:
    """Print one bench's table."""
    started = time.perf_counter()
    module = importlib.import_module(BENCHES[name])
    title = (module.__doc__ or name).splitlines()[0]
    print("", *as_table(module.rows(), title).lines(), sep="\n")
    print(f"({name}: {time.perf_counter() - started:.0f} s)", flush=True)
