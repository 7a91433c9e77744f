"""Computing the facts anew from the ledger: complete, repeatable, and the same by whatever way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.keys import NEW_KEY_SQL
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.facts.rollup import FORGET, ROLL_UP, tables
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.register.books.models import Book


def facts_rebuild(
    *, days: Collection[date] | None = None, units: Collection[str] | None = None
) -> int:
    """Compute the figures of these campaign days (None: each up to today) and communes (None: all)
    from the ledger's events; returns how many rows were new or changed.

    Repeating it changes nothing. Works as the service identity `facts`, whoever calls. Nothing
    before a campaign is set.
    """
    found = campaign()
    wanted = sorted(days) if days is not None else campaign_days()
    if found is None or not wanted:
        return 0
    with as_service("facts", None), transaction.atomic(), connection.cursor() as cursor:
        # One at a time: two at once would wait for each other's rows.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('facts', 0))")
        given: dict[str, Any] = {
            **tables(),
            "before": min(found.starts_on, wanted[0]) - timedelta(days=1),
            "last": wanted[-1],
            "days": wanted,
            "units": sorted(units) if units is not None else _units(),
        }
        cursor.execute(FORGET, given)
        gone = cursor.rowcount
        cursor.execute(ROLL_UP.format(new_key=NEW_KEY_SQL), given)
        return int(gone) + int(cursor.rowcount)


def _units() -> list[str]:
    return list(Book.objects.order_by().values_list("unit_code", flat=True).distinct())
