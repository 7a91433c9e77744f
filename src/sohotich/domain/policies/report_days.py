"""Whether units report on a day, as the province decided it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from sohotich.domain.policies.policy import PolicyValue

_SATURDAY = 5


def reported(day: date, days: PolicyValue, days_off: PolicyValue) -> bool:
    """`days`, `days_off`: what `report.days` and `report.days_off` are on that day.

    A line of the table whose code is no day (`2025-01-01`) frees none.
    """
    if days != "working":
        return True
    return day.weekday() < _SATURDAY and day not in _days(days_off)


def _days(table: PolicyValue) -> set[date]:
    found = set()
    for text in table if isinstance(table, Mapping) else ():
        with suppress(ValueError):
            found.add(date.fromisoformat(text))
    return found
