"""Who keyed and how many scanned on each day, and at which hours: counts from the ledger's events.

Asked as the service identity that counts: whoever sees the progress sees numbers of people here,
never who they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from sohotich.foundation.people.acting import as_service

KEYED: Final = ("key_first", "key_second_same", "key_second_differs")
SCANNED: Final = ("attach_image",)
_HOURS_OF_DAYS: Final = 3
_ZONE: Final = "Asia/Ho_Chi_Minh"

_WHO: Final = """
    SELECT unit_code, (campaign_at AT TIME ZONE %(zone)s)::date, action = ANY (%(scanned)s),
        actor_key::text
    FROM ledger_ledgerevent
    WHERE unit_code = ANY (%(units)s) AND action = ANY (%(actions)s)
        AND campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
        AND campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
    GROUP BY 1, 2, 3, 4
"""
_HOURS: Final = """
    SELECT extract(hour FROM campaign_at AT TIME ZONE %(zone)s)::int, count(*)
    FROM ledger_ledgerevent
    WHERE unit_code = ANY (%(units)s) AND action = ANY (%(keyed)s)
        AND campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
        AND campaign_at < %(today)s::date::timestamp AT TIME ZONE %(zone)s
    GROUP BY 1
"""


@dataclass(frozen=True)
class People:
    """Of one commune: `keyers[d]` who keyed on day d, `scanners[d]` how many scanned."""

    keyers: tuple[frozenset[object], ...]
    scanners: tuple[int, ...]


def people_by_unit(units: Collection[str], days: Collection[date]) -> dict[str, People]:
    """Commune → its people on these days, in their order."""
    if not units or not days:
        return {}
    keyers: dict[tuple[str, date], set[object]] = defaultdict(set)
    scanners: dict[tuple[str, date], int] = defaultdict(int)
    given: dict[str, Any] = {
        "zone": _ZONE,
        "units": list(units),
        "actions": [*KEYED, *SCANNED],
        "scanned": list(SCANNED),
        "first": min(days),
        "last": max(days),
    }
    with as_service("facts", frozenset(units)), connection.cursor() as cursor:
        cursor.execute(_WHO, given)
        for unit, day, scanned, actor in cursor.fetchall():
            if scanned:
                scanners[unit, day] += 1
            else:
                keyers[unit, day].add(actor)
    return {
        unit: People(
            tuple(frozenset(keyers[unit, day]) for day in days),
            tuple(scanners[unit, day] for day in days),
        )
        for unit in units
    }


def hours_of_work(units: Collection[str], today: date) -> Mapping[int, int]:
    """Hour of the day → readings finished in it, on the three days before today."""
    given: dict[str, Any] = {
        "zone": _ZONE,
        "units": list(units),
        "keyed": list(KEYED),
        "first": today - timedelta(days=_HOURS_OF_DAYS),
        "today": today,
    }
    with as_service("facts", frozenset(units)), connection.cursor() as cursor:
        cursor.execute(_HOURS, given)
        return {int(hour): int(count) for hour, count in cursor.fetchall()}
