"""How difficulties stand and how fast they are answered, by unit or by category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sohotich.oversight.difficulties.models import Difficulty


@dataclass(frozen=True)
class Figures:
    """`median_minutes`: from raising to the first answer, on the clock of the policy; None while
    nothing is answered.
    """

    title: str
    raised: int
    waiting: int
    overdue: int
    answered: int
    median_minutes: int | None


def by_unit(rows: Iterable[Difficulty], moment: datetime) -> list[Figures]:
    """One line a unit, the one with most overdue first."""
    return _grouped(rows, moment, lambda row: row.unit_name)


def by_category(rows: Iterable[Difficulty], moment: datetime) -> list[Figures]:
    """One line a category."""
    return _grouped(rows, moment, lambda row: row.get_category_display())


def _grouped(
    rows: Iterable[Difficulty], moment: datetime, title: Callable[[Difficulty], str]
) -> list[Figures]:
    groups: defaultdict[str, list[Difficulty]] = defaultdict(list)
    for row in rows:
        groups[title(row)].append(row)
    lines = [_figures(name, group, moment) for name, group in groups.items()]
    return sorted(lines, key=lambda line: (-line.overdue, -line.waiting, -line.raised, line.title))


def _figures(title: str, rows: list[Difficulty], moment: datetime) -> Figures:
    taken = [row.answer_minutes for row in rows if row.answer_minutes is not None]
    return Figures(
        title,
        raised=len(rows),
        waiting=sum(row.waiting for row in rows),
        overdue=sum(row.waiting and row.due_at < moment for row in rows),
        answered=len(taken),
        median_minutes=round(median(taken)) if taken else None,
    )
