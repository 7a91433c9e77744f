"""The daily report on the screen: one's own, those below, reminding, reopening."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.reports import services
from sohotich.oversight.reports.below import list_of, reporting_below
from sohotich.oversight.reports.finding import asked_day, report_asked
from sohotich.oversight.reports.forms import (
    MailForm,
    ReopenForm,
    SaidForm,
    mail_form,
    proposed_of,
    said_before,
)
from sohotich.oversight.reports.letters import WRITERS
from sohotich.oversight.reports.screen import breadcrumb, report_page
from sohotich.oversight.reports.selectors import DayReport, day_report, first_unit, latest_day
from sohotich.oversight.reports.standing_figures import standing_of
from sohotich.oversight.reports.texts import Wording, wording_of

_ANEW = "viet-lai"


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
    found = report_asked(request, unit, day)
    return _page(request, found)


def _page(
    request: ActorRequest,
    found: DayReport,
    form: SaidForm | None = None,
    reopening: ReopenForm | None = None,
) -> HttpResponse:
    standing = standing_of(found)
    draft = found.writable_by(request.actor)
    wording = wording_of(found.report, found.state, standing, draft=draft)
    # Written anew where somebody asked for it in a confirmed report: confirming makes it count.
    boxed = Wording(wording.made) if _ANEW in request.GET else wording
    context = {
        **report_page(found, request.actor, standing),
        "wording": wording,
        "form": form or SaidForm(said_before(found, boxed), proposed=proposed_of(found)),
        "reopening": reopening or ReopenForm(),
        "mailing": mail_form(request.actor, found) if draft else None,
    }
    return render(request, "reports/one.html", context)


@require_POST
@requires("report.confirm")
def write(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Keep what is being written; the page asks it by itself. 422: not in this form."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    services.report_write(actor=request.actor, unit=unit, day=asked_day(day), said=form.draft)
    return HttpResponse(status=204)


@require_POST
@requires("report.confirm")
def confirm(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Confirm the unit's report with what was written."""
    found = report_asked(request, unit, day)
    form = SaidForm(request.POST, proposed=proposed_of(found))
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
@requires("report.confirm")
def rewrite(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Write the short text from the figures again, in place of what was made of it."""
    found = report_asked(request, unit, day)
    restored = services.text_restore(actor=request.actor, unit=unit, day=found.period.day)
    if restored:
        messages.success(request, "Đã viết lại từ số liệu.")
        return _back(unit, day)
    messages.info(request, "Đoạn văn đã viết lại từ số liệu. Xác nhận lại để gửi.")
    return redirect(f"{reverse('reports:one', args=[unit, day])}?{_ANEW}=1")


@require_POST
@requires("report.confirm")
def mail_address(request: ActorRequest) -> HttpResponse:
    """Where the person wants to be reminded; an empty line: nowhere."""
    form = MailForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Địa chỉ thư không đúng dạng, ví dụ: tuphap@bacninh.gov.vn.")
        return redirect("reports:today")
    services.mail_address_set(actor=request.actor, address=form.cleaned_data["address"])
    if form.cleaned_data["address"]:
        messages.success(request, "Đã ghi địa chỉ nhận thư nhắc báo cáo.")
    else:
        messages.success(request, "Đã bỏ địa chỉ; không gửi thư nhắc nữa.")
    return redirect("reports:today")


@require_POST
@requires("report.follow")
def reopen(request: ActorRequest, unit: str, day: str) -> HttpResponse:
    """Let a closed report be corrected until a moment."""
    found, form = report_asked(request, unit, day), ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reopening=form)
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
    found = report_asked(request, unit, day)
    rows = reporting_below(found)
    context = {
        "found": found,
        "missing": sum(row.line.missing for row in rows),
        "unsent": [row.mail for row in rows if row.mail is not None and row.mail.error],
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
    found = report_asked(request, unit, day)
    missing = services.remind(actor=request.actor, unit=unit, day=found.period.day)
    if missing:
        messages.success(request, f"Đã nhắc {grouped(len(missing))} đơn vị.")
    else:
        messages.info(request, "Mọi đơn vị đã xác nhận.")
    return HttpResponseRedirect(reverse("reports:below", args=[unit, day]))


def _back(unit: str, day: str) -> HttpResponse:
    return redirect("reports:one", unit, day)
