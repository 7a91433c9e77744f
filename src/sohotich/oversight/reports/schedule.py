"""The chain of the campaign as the province decided it, each day by the decisions in force then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import cache

from sohotich.domain.places import Level
from sohotich.domain.policies import PolicyValue, default, validate
from sohotich.domain.policies.report_days import reported
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.once import once
from sohotich.foundation.policies.services import decisions
from sohotich.oversight.reports.chain import Chain, Hours, Period, period_of
from sohotich.oversight.reports.models import ReportingBegan

_CUT_OFFS = {
    Level.COMMUNE: "report.commune_at",
    Level.DISTRICT: "report.district_at",
    Level.PROVINCE: "report.province_at",
}
_GRACE, _DAYS, _DAYS_OFF = "report.grace_minutes", "report.days", "report.days_off"


def chain_of_campaign() -> Chain | None:
    """The chain as decided, decisions of all days read in one query, since it was first looked
    after; None before a campaign is set.
    """
    found = campaign()
    if found is None:
        return None
    said = decisions()
    began = ReportingBegan.objects.values_list("at", flat=True)
    return Chain(
        found.starts_on,
        found.ends_on,
        cache(lambda day: _hours(said, day)),
        once("reporting began", began.first),
    )


def period_on(chain: Chain, day: date, tier: Level) -> Period:
    """The period of a tier on a day."""
    return period_of(day, tier, chain.hours(day))


def _hours(said: Mapping[str, list[tuple[date, object]]], day: date) -> Hours:
    def value(name: str) -> PolicyValue:
        for since, what in said.get(name, ()):
            if since <= day:
                return validate(name, what)
        return default(name)

    return Hours(
        at={tier: time.fromisoformat(str(value(name))) for tier, name in _CUT_OFFS.items()},
        grace=timedelta(minutes=float(str(value(_GRACE)))),
        reported=reported(day, value(_DAYS), value(_DAYS_OFF)),
    )
