"""Who keyed and how many scanned on each day, and at which hours: counts from the ledger's events.

Asked as the service identity that counts: whoever sees the progress sees numbers of people here,
never who they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from sohotich.domain.workflow import KEYING
from sohotich.foundation.people.acting import as_service

KEYED: Final = KEYING
SCANNED: Final = ("attach_image",)
_HOURS_OF_DAYS: Final = 3
_ZONE: Final = "Asia/Ho_Chi_Minh"

# Past days change by late work alone: counted anew that often.
_KEPT_SECONDS: Final = 15 * 60

# A number stands for each person: the same on every day, and nobody's key.
_WHO: Final = """
    SELECT unit_code, (campaign_at AT TIME ZONE %(zone)s)::date, action = ANY (%(scanned)s),
        hashtextextended(actor_key::text, 0)
    FROM ledger_ledgerevent
    WHERE (%(units)s::text[] IS NULL OR unit_code = ANY (%(units)s))
        AND action = ANY (%(actions)s)
        AND campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
        AND campaign_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
    GROUP BY 1, 2, 3, 4
"""
_HOURS: Final = """
    SELECT extract(hour FROM campaign_at AT TIME ZONE %(zone)s)::int, count(*)
    FROM ledger_ledgerevent
    WHERE action = ANY (%(keyed)s)
        AND campaign_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s
        AND campaign_at < %(today)s::date::timestamp AT TIME ZONE %(zone)s
    GROUP BY 1
"""

_Counted = dict[tuple[str, date], tuple[frozenset[int], int]]
"""(commune, day) → (who keyed, how many scanned)."""


@dataclass(frozen=True)
class People:
    """Of one commune: `keyers[d]` who keyed on day d, `scanners[d]` how many scanned."""

    keyers: tuple[frozenset[object], ...]
    scanners: tuple[int, ...]


def people_by_unit(units: Collection[str], days: Sequence[date]) -> dict[str, People]:
    """Commune → its people on these days, in their order; days before the last are of the last
    quarter of an hour.
    """
    if not units or not days:
        return {}
    counted = _past(days[:-1]) | _count(units, days[-1:])
    nobody: tuple[frozenset[int], int] = (frozenset(), 0)
    found = {}
    for unit in units:
        line = [counted.get((unit, day), nobody) for day in days]
        found[unit] = People(tuple(who for who, _ in line), tuple(count for _, count in line))
    return found


def _past(days: Sequence[date]) -> _Counted:
    """Of the whole province, kept a while."""
    if not days:
        return {}
    key = f"forecast.people:{days[0]}:{days[-1]}"
    kept: _Counted | None = cache.get(key)
    if kept is None:
        kept = _count(None, days)
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _count(units: Collection[str] | None, days: Sequence[date]) -> _Counted:
    given: dict[str, Any] = {
        "zone": _ZONE,
        "units": None if units is None else list(units),
        "actions": [*KEYED, *SCANNED],
        "scanned": list(SCANNED),
        "first": days[0],
        "last": days[-1],
    }
    keyers: dict[tuple[str, date], set[int]] = defaultdict(set)
    scanners: dict[tuple[str, date], int] = defaultdict(int)
    reach = None if units is None else frozenset(units)
    with as_service("facts", reach), connection.cursor() as cursor:
        cursor.execute(_WHO, given)
        for unit, day, scanned, who in cursor.fetchall():
            if scanned:
                scanners[unit, day] += 1
            else:
                keyers[unit, day].add(who)
    return {place: (frozenset(keyers[place]), scanners[place]) for place in {*keyers, *scanners}}


def hours_of_work(today: date) -> Mapping[int, int]:
    """Hour of the day → readings finished in it, on the three days before today, in all communes;
    of the last quarter of an hour.
    """
    key = f"forecast.hours:{today}"
    kept: dict[int, int] | None = cache.get(key)
    if kept is None:
        given: dict[str, Any] = {
            "zone": _ZONE,
            "keyed": list(KEYED),
            "first": today - timedelta(days=_HOURS_OF_DAYS),
            "today": today,
        }
        with as_service("facts", None), connection.cursor() as cursor:
            cursor.execute(_HOURS, given)
            kept = {int(hour): int(count) for hour, count in cursor.fetchall()}
        cache.set(key, kept, _KEPT_SECONDS)
    return kept
