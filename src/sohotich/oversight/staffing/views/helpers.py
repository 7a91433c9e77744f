"""Người huy động: the list of one's own commune, one helper, accounts by one sheet."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.administration.cards import cards_page
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.excel import workbook_answer
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.traced_list import trace_list
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.staffing import lists
from sohotich.oversight.staffing.asked import (
    commune_asked,
    row_asked,
    sheet_taken,
    trail,
    trail_below,
)
from sohotich.oversight.staffing.forms import HelperForm, SheetForm, helper_before
from sohotich.oversight.staffing.helper_sheet import helper_template
from sohotich.oversight.staffing.helpers import (
    SheetOutcome,
    helper_remove,
    helper_save,
    helpers_import,
)
from sohotich.oversight.staffing.models import Helper

_EDIT = "staffing.edit"
_TITLE = "Người huy động"
_deeper = partial(trail_below, title=_TITLE, address="staffing:helpers")


@requires(_EDIT)
@require_GET
def people(request: ActorRequest, unit: str) -> HttpResponse:
    """Who was mobilised; names stay in the commune, and each showing is logged."""
    found = commune_asked(request, unit, _EDIT)
    rows = list(Helper.objects.filter(unit_code=unit).select_related("user").order_by("key"))
    trace_list(
        request,
        action="helper.read",
        subject="helper",
        purpose="screen",
        found=len(rows),
        unit=unit,
        words=request.GET.get("tim", ""),
    )
    context = {
        "unit": found,
        "gives_accounts": request.actor.can("people.manage", unit),
        "breadcrumb": trail(found, _TITLE),
    }
    definition = lists.helper_list(unit, found.name, campaign_today())
    return list_response(request, "staffing/helpers.html", rows, definition, context)


@requires(_EDIT)
def add(request: ActorRequest, unit: str) -> HttpResponse:
    """Write a helper down."""
    found = commune_asked(request, unit, _EDIT)
    return _form(request, found, HelperForm(request.POST or None, unit=unit), None)


@requires(_EDIT)
def helper(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change what is written of a helper."""
    row = row_asked(request, Helper, key, _EDIT)
    unit = unit_on(row.unit_code)
    assert unit is not None
    form = HelperForm(request.POST or None, unit=row.unit_code, initial=helper_before(row))
    return _form(request, unit, form, row)


def _form(request: ActorRequest, unit: Unit, form: HelperForm, row: Helper | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            helper_save(actor=request.actor, unit=unit.code, said=form.said, helper=row)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi người huy động.")
            return redirect("staffing:helpers", unit.code)
    title = row.name if row else "Thêm người"
    context = {"unit": unit, "form": form, "row": row, "breadcrumb": _deeper(unit, last=title)}
    return render(request, "staffing/helper.html", context)


@require_POST
@requires(_EDIT)
def remove(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take somebody off the list."""
    row = row_asked(request, Helper, key, _EDIT)
    helper_remove(actor=request.actor, helper=row)
    messages.success(request, "Đã bỏ khỏi danh sách; tài khoản, nếu có, vẫn còn.")
    return redirect("staffing:helpers", row.unit_code)


@requires(_EDIT)
def sheet(request: ActorRequest, unit: str) -> HttpResponse:
    """Look through a sheet, or make its accounts and show their cards once."""
    found = commune_asked(request, unit, _EDIT)
    form = SheetForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        take = partial(
            helpers_import, actor=request.actor, unit=unit, dry_run="store" not in request.POST
        )
        outcome = sheet_taken(form.cleaned_data["file"], take)
        if outcome.stored and outcome.made:
            return cards_page(request, outcome.made, _told(outcome))
        if outcome.stored:
            messages.success(request, _told(outcome))
            return redirect("staffing:helpers", unit)
    context = {
        "unit": found,
        "form": form,
        "outcome": outcome,
        "breadcrumb": _deeper(found, last="Bảng người huy động"),
    }
    return render(request, "staffing/helper_sheet.html", context)


def _told(outcome: SheetOutcome) -> str:
    kinds = ("new", "period", "shifts", "same")
    new, period, shifts, same = (outcome.count(kind) for kind in kinds)
    return (
        f"{new} tài khoản mới, {period} người đổi thời hạn, {shifts} người đổi ca,"
        f" {same} người đã có sẵn."
    )


@requires(_EDIT)
@require_GET
def template(request: ActorRequest, unit: str) -> HttpResponse:
    commune_asked(request, unit, _EDIT)
    return workbook_answer("nguoi-huy-dong", helper_template())
