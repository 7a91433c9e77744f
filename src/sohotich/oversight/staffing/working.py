"""Who worked in a commune on a day and when: from the ledger's events, typed by nobody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from sohotich.oversight.staffing.shifts import ZONE
from sohotich.register.ledger.models import LedgerEvent

# What helpers do; reviewing and signing are the office's own work.
SCANNING: Final = ("attach_image",)
KEYING: Final = ("key_first", "key_second_same", "key_second_differs")


def workers_on(units: Collection[str], day: date) -> dict[str, set[UUID]]:
    """Commune → accounts that scanned or keyed in it that day."""
    found: dict[str, set[UUID]] = {unit: set() for unit in units}
    rows = _events(units, day).values_list("unit_code", "actor_key").annotate(Count("key"))
    for unit, who, _ in rows.order_by():
        found[unit].add(who)
    return found


def _events(units: Collection[str], day: date) -> QuerySet[LedgerEvent]:
    begins = datetime.combine(day, time(), ZONE)
    return LedgerEvent.objects.filter(
        unit_code__in=list(units),
        action__in=[*SCANNING, *KEYING],
        campaign_at__gte=begins,
        campaign_at__lt=begins + timedelta(days=1),
    )
