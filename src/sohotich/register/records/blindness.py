"""Who may not make one of the two blind readings, because they know what the other one says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sohotich.register.accuracy.models import Look
from sohotich.register.records.models import Reading, ReadingKind
from sohotich.register.records.selectors import live_readings

_SHOWN = (ReadingKind.VERIFICATION, ReadingKind.DECISION, ReadingKind.CORRECTION)


def not_blind(entries: Collection[UUID], slot: int) -> dict[UUID, set[UUID]]:
    """Entry → who may not read it in this slot: whoever made the other live reading; and, for the
    second, whoever finished another reading of the entry, verified, decided, corrected or sampled
    it since the first was begun. Who has a live draft in this very slot goes on with it.

    Asked as the service `keying`: nobody who keys sees these rows.
    """
    barred: dict[UUID, set[UUID]] = {}
    going_on: dict[UUID, UUID] = {}
    since: dict[UUID, datetime] = {}
    others: dict[UUID, UUID] = {}
    for reading in live_readings(entries):
        if reading.slot == slot:
            going_on[reading.entry_id] = reading.by
        else:
            others[reading.entry_id] = reading.by
            since[reading.entry_id] = reading.started_at
    if slot != 1:
        for entry, by, at in _seen(list(since)):
            if at >= since[entry] and going_on.get(entry) != by:
                barred.setdefault(entry, set()).add(by)
    for entry, by in others.items():
        barred.setdefault(entry, set()).add(by)
    return barred


def _seen(entries: list[UUID]) -> list[tuple[UUID, UUID, datetime]]:
    """(entry, person, moment) of every time that somebody knew a value of another's reading. A
    draft of a blind reading left behind shows nobody anything.
    """
    rows = Reading.objects.order_by().filter(entry__in=entries)
    made = rows.filter(Q(kind__in=_SHOWN) | Q(completed_at__isnull=False))
    looks = Look.objects.order_by().filter(entry__in=entries).distinct()
    return [
        *made.values_list("entry_id", "by", "started_at"),
        *((entry, by, at) for entry, by, at in looks.values_list("entry_id", "by", "at") if entry),
    ]
