"""Computing the figures from the ledger: repeatable, and the same by whatever way they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.rollup import BEHIND, BOOK_DAYS, DAILY_FACTS, FORGET, parameters
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.register.books.models import Book

# The name of the lock: two roll-ups at once would wait for each other's rows.
_LOCK = "facts"


def facts_rebuild(
    *, days: Collection[date] | None = None, units: Collection[str] | None = None
) -> int:
    """Compute the figures of these communes (None: all) anew from the ledger's events; returns how
    many rows were new or changed.

    `days`: campaign days of which something changed; they and the days after them are computed,
    None: every one. Works as the service identity `facts`, whoever calls; repeating it changes
    nothing. Does nothing before a campaign is set or before its first day.
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
    with _counting() as given:
        if given is None:
            return 0
        changed = 0
        for since, behind in _behind(given).items():
            wanted = behind if units is None else sorted(set(behind) & set(units))
            changed += _compute(given, wanted, since) if wanted else 0
        return changed


@contextmanager
def _counting() -> Iterator[dict[str, Any] | None]:
    """One roll-up at a time, as the service identity; yields the days, None without any."""
    found, days = campaign(), campaign_days()
    if found is None or not days:
        yield None
        return
    with as_service("facts", None), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
        yield {**parameters(), "before": days[0] - timedelta(days=1), "last": days[-1]}


def _compute(given: dict[str, Any], units: Collection[str], since: date) -> int:
    asked = {**given, "units": sorted(units), "since": max(since, given["before"])}
    changed = 0
    with connection.cursor() as cursor:
        for statement in (*FORGET, BOOK_DAYS, DAILY_FACTS):
            cursor.execute(statement, asked)
            changed += int(cursor.rowcount)
    return changed


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
