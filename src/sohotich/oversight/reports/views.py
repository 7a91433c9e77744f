"""The daily report on the screen: one's own, those below, reminding, reopening."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.reports import services
from sohotich.oversight.reports.below import list_of, reporting_below
from sohotich.oversight.reports.final_letter import final_letter_of, has_final
from sohotich.oversight.reports.forms import ReopenForm, SaidForm, said_before
from sohotich.oversight.reports.late_list import late_letter_of
from sohotich.oversight.reports.letters import WRITERS, file_name, letter_of
from sohotich.oversight.reports.screen import breadcrumb, report_page
from sohotich.oversight.reports.selectors import DayReport, day_report, first_unit, latest_day


@requires("report.view")
@require_GET
def today(request: ActorRequest) -> HttpResponse:
    """On to the report of the day of one's own unit; without one, when there will be."""
    day, unit = latest_day(), first_unit(request.actor)
    if day is not None and day_report(actor=request.actor, unit=unit, day=day) is not None:
        return redirect("reports:one", unit, day.isoformat())
    return render(request, "reports/none.html")


@requires("report.view")
@require_GET
def one(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """A unit's report: the paper filled, boxes to write in for those whose report it is."""
    found = _found(request, unit, day)
    return _page(request, found, SaidForm(said_before(found.report)))


def _page(
    request: ActorRequest, found: DayReport, form: SaidForm, reopening: ReopenForm | None = None
) -> HttpResponse:
    context = {
        **report_page(found, request.actor),
        "form": form,
        "reopening": reopening or ReopenForm(),
    }
    return render(request, "reports/one.html", context)


@requires("report.view")
@require_GET
def file(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The report as an official letter: DOCX, PDF or XLSX."""
    found = _found(request, unit, day)
    return _written(letter_of(found), file_name(found, ending), ending)


@requires("report.view")
@require_GET
def late(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The units below that are late or behind, as an official letter."""
    found = _found(request, unit, day)
    if not found.below:
        raise Http404
    return _written(late_letter_of(found), file_name(found, ending, "danh-sach-cham"), ending)


@requires("report.view")
@require_GET
def final(request: ActorRequest, unit: str, day: str, ending: str) -> HttpResponse:
    """The unit's report at the end of the campaign, as an official letter."""
    found = _found(request, unit, day)
    if not has_final(found):
        raise Http404
    return _written(final_letter_of(found), file_name(found, ending, "bao-cao-tong-ket"), ending)


def _written(letter: OfficialLetter, name: str, ending: str) -> HttpResponse:
    if ending not in WRITERS:
        raise Http404
    media_type, write_as = WRITERS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_as(letter), content_type=media_type, headers=headers)


@require_POST
@requires("report.confirm")
def write(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Keep what is being written; the page asks it by itself. 422: not in this form."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    services.report_write(actor=request.actor, unit=unit, day=_day(day), said=form.said)
    return HttpResponse(status=204)


@require_POST
@requires("report.confirm")
def confirm(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Confirm the unit's report with what was written."""
    found, form = _found(request, unit, day), SaidForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        done = services.report_confirm(
            actor=request.actor, unit=unit, day=found.period.day, said=form.said
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        late = f" Nộp muộn {grouped(done.late_minutes)} phút." if done.late_minutes else ""
        messages.success(request, f"Đã xác nhận báo cáo ngày {done.day:%d/%m/%Y}.{late}")
    return _back(unit, day)


@require_POST
@requires("report.follow")
def reopen(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Let a closed report be corrected until a moment."""
    found, form = _found(request, unit, day), ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, SaidForm(said_before(found.report)), form)
    try:
        services.report_reopen(
            actor=request.actor,
            unit=unit,
            day=found.period.day,
            until=form.until_moment,
            reason=form.cleaned_data["reason"],
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã mở lại báo cáo của {found.office.name}.")
    return _back(unit, day)


@requires("report.view")
@require_GET
def below(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Who below has reported, who is missing; Excel and print."""
    found = _found(request, unit, day)
    rows = reporting_below(found)
    context = {
        "found": found,
        "missing": sum(row.line.missing for row in rows),
        "formats": [
            (ending.upper(), reverse("reports:late", args=[unit, day, ending]))
            for ending in WRITERS
        ],
        "follows": request.actor.can("report.follow", unit),
        "breadcrumb": breadcrumb(found.offices, unit, day, "Cấp dưới"),
    }
    return list_response(request, "reports/below.html", rows, list_of(found), context)


@require_POST
@requires("report.follow")
def remind_all(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Remind every unit below that is missing."""
    found = _found(request, unit, day)
    missing = services.remind(actor=request.actor, unit=unit, day=found.period.day)
    if missing:
        messages.success(request, f"Đã nhắc {grouped(len(missing))} đơn vị.")
    else:
        messages.info(request, "Mọi đơn vị đã xác nhận.")
    return HttpResponseRedirect(reverse("reports:below", args=[unit, day]))


def _found(request: ActorRequest, unit: str, day: str) -> DayReport:
    found = day_report(actor=request.actor, unit=unit, day=_day(day))
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _back(unit: str, day: str) -> HttpResponse:
    return redirect("reports:one", unit, day)
