"""The two clocks: real time, and campaign time = real time + the campaign's offset.

Ledger events, deadlines, units and roles in force go by campaign time (with real time beside it);
audit, law, leases and sign-in by real time only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from sohotich.foundation.database.models import Campaign


def now() -> datetime:
    """Real time, UTC."""
    return datetime.now(UTC)


def campaign() -> Campaign | None:
    """The installation's campaign, None before one is set."""
    return Campaign.objects.first()


def campaign_offset() -> timedelta:
    """What is added to real time; zero before a campaign is set."""
    found = Campaign.objects.values_list("offset", flat=True).first()
    return found if found is not None else timedelta(0)


def campaign_now() -> datetime:
    """Campaign time, UTC."""
    return now() + campaign_offset()


def campaign_today() -> date:
    """The campaign's date on the wall calendar of Asia/Ho_Chi_Minh."""
    return timezone.localtime(campaign_now()).date()


def campaign_set(
    *, name: str, starts_on: date, ends_on: date, root_unit: str, opens_at: datetime | None = None
) -> Campaign:
    """Set the campaign; with `opens_at` (aware) its clock shows that moment now, else real time."""
    offset = opens_at - now() if opens_at is not None else timedelta(0)
    found, _ = Campaign.objects.update_or_create(
        single=True,
        defaults={
            "name": name,
            "starts_on": starts_on,
            "ends_on": ends_on,
            "root_unit": root_unit,
            "offset": offset,
        },
    )
    return found
