"""Ca: the plan of a day beside what was really done, and what the officer says of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.text import sort_key
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.staffing.asked import (
    commune_asked,
    day_asked,
    days_around,
    row_asked,
    trail,
)
from sohotich.oversight.staffing.attendance import attendance_on
from sohotich.oversight.staffing.attendance_list import attendance_list, count_words
from sohotich.oversight.staffing.attendance_total import total_list, totals
from sohotich.oversight.staffing.kinds import Absence, Shift
from sohotich.oversight.staffing.marks import shift_mark
from sohotich.oversight.staffing.models import Helper

_EDIT = "staffing.edit"


@requires(_EDIT)
@require_GET
def day(request: ActorRequest, unit: str) -> HttpResponse:
    """Who was planned and who worked, shift by shift."""
    found, on = commune_asked(request, unit, _EDIT), day_asked(request)
    known = attendance_on(actor=request.actor, unit=unit, day=on)
    rows = [*known.lines, *known.unplanned]
    trace_list(
        request,
        action="shift.read",
        subject="helper",
        purpose="screen",
        found=len(rows),
        unit=unit,
        words=request.GET.get("tim", ""),
        filters={"day": str(on)},
    )
    chosen = _chosen(request, rows)
    context = {
        "unit": found,
        "day": on,
        "days": days_around(request.path, on),
        "counted": count_words(known),
        "chosen": chosen,
        "substitutes": _substitutes(unit, on, chosen.helper) if chosen else (),
        "absences": Absence.choices,
        "breadcrumb": trail(found, "Ca"),
    }
    definition = attendance_list(unit, found.name, known)
    return list_response(request, "staffing/attendance.html", rows, definition, context)


@requires(_EDIT)
@require_GET
def whole(request: ActorRequest, unit: str) -> HttpResponse:
    """Shifts and hours of each helper over the campaign so far."""
    found = commune_asked(request, unit, _EDIT)
    rows = totals(actor=request.actor, unit=unit)
    trace_list(
        request,
        action="shift.read",
        subject="helper",
        purpose="screen",
        found=len(rows),
        unit=unit,
        words=request.GET.get("tim", ""),
    )
    context = {"unit": found, "breadcrumb": trail(found, "Giờ công")}
    return list_response(
        request, "staffing/totals.html", rows, total_list(unit, found.name), context
    )


def _chosen(request: ActorRequest, rows: list[Any]) -> Any:
    """The line that `?ghi=` names by its helper and shift, None for none."""
    asked = request.GET.get("ghi", "")
    return next((r for r in rows if r.helper and f"{r.helper}.{r.time.code}" == asked), None)


def _substitutes(unit: str, on: date, away: UUID) -> list[Helper]:
    rows = Helper.objects.filter(unit_code=unit).exclude(pk=away)
    return sorted(rows.select_related("user"), key=lambda helper: sort_key(helper.name))


@require_POST
@requires(_EDIT)
def mark(request: ActorRequest, unit: str) -> HttpResponse:
    """Say that somebody was away, or who came instead; or take that back."""
    commune_asked(request, unit, _EDIT)
    sent = request.POST
    try:
        on = date.fromisoformat(sent.get("day", ""))
        helper = row_asked(request, Helper, UUID(sent.get("helper", "")), _EDIT)
        other = sent.get("substitute", "")
        substitute = row_asked(request, Helper, UUID(other), _EDIT) if other else None
    except ValueError:
        raise Http404 from None
    shift, kind = sent.get("shift", ""), sent.get("kind", "")
    if shift not in Shift.values or kind not in ("", *Absence.values):
        raise Http404
    try:
        shift_mark(
            actor=request.actor,
            helper=helper,
            day=on,
            shift=shift,
            kind=kind,
            substitute=substitute,
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi.")
    address = reverse("staffing:attendance", args=[helper.unit_code])
    return HttpResponseRedirect(f"{address}?ngay={on.isoformat()}")
