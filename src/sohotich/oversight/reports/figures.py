"""Figures as a report keeps them: plain JSON, added up from below, compared with the present. Pure.

`{"expected": 2714, "counts": {"scanned": [262, 1846], …}, "books": {…}, "by_type": {"KS": {…}},
"force": {"people": 9, "shifts": 2, "hours": 54.0, "machines": 2, "machines_down": 0}}`: stage →
[that day, so far]. Only stages that are built are in it; `force` (none in reports of before it was
written down) as planned and held in the shifts of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sohotich.oversight.facts.selectors import Count, Figures
from sohotich.oversight.facts.stages import stage
from sohotich.oversight.staffing.selectors import Force

Kept = dict[str, Any]
FORCE: Final = {
    "people": "Người",
    "shifts": "Ca làm",
    "hours": "Giờ công",
    "machines": "Máy quét chạy",
    "machines_down": "Máy quét hỏng",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is no longer what went up with the report.

    `stage`: of the funnel, or one of FORCE; `type_code` "" for all types together; `counts`:
    `so_far`, `today`, or `books`.
    """

    stage: str
    then: float
    now: float
    type_code: str = ""
    counts: str = "so_far"

    @property
    def label(self) -> str:
        return FORCE.get(self.stage) or stage(self.stage).label


def kept(figures: Figures, force: Iterable[Force] = ()) -> Kept:
    """The figures of a commune, or of several together, as the report keeps them."""
    return {
        "force": _force(force),
        "expected": figures.expected,
        "counts": _pairs(figures.counts),
        "books": _pairs(figures.books),
        "by_type": {code: _pairs(counts) for code, counts in figures.by_type.items()},
    }


def added_up(parts: Iterable[Kept]) -> Kept:
    """The sum of the figures of the units below."""
    total: Kept = {"expected": 0, "counts": {}, "books": {}, "by_type": {}, "force": {}}
    for part in parts:
        for key, count in part.get("force", {}).items():
            total["force"][key] = total["force"].get(key, 0) + count
        total["expected"] += part["expected"]
        _add(total["counts"], part["counts"])
        _add(total["books"], part["books"])
        for code, counts in part["by_type"].items():
            _add(total["by_type"].setdefault(code, {}), counts)
    return total


def differences(then: Kept, now: Kept) -> list[Difference]:
    """Every figure that has changed since the report was closed: of the whole so far and that day,
    in books, by type, of people and machines.
    """
    before, after = _all(then), _all(now)
    return [
        Difference(stage, count, after.get((type_code, stage, counts), 0), type_code, counts)
        for (type_code, stage, counts), count in before.items()
        if count != after.get((type_code, stage, counts), 0)
    ]


def _pairs(counts: Mapping[str, Count]) -> dict[str, list[int]]:
    return {key: [count.today, count.so_far] for key, count in counts.items()}


def _add(total: dict[str, list[int]], counts: Mapping[str, list[int]]) -> None:
    for key, (today, so_far) in counts.items():
        had = total.get(key, [0, 0])
        total[key] = [had[0] + today, had[1] + so_far]


def _all(figures: Kept) -> dict[tuple[str, str, str], float]:
    """(type, stage, what is counted) → figure; expected first, for it stands first in the table."""
    found: dict[tuple[str, str, str], float] = {("", "expected", "so_far"): figures["expected"]}
    for type_code, counts in {"": figures["counts"], **figures["by_type"]}.items():
        for key, (today, so_far) in counts.items():
            found[type_code, key, "so_far"] = so_far
            found[type_code, key, "today"] = today
    for key, (_, so_far) in figures["books"].items():
        found["", key, "books"] = so_far
    for key, count in figures.get("force", {}).items():
        found["", key, "so_far"] = count
    return found


def _force(force: Iterable[Force]) -> dict[str, float]:
    force = list(force)
    return {
        key: sum(float(count) if key == "hours" else count for count in found)
        for key in FORCE
        if (found := [getattr(one, key) for one in force])
    }
