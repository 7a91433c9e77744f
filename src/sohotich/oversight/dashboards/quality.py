"""The rates of disputed fields and of returns: computed from the ledger, read by unit.

A registration counts on the day on which its content was agreed, because both readings are done
then and every field in dispute is decided. The fields are those of the record; in dispute are those
that somebody decided. What changes on a day is found as the daily figures find it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Sum

from sohotich.domain.workflow import AGREEING
from sohotich.foundation.database.keys import NEW_KEY_SQL
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.dashboards.models import QualityDay
from sohotich.oversight.facts.rollup import ZONE
from sohotich.oversight.facts.selectors import campaign_days

_FIELDS: Final = ("entries", "disputed", "fields", "fields_disputed", "returned")
# Distances in time: a registration that came back has several readings and decisions.
_KEEP: Final = f"""
    WITH counted AS (
        SELECT unit_code, day, sum(events) AS events, sum(came_back) AS returned
        FROM facts_bookday WHERE day BETWEEN %(first)s AND %(last)s GROUP BY unit_code, day),
    behind AS (
        SELECT c.* FROM counted c LEFT JOIN dashboards_qualityday q USING (unit_code, day)
        WHERE q.events IS DISTINCT FROM c.events OR q.returned IS DISTINCT FROM c.returned),
    agreed AS (
        SELECT b.unit_code, b.day, e.entry_id, e.at,
            (e.action = 'settle' OR e.action = 'verify' AND EXISTS (
                SELECT FROM ledger_ledgerevent s
                WHERE s.entry_id = e.entry_id AND s.action = 'settle_verify')) AS settled
        FROM behind b JOIN ledger_ledgerevent e ON e.unit_code = b.unit_code
            AND e.campaign_at >= b.day::timestamp AT TIME ZONE %(zone)s
            AND e.campaign_at < (b.day + 1)::timestamp AT TIME ZONE %(zone)s
        WHERE e.action = ANY (%(agreeing)s)),
    summed AS (
        SELECT a.unit_code, a.day, count(*) AS entries,
            count(*) FILTER (WHERE a.settled) AS disputed, coalesce(sum(f.held), 0) AS fields,
            coalesce(sum(d.decided), 0) AS fields_disputed
        FROM agreed a
        LEFT JOIN records_record r ON r.entry_id = a.entry_id
        CROSS JOIN LATERAL (SELECT count(*) AS held FROM (
            SELECT jsonb_object_keys(r.values) UNION SELECT jsonb_object_keys(r.marks)) k) f
        LEFT JOIN LATERAL (
            SELECT count(*) AS decided FROM jsonb_object_keys((
                SELECT g.choices FROM records_reading g
                WHERE g.entry_id = a.entry_id AND g.kind = 'decision' AND g.state = 'complete'
                ORDER BY abs(extract(epoch FROM g.completed_at - a.at)) LIMIT 1))) d ON a.settled
        GROUP BY a.unit_code, a.day)
    INSERT INTO dashboards_qualityday AS q (key, unit_code, day, events, {", ".join(_FIELDS)})
    SELECT {NEW_KEY_SQL}, b.unit_code, b.day, b.events, coalesce(s.entries, 0),
        coalesce(s.disputed, 0), coalesce(s.fields, 0), coalesce(s.fields_disputed, 0), b.returned
    FROM behind b LEFT JOIN summed s USING (unit_code, day)
    ON CONFLICT (unit_code, day) DO UPDATE SET events = excluded.events,
        {", ".join(f"{one} = excluded.{one}" for one in _FIELDS)}
"""  # noqa: S608  (names of our own columns)
_OTHER_WAYS: Final = ("enable_hashjoin", "enable_mergejoin")
_FORGET: Final = "DELETE FROM dashboards_qualityday WHERE day < %(first)s OR day > %(last)s"


def quality_keep() -> int:
    """Bring the rates of every commune and day up to date with the daily figures; returns how many
    rows were new or changed. Repeatable; nothing before a campaign.
    """
    days = campaign_days()
    if not days:
        return 0
    given: dict[str, Any] = {
        "first": days[0],
        "last": days[-1],
        "zone": ZONE,
        "agreeing": list(AGREEING),
    }
    with as_service("facts", None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('quality', 0))")
        cursor.execute(_FORGET, given)
        # Each pair of commune and day reads its own stretch of the events' index. Of a day just
        # begun the server's statistics know nothing: it would read every event for each pair.
        for way in _OTHER_WAYS:
            cursor.execute(f"SET LOCAL {way} = off")
        cursor.execute(_KEEP, given)
        changed = int(cursor.rowcount)
        for way in _OTHER_WAYS:
            cursor.execute(f"SET LOCAL {way} = on")
        return changed


@dataclass(frozen=True)
class Rates:
    """Sums over days; fields as in `QualityDay`."""

    entries: int = 0
    disputed: int = 0
    fields: int = 0
    fields_disputed: int = 0
    returned: int = 0

    def __add__(self, other: Rates) -> Rates:
        return Rates(*(getattr(self, one) + getattr(other, one) for one in _FIELDS))


def rates(units: Collection[str], until: date) -> dict[str, Rates]:
    """Commune → its rates from the first campaign day to the end of that one; zeros where there
    is nothing.
    """
    rows = QualityDay.objects.filter(unit_code__in=list(units), day__lt=until + timedelta(days=1))
    summed = rows.order_by().values_list("unit_code").annotate(*(Sum(one) for one in _FIELDS))
    found = {unit: Rates(*sums) for unit, *sums in summed}
    return {unit: found.get(unit, Rates()) for unit in units}


def rates_summed(found: Collection[Rates]) -> Rates:
    """Of several communes together."""
    return sum(found, Rates())
