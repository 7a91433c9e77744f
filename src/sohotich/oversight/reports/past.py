"""Periods of days long over, stored as they would have been closed: for an invented campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign_offset
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import service_actor
from sohotich.oversight.reports.chain import Period, minutes_late, periods_due
from sohotich.oversight.reports.closing import figures_put
from sohotich.oversight.reports.models import EventKind, Report, ReportEvent
from sohotich.oversight.reports.models import ReportPeriod as ClosedPeriod
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.rows import blank
from sohotich.oversight.reports.schedule import chain_of_campaign
from sohotich.oversight.reports.services import Said


@dataclass(frozen=True)
class Word:
    """What somebody confirmed, and when on the campaign's clock."""

    key: UUID
    name: str
    at: datetime
    said: Said


Words = Callable[[Period, Mapping[str, Report]], Mapping[str, Word]]
"""(period, unit → its report with figures) → unit → what was confirmed, silent units left out."""


def periods_fill(until: datetime, words: Words) -> int:
    """Close every period that was due by then and is not closed, with what was confirmed in each;
    returns how many. The daily figures are up to date. Each period is stored whole or not at all.
    """
    chain = chain_of_campaign()
    known = {(day, Level(tier)) for day, tier in ClosedPeriod.objects.values_list("day", "tier")}
    due = periods_due(chain, until, known) if chain is not None else []
    for period in due:
        with transaction.atomic():
            _fill(period, words)
    return len(due)


def _fill(period: Period, words: Words) -> None:
    offset = campaign_offset()
    closes = CampaignTime.of(period.closes)
    ClosedPeriod.objects.create(
        day=period.day,
        tier=period.tier.value,
        due_at=period.due,
        closes_at=closes,
        closed_at=closes,
        closed_at_real=closes - offset,
    )
    offices = offices_on(period.day)
    rows = [blank(office, period) for office in offices.of(period.tier)]
    figures_put(rows, offices, period.day)
    by_unit = {row.unit_code: row for row in rows}
    confirmed = words(period, by_unit)
    for row in rows:
        row.figures_at = closes
        if row.unit_code in confirmed:
            _confirm(row, confirmed[row.unit_code], period)
    Report.objects.bulk_create(rows)
    ReportEvent.objects.bulk_create(
        event for row in rows for event in _events(row, confirmed.get(row.unit_code), offset)
    )


def _confirm(row: Report, word: Word, period: Period) -> None:
    said = word.said
    row.people, row.shifts, row.machines = said.people, said.shifts, said.machines
    row.difficulties, row.remarks = said.difficulties, said.remarks
    row.confirmed_at, row.confirmed_by = CampaignTime.of(word.at), word.key
    row.confirmed_by_name, row.late_minutes = word.name, minutes_late(word.at, period)


def _events(row: Report, word: Word | None, offset: timedelta) -> list[ReportEvent]:
    scheduler = service_actor("scheduler")
    assert row.figures_at is not None
    found = [
        _event(row, EventKind.CLOSED, row.figures_at, offset, scheduler.key, scheduler.name,
               row.figures)
    ]  # fmt: skip
    if word is not None:
        said = asdict(word.said)
        found.append(_event(row, EventKind.CONFIRMED, word.at, offset, word.key, word.name, said))
    return sorted(found, key=lambda event: event.campaign_at)


def _event(
    row: Report,
    kind: EventKind,
    at: datetime,
    offset: timedelta,
    key: UUID,
    name: str,
    content: object,
) -> ReportEvent:
    return ReportEvent(
        report=row,
        unit_code=row.unit_code,
        kind=kind,
        at=at - offset,
        campaign_at=CampaignTime.of(at),
        actor_key=key,
        actor_name=name,
        content=content,
    )
