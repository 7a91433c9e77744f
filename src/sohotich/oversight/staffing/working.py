"""Who worked in a commune on a day and when: from the ledger's events and the sign-ins, typed by
nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from sohotich.domain.workflow import KEYING as READING
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_offset
from sohotich.foundation.people.acting import as_service
from sohotich.oversight.staffing.shifts import ZONE
from sohotich.register.ledger.models import LedgerEvent

# What helpers do; reviewing and signing are the office's own work.
SCANNING: Final = ("attach_image",)
KEYING: Final = (*READING, "verify")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something an account did at a moment of the campaign's clock; a `sign_in` is no work yet."""

    user: UUID
    at: datetime
    sign_in: bool = False


def workers_on(units: Collection[str], day: date) -> dict[str, set[UUID]]:
    """Commune → accounts that scanned or keyed in it that day."""
    found: dict[str, set[UUID]] = {unit: set() for unit in units}
    rows = _events(units, day, day + timedelta(days=1))
    for unit, who, _ in (
        rows.values_list("unit_code", "actor_key").annotate(Count("key")).order_by()
    ):
        found[unit].add(who)
    return found


def deeds_on(unit: str, users: Collection[UUID], day: date) -> list[Deed]:
    """What was scanned and keyed in the commune on a campaign day and in the night after it, and
    when these accounts signed in.
    """
    after = day + timedelta(days=2)
    events = _events([unit], day, after).values_list("actor_key", "campaign_at")
    done = [Deed(who, at) for who, at in events.order_by()]
    # Signing in is logged by the machine's clock, and under no unit's name.
    offset = campaign_offset()
    with as_service("scheduler", None):
        signed = AuditEntry.objects.filter(
            action="user.sign_in",
            actor_key__in=list(users),
            at__gte=_midnight(day) - offset,
            at__lt=_midnight(after) - offset,
        ).values_list("actor_key", "at")
        done += [Deed(who, at + offset, sign_in=True) for who, at in signed.order_by()]
    return sorted(done, key=lambda deed: deed.at)


def _events(units: Collection[str], first: date, after: date) -> QuerySet[LedgerEvent]:
    return LedgerEvent.objects.filter(
        unit_code__in=list(units),
        action__in=[*SCANNING, *KEYING],
        campaign_at__gte=_midnight(first),
        campaign_at__lt=_midnight(after),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
