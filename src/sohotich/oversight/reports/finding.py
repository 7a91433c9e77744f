"""The report that an address asks for."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.oversight.reports.selectors import DayReport, day_report


def report_asked(request: ActorRequest, unit: str, day: str) -> DayReport:
    """The unit's report of `day` (2025-01-07); Http404 where there is none one may see."""
    found = day_report(actor=request.actor, unit=unit, day=asked_day(day))
    if found is None:
        raise Http404
    return found


def asked_day(text: str) -> date:
    """Http404 for a day that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
