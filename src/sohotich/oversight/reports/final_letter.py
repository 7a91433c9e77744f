"""The report at the end of the campaign: every day's report of the unit put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from django.db.models import QuerySet

from sohotich.domain.places import Level
from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.engines.documents.progress import (
    Discipline,
    Final,
    FinalDay,
    FinalGroup,
    FinalUnit,
    final_report,
)
from sohotich.foundation.database.clock import campaign
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.heads import head_of
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import Office
from sohotich.oversight.reports.said import difficulties_of, proposals_of, staffing_of
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.standing_figures import (
    standing_of,
    standing_of_kept,
    standings_by_type,
)

_Came = list[tuple[str, date, int | None]]
"""(unit, day, minutes late; None: nobody confirmed) of every closed report."""


def has_final(found: DayReport) -> bool:
    """Whether the unit's report of the campaign's last day is closed."""
    own = campaign()
    last = own is not None and found.period.day == own.ends_on
    return last and found.report.figures is not None


def final_letter_of(found: DayReport, number: str = "") -> OfficialLetter:
    """The letter at the end; `has_final` holds. Days that were never closed are left out."""
    code = found.office.code
    below = [one.code for one in _reporting(found)]
    came = _came(below)
    closed = _closed(Report.objects.filter(unit_code=code).order_by("day"))
    return final_report(
        Final(
            **head_of(found, number),
            whole=standing_of(found),
            days=tuple(
                FinalDay(
                    day,
                    standing_of_kept(found.office.name, figures),
                    _discipline(late for _, at, late in came if at == day),
                )
                for _, day, figures in closed
            ),
            groups=tuple(_groups(found, came)),
            by_type=standings_by_type(found),
            staffing=staffing_of(found),
            difficulties=difficulties_of(found),
            proposals=proposals_of(found),
        )
    )


def _reporting(found: DayReport) -> list[Office]:
    """Whose reports are counted: the communes below, a commune's its own."""
    return [found.offices.all[code] for code in found.offices.communes(found.office.code)]


def _came(units: Collection[str]) -> _Came:
    rows = Report.objects.filter(unit_code__in=list(units), figures__isnull=False)
    return list(rows.values_list("unit_code", "day", "late_minutes"))


def _closed(rows: QuerySet[Report]) -> list[tuple[str, date, Kept]]:
    """(unit, day, figures) of those that are closed."""
    closed = rows.filter(figures__isnull=False)
    found = closed.values_list("unit_code", "day", "figures")
    return [(code, day, cast(Kept, row)) for code, day, row in found]


def _discipline(minutes: Iterable[int | None]) -> Discipline:
    minutes = list(minutes)
    return Discipline(
        on_time=minutes.count(0),
        late=sum(bool(late) for late in minutes),
        missing=minutes.count(None),
    )


def _groups(found: DayReport, came: _Came) -> Iterable[FinalGroup]:
    """The communes, by district where the unit stands above districts; none below a commune."""
    if found.office.level is Level.COMMUNE:
        return
    offices, own = found.offices, found.office.code
    last = _closed(Report.objects.filter(day=found.period.day))
    figures = {code: row for code, _, row in last}

    def unit(office: Office, codes: Collection[str]) -> FinalUnit:
        discipline = _discipline(late for code, _, late in came if code in codes)
        return FinalUnit(standing_of_kept(office.name, figures[office.code]), discipline)

    def units(code: str) -> tuple[FinalUnit, ...]:
        communes = (offices.all[one] for one in offices.communes(code))
        return tuple(unit(one, {one.code}) for one in communes if one.code in figures)

    middle = [one for one in offices.below(own) if one.level is not Level.COMMUNE]
    if not middle:
        yield FinalGroup("", units(own))
    for one in middle:
        whole = unit(one, set(offices.communes(one.code))) if one.code in figures else None
        yield FinalGroup(one.name, units(one.code), whole)
