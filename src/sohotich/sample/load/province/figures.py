"""What the province came to: by the selectors that the product's own pages ask."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.oversight.facts.selectors import series
from sohotich.oversight.facts.services import facts_refresh
from sohotich.oversight.facts.stages import BUILT
from sohotich.register.books.models import Book
from sohotich.register.ledger.selectors import counts


def figures_of(units: Collection[str]) -> dict[str, Any]:
    """`books`, `entries` (every number there is), `by_stage`, `by_state`, and `by_day`: the change
    of each stage on each day. Brings the daily figures up to date on the way.
    """
    facts_refresh()
    with speaking(EVERYTHING):
        return _figures(units)


def _figures(units: Collection[str]) -> dict[str, Any]:
    stood = counts(units=units)
    by_day: dict[str, dict[str, int]] = {}
    for stage in BUILT:
        for day, today, _ in series(units, stage):
            by_day.setdefault(day.isoformat(), {})[stage] = today
    return {
        "books": Book.objects.filter(unit_code__in=list(units)).count(),
        "entries": stood.stages.numbers,
        "by_stage": stood.as_dict(),
        "by_state": dict(sorted(stood.by_state.items())),
        "by_day": [{"day": day, **figures} for day, figures in by_day.items()],
    }
