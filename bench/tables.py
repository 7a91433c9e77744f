"""Printing measured figures: tables, repeats as min/median/max, and the machine they are of."""

from __future__ import annotations

import math
import os
import platform
import resource
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Table:
    """A titled table of text cells; `note` says how to read it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def lines(self) -> Iterator[str]:
        """Markdown, columns aligned."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        yield f"## {self.title}"
        for row in (self.columns, ["-" * w for w in widths], *self.rows):
            yield "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        if self.note:
            yield self.note


def as_table(result: Table | Iterable[Sequence[str]], title: str) -> Table:
    """What a bench's `rows()` gave: a table, or (measure, figure, held against) one by one."""
    if isinstance(result, Table):
        return result
    return Table(title, ("measure", "figure", "against"), [list(map(str, r)) for r in result])


def spread(values: Sequence[float], digits: int = 2) -> str:
    """`min/median/max` of repeats."""
    three = (min(values), statistics.median(values), max(values))
    return "/".join(f"{value:.{digits}f}" for value in three)


def figure(value: float, digits: int = 1) -> str:
    """`1.234,5`: thousands with a dot, a decimal comma."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that `percent` of them do not exceed; 0 for none."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)] if ranked else 0.0


def cpu_seconds(action: Callable[[], object]) -> float:
    """User and system seconds of `action` in this process and in the children it waits for."""
    before = _used()
    action()
    return _used() - before


def _used() -> float:
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def machine() -> str:
    """One line on the machine: processor, cores, memory, load, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, load {load:.1f}, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), "unknown")


def every(values: Sequence[T], most: int) -> list[T]:
    """At most so many of the values, evenly spread over them."""
    if len(values) <= most:
        return list(values)
    return [values[i * len(values) // most] for i in range(most)]
