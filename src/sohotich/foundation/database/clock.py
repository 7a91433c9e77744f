"""The two clocks: real time, and campaign time = real time + the campaign's offset.

Ledger events, deadlines, units and roles in force go by campaign time (with real time beside it);
audit, law, leases and sign-in by real time only. What people read of the work goes through `shown`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from sohotich.foundation.database.models import Campaign
from sohotich.foundation.database.moments import AsItStands, CampaignTime
from sohotich.foundation.database.once import ask_anew, once

# Empty until first asked for, then [offset]; None outside `one_clock`.
_held: ContextVar[list[timedelta] | None] = ContextVar("campaign_offset", default=None)


def now() -> datetime:
    """Real time, UTC."""
    return datetime.now(UTC)


def campaign() -> Campaign | None:
    """The installation's campaign, None before one is set."""
    return once("campaign", Campaign.objects.first)


@contextmanager
def one_clock() -> Iterator[None]:
    """Within, the offset is read once: a page of fifty moments asks once and shows one clock."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def campaign_offset() -> timedelta:
    """What is added to real time; zero before a campaign is set."""
    held = _held.get()
    if held:
        return held[0]
    found = Campaign.objects.values_list("offset", flat=True).first() or timedelta(0)
    if held is not None:
        held.append(found)
    return found


def campaign_now() -> CampaignTime:
    """Campaign time, UTC."""
    return CampaignTime.of(now() + campaign_offset())


def campaign_today() -> date:
    """The campaign's date on the wall calendar of Asia/Ho_Chi_Minh."""
    return shown(campaign_now()).date()


def day_began() -> datetime:
    """The real moment at which the campaign's today began; what came since is of today."""
    moment = now()
    here = shown(moment)
    return moment - (here - here.replace(hour=0, minute=0, second=0, microsecond=0))


def shown(value: datetime) -> datetime:
    """A moment on the clock that people read, in their zone: the one place that shifts.

    Real moments go to campaign time; `CampaignTime` and `RealTime` stay as they are.
    """
    offset = timedelta(0) if isinstance(value, AsItStands) else campaign_offset()
    return timezone.localtime(value + offset)


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
    ask_anew()
    held = _held.get()
    if held is not None:
        held[:] = [offset]
    return found
