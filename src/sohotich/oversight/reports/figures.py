"""Figures as a report keeps them: plain JSON, added up from below, compared with the present. Pure.

`{"expected": 2714, "counts": {"scanned": [262, 1846], …}, "books": {…}, "by_type": {"KS": {…}}}`:
stage → [that day, so far]. Only stages that are built are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sohotich.oversight.facts.selectors import Count, Figures
from sohotich.oversight.facts.stages import stage

Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is no longer what went up with the report."""

    stage: str
    then: int
    now: int

    @property
    def label(self) -> str:
        return stage(self.stage).label


def kept(figures: Figures) -> Kept:
    """The figures of a commune as the report keeps them."""
    return {
        "expected": figures.expected,
        "counts": _pairs(figures.counts),
        "books": _pairs(figures.books),
        "by_type": {code: _pairs(counts) for code, counts in figures.by_type.items()},
    }


def added_up(parts: Iterable[Kept]) -> Kept:
    """The sum of the figures of the units below."""
    total: Kept = {"expected": 0, "counts": {}, "books": {}, "by_type": {}}
    for part in parts:
        total["expected"] += part["expected"]
        _add(total["counts"], part["counts"])
        _add(total["books"], part["books"])
        for code, counts in part["by_type"].items():
            _add(total["by_type"].setdefault(code, {}), counts)
    return total


def differences(then: Kept, now: Kept) -> list[Difference]:
    """The stages whose figure so far has changed since the report was closed."""
    before = {"expected": then["expected"], **_so_far(then)}
    after = {"expected": now["expected"], **_so_far(now)}
    return [
        Difference(key, before[key], after.get(key, 0))
        for key in before
        if before[key] != after.get(key, 0)
    ]


def _pairs(counts: Mapping[str, Count]) -> dict[str, list[int]]:
    return {key: [count.today, count.so_far] for key, count in counts.items()}


def _add(total: dict[str, list[int]], counts: Mapping[str, list[int]]) -> None:
    for key, (today, so_far) in counts.items():
        had = total.get(key, [0, 0])
        total[key] = [had[0] + today, had[1] + so_far]


def _so_far(figures: Kept) -> dict[str, int]:
    return {key: so_far for key, (_, so_far) in figures["counts"].items()}
