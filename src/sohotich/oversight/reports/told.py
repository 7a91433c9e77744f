"""A report as one JSON object, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sohotich.foundation.database.clock import shown
from sohotich.oversight.reports.models import EventKind
from sohotich.oversight.reports.said import text_of
from sohotich.oversight.reports.selectors import DayReport, Line


def report_told(found: DayReport) -> dict[str, Any]:
    """Unit, state, figures (`{"scanned": {"today", "so_far"}}`, by type too), what changed since it
    was closed, what people said, the units below. Moments are ISO 8601 on the campaign's clock.
    """
    report, figures = found.report, found.figures
    confirmed = not found.line.missing
    return {
        "unit": found.office.code,
        "name": found.office.name,
        "tier": found.office.level.value,
        "date": found.period.day.isoformat(),
        **_standing(found.line),
        "due_at": _iso(report.due_at),
        "figures_at": _iso(report.figures_at or found.line.moment),
        "closed": report.figures is not None,
        "expected": figures["expected"],
        "figures": _named(figures["counts"]),
        "books": _named(figures["books"]),
        "by_type": {code: _named(counts) for code, counts in figures["by_type"].items()},
        "differences": [
            {
                "stage": one.stage,
                "type": one.type_code,
                "counts": one.counts,
                "then": one.then,
                "now": one.now,
            }
            for one in found.differences
        ],
        "staffing": {
            "people": report.people if confirmed else None,
            "shifts": report.shifts if confirmed else None,
            "machines": report.machines if confirmed else None,
        },
        "force": figures.get("force", {}),
        "text": list(text_of(found)),
        "difficulties": report.difficulties if confirmed else "",
        "open_difficulties": found.raised,
        "remarks": report.remarks if confirmed else "",
        "reopenings": [
            {
                "at": _iso(e.campaign_at),
                "until": _iso(e.until),
                "by": e.actor_name,
                "reason": e.reason,
            }
            for e in found.events
            if e.kind == EventKind.REOPENED
        ],
        "below": [
            {"unit": line.office.code, "name": line.office.name, **_standing(line)}
            for line in found.below
        ],
    }


def _standing(line: Line) -> dict[str, Any]:
    return {
        "state": line.state.value,
        "confirmed_at": _iso(line.report.confirmed_at),
        "confirmed_by": line.report.confirmed_by_name,
        "late_minutes": line.report.late_minutes,
    }


def _named(counts: dict[str, list[int]]) -> dict[str, dict[str, int]]:
    return {key: {"today": today, "so_far": so_far} for key, (today, so_far) in counts.items()}


def _iso(moment: datetime | None) -> str | None:
    return shown(moment).isoformat(timespec="seconds") if moment else None
