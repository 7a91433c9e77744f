"""Publishing a day's counts once its figures have gone up, as the service identity of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from sohotich.domain.places import Level
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign, campaign_now
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.units import units_in_force
from sohotich.foundation.policies.services import number, value
from sohotich.oversight.facts.selectors import Figures, campaign_days, figures, units_with_books
from sohotich.oversight.public_page.models import PublicPage, PublishedCount, PublishedDay
from sohotich.oversight.public_page.release import NOTHING, Cell, release
from sohotich.oversight.reports.schedule import chain_of_campaign, period_on

SERVICE = "public_page"
SHOWN, LEAST = "public_page.shown", "public_page.least"


def public_page_keep() -> list[date]:
    """What the worker does once a minute: pass on whether the page is shown, and publish each day
    that is over for the province (its cut-off for the report has passed); returns those days.

    A day once published stays as it was; what is corrected later shows on later days.
    """
    with as_service(SERVICE, None):
        shown = value(SHOWN) == "shown"
        if PublicPage.objects.values_list("shown", flat=True).first() is not shown:
            PublicPage.objects.update_or_create(single=True, defaults={"shown": shown})
        found = campaign()
        if not shown or found is None:
            return []
        return [day for day in _due() if _publish(found, day)]


def _due() -> list[date]:
    """Campaign days whose hour has passed and that are not published, none before one that is."""
    chain, moment = chain_of_campaign(), campaign_now()
    last = PublishedDay.objects.order_by("-day").values_list("day", flat=True).first()
    if chain is None:
        return []
    return [
        day
        for day in campaign_days()
        if (last is None or day > last) and period_on(chain, day, Level.PROVINCE).closes <= moment
    ]


def _publish(found: Campaign, day: date) -> bool:
    """Whether this call published it. A second server waits at the unique day, then loses."""
    least = number(LEAST, day)
    try:
        with transaction.atomic():
            row = PublishedDay.objects.create(
                day=day,
                campaign=found.name,
                starts_on=found.starts_on,
                ends_on=found.ends_on,
                least=least,
                published_at=campaign_now(),
            )
            PublishedCount.objects.bulk_create(_counts(row, least))
            record(
                actor=service_actor(SERVICE),
                action="public_page.publish",
                unit="",
                subject="public_page",
                key=row.key,
                facts={"day": day.isoformat()},
            )
    except IntegrityError:
        if PublishedDay.objects.filter(day=day).exists():
            return False
        raise
    return True


def _counts(row: PublishedDay, least: int) -> Iterable[PublishedCount]:
    before = _last_published(row)
    communes = {one.code for one in units_in_force(row.day) if one.level == Level.COMMUNE}
    truth = _cells(figures(sorted(communes | set(units_with_books())), row.day).values())
    # A cell that was published and is no more has fallen to nothing.
    for unit, type_code in sorted(before.keys() | truth.keys()):
        was = before.get((unit, type_code), NOTHING)
        cell = release(was, truth.get((unit, type_code), NOTHING), least)
        yield PublishedCount(day=row, unit_code=unit, type_code=type_code, **cell._asdict())


def _last_published(row: PublishedDay) -> dict[tuple[str, str], Cell]:
    last = PublishedDay.objects.filter(day__lt=row.day).order_by("-day").first()
    rows = PublishedCount.objects.filter(day=last).values_list("unit_code", "type_code", *_FIELDS)
    return {(unit, type_code): Cell(*cell) for unit, type_code, *cell in rows}


_FIELDS = Cell._fields


def _cells(found: Iterable[Figures]) -> dict[tuple[str, str], Cell]:
    return {
        (one.unit, type_code): Cell(*(counts[stage].so_far for stage in _FIELDS))
        for one in found
        for type_code, counts in one.by_type.items()
    }
