"""How far each commune stood, by type, at the end of every campaign day: all in one question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.selectors import campaign_days

Standing = Mapping[str, list[int]]
"""Stage → so far at the end of each campaign day up to today."""


def standings(units: Collection[str], stages: Collection[str]) -> dict[str, dict[str, Standing]]:
    """Commune → type → standing; communes without figures are left out.

    A day without a figure of its own shows what stood the day before.
    """
    days = campaign_days()
    rows = DailyFact.objects.filter(unit_code__in=list(units), stage__in=list(stages))
    found: dict[str, dict[str, dict[str, dict[date, int]]]] = {}
    values = rows.values_list("unit_code", "type_code", "stage", "day", "so_far")
    for unit, type_code, stage, day, so_far in values.iterator(chunk_size=20_000):
        found.setdefault(unit, {}).setdefault(type_code, {}).setdefault(stage, {})[day] = so_far
    return {
        unit: {
            code: {stage: _filled(by_stage.get(stage, {}), days) for stage in stages}
            for code, by_stage in types.items()
        }
        for unit, types in found.items()
    }


def _filled(known: Mapping[date, int], days: list[date]) -> list[int]:
    line: list[int] = []
    for day in days:
        line.append(known.get(day, line[-1] if line else 0))
    return line
