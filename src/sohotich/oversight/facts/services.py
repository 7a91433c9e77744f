"""Computing the figures from the ledger: repeatable, and the same by whatever way they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from sohotich.foundation.database.clock import campaign, now, shown
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.policies.services import number, value
from sohotich.oversight.facts.models import RollUp
from sohotich.oversight.facts.rollup import BEHIND, BOOK_DAYS, DAILY_FACTS, FORGET, parameters
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.register.books.models import Book

_CUT_OFFS = ("report.commune_at", "report.district_at", "report.province_at")
# The name of the lock: two roll-ups at once would wait for each other's rows.
_LOCK = "facts"


def facts_rebuild(
    *, days: Collection[date] | None = None, units: Collection[str] | None = None
) -> int:
    """Compute the figures of these communes (None: all) anew from the ledger's events; returns how
    many rows were new or changed.

    `days`: campaign days of which something changed; they and the days after them are computed from
    the day before them, None: every one. Works as the service identity `facts`, whoever calls;
    repeating it changes nothing. Does nothing before a campaign is set or before its first day.
    """
    with _counting() as given:
        if given is None:
            return 0
        since = given["before"] if days is None else min(days, default=given["last"])
        return _compute(given, _units() if units is None else units, since)


def facts_refresh(*, units: Collection[str] | None = None) -> int:
    """Bring up to date what the ledger has gone beyond, in these communes (None: all); returns how
    many rows changed.

    Finds late work on any day and numbers opened since: compares how many events and numbers there
    are with how many were counted. Cheap where nothing happened.
    """
    moment = now()
    with _counting() as given:
        if given is None:
            return 0
        asked = {**given, "units": _units() if units is None else sorted(units)}
        behind = _behind(asked)
        if units is None:
            RollUp.objects.update_or_create(single=True, defaults={"at": moment})
        return sum(_compute(given, codes, since) for since, codes in behind.items())


@contextmanager
def _counting() -> Iterator[dict[str, Any] | None]:
    """One roll-up at a time, as the service identity; yields the days, None without any."""
    found, days = campaign(), campaign_days()
    if found is None or not days:
        yield None
        return
    with as_service("facts", None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
        # Of a day just begun the server's statistics know nothing: it would expect one event
        # where there are a hundred thousand, and walk a whole index for each of them.
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield {**parameters(), "before": days[0] - timedelta(days=1), "last": days[-1]}
        cursor.execute("SET LOCAL enable_nestloop = on")


def _compute(given: dict[str, Any], units: Collection[str], since: date) -> int:
    asked = {**given, "units": sorted(units), "since": max(since, given["before"])}
    changed = 0
    with connection.cursor() as cursor:
        for statement in (*FORGET, BOOK_DAYS, DAILY_FACTS):
            cursor.execute(statement, asked)
            changed += int(cursor.rowcount)
    return changed


def facts_keep() -> int | None:
    """What the worker does once a minute, as the scheduler: refresh when the policy's minutes are
    over, at every cut-off of the reports, and on a new day; returns as `facts_refresh`, None where
    it is not time yet.
    """
    last = RollUp.objects.values_list("at", flat=True).first()
    return facts_refresh() if last is None or _due(last, now()) else None


def _due(last: datetime, moment: datetime) -> bool:
    if moment - last >= timedelta(minutes=number("report.facts_minutes")):
        return True
    before, here = shown(last), shown(moment)
    hours = [time.fromisoformat(str(value(name, here.date()))) for name in _CUT_OFFS]
    begun = [datetime.combine(here.date(), hour, here.tzinfo) for hour in (time(), *hours)]
    return any(before < one <= here for one in begun)


def _behind(given: dict[str, Any]) -> dict[date, list[str]]:
    """First day to compute → communes."""
    found: dict[date, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, given)
        for unit, day in cursor.fetchall():
            found[day].append(unit)
    return found


def _units() -> list[str]:
    return list(Book.objects.order_by().values_list("unit_code", flat=True).distinct())
