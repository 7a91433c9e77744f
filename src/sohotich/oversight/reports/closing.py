"""Closing on time: figures frozen, confirmed or not, once, whoever runs it and however late."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign, campaign_now, now
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor, service_actor
from sohotich.oversight.reports.chain import Period, periods_due
from sohotich.oversight.reports.gathering import gathered
from sohotich.oversight.reports.models import EventKind, Report, ReportEvent, ReportingBegan
from sohotich.oversight.reports.models import ReportPeriod as ClosedPeriod
from sohotich.oversight.reports.offices import Offices, offices_on
from sohotich.oversight.reports.open_difficulties import open_now
from sohotich.oversight.reports.rows import blank, event
from sohotich.oversight.reports.schedule import chain_of_campaign
from sohotich.oversight.reports.texts import texts_made

_log = logging.getLogger(__name__)
_SCHEDULER = "scheduler"
FROZEN: Final = ["figures", "figures_at", "text_made", "open_difficulties"]


def periods_close() -> list[Period]:
    """Close every period that is due and not closed, oldest first, and end reopenings whose time is
    over; returns the periods this call closed.

    Run by the worker at its start and once a minute, as the scheduler. Each period is a transaction
    of its own: killed in between, the rest is closed the next time, with its own hour.
    """
    moment = campaign_now()
    if campaign() is not None:
        _begin(moment)
    chain = chain_of_campaign()
    if chain is None:
        return []
    known = {(day, Level(tier)) for day, tier in ClosedPeriod.objects.values_list("day", "tier")}
    done = [period for period in periods_due(chain, moment, known) if _close(period)]
    if done:
        _log.info("reports closed: %s", ", ".join(f"{p.day} {p.tier}" for p in done))
    _end_reopenings(moment)
    return done


def reporting_begin(at: CampaignTime) -> None:
    """Say from when on the chain is looked after; what closed before stays nobody's."""
    ReportingBegan.objects.update_or_create(single=True, defaults={"at": at})


def _begin(moment: CampaignTime) -> None:
    """Write down that the chain is looked after from now on, unless it was written before; anew
    when the clock was set back.
    """
    if not ReportingBegan.objects.filter(at__lte=moment).exists():
        reporting_begin(moment)


def _close(period: Period) -> bool:
    """Whether this call closed it. A second server waits at the unique period, then loses."""
    try:
        with transaction.atomic():
            ClosedPeriod.objects.create(
                day=period.day,
                tier=period.tier.value,
                due_at=period.due,
                closes_at=period.closes,
                closed_at=campaign_now(),
                closed_at_real=now(),
            )
            _freeze(period)
    except IntegrityError:
        if ClosedPeriod.objects.filter(day=period.day, tier=period.tier.value).exists():
            return False
        raise
    return True


def _freeze(period: Period) -> None:
    offices = offices_on(period.day)
    units = offices.of(period.tier)
    rows = [blank(office, period) for office in units]
    figures_put(rows, offices, period.day)
    # What people wrote and confirmed meanwhile stays: only what the figures say is put in.
    Report.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["unit_code", "day"], update_fields=FROZEN
    )
    scheduler = service_actor(_SCHEDULER)
    closed = Report.objects.filter(day=period.day, tier=period.tier.value)
    ReportEvent.objects.bulk_create(
        event(row, EventKind.CLOSED, scheduler, content=row.figures) for row in closed
    )


def figures_put(rows: Collection[Report], offices: Offices, day: date) -> None:
    """Put into the rows of one day what their figures are now, and what is written from them."""
    units = [offices.all[row.unit_code] for row in rows]
    found = gathered(offices, units, day)
    texts, raised = texts_made(units, found, day), open_now([row.unit_code for row in rows], day)
    moment = campaign_now()
    for row in rows:
        row.figures, row.figures_at = found[row.unit_code], moment
        row.text_made = texts[row.unit_code]
        row.open_difficulties = raised.get(row.unit_code, [])


def _end_reopenings(moment: CampaignTime) -> None:
    with transaction.atomic():
        over = Report.objects.filter(reopened_until__lte=moment).select_for_update(skip_locked=True)
        for report in over.order_by("unit_code", "day"):
            close_again(report, service_actor(_SCHEDULER))


def close_again(report: Report, actor: Actor) -> None:
    """End the reopening of a report in hand: its figures are frozen anew, the former are events."""
    figures_put([report], offices_on(report.day), report.day)
    report.reopened_until = None
    report.save(update_fields=[*FROZEN, "reopened_until"])
    event(report, EventKind.CLOSED_AGAIN, actor, content=report.figures).save(force_insert=True)
