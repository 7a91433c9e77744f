"""A report and its events as rows: made, and how a row stands."""

from __future__ import annotations

from datetime import datetime

from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.chain import Period, State, state_of
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.models import EventKind, Report, ReportEvent
from sohotich.oversight.reports.offices import Office


def blank(office: Office, period: Period) -> Report:
    """An unsaved report of which nobody has said anything."""
    return Report(
        unit_code=office.code,
        unit_name=office.name,
        tier=office.level.value,
        day=period.day,
        due_at=CampaignTime.of(period.due),
        closes_at=CampaignTime.of(period.closes),
    )


def event(
    report: Report,
    kind: EventKind,
    actor: Actor,
    *,
    reason: str = "",
    until: datetime | None = None,
    content: Kept | None = None,
) -> ReportEvent:
    """An unsaved event of now."""
    return ReportEvent(
        report=report,
        unit_code=report.unit_code,
        kind=kind,
        at=now(),
        campaign_at=campaign_now(),
        actor_key=actor.key,
        actor_name=actor.name,
        reason=reason,
        until=until,
        content=content,
    )


def stands(report: Report, moment: datetime) -> State:
    """How the report stands at that moment of the campaign's clock."""
    return state_of(
        now=moment,
        closes=report.closes_at,
        late_minutes=report.late_minutes,
        reopened_until=report.reopened_until,
    )
