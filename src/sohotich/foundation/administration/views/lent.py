"""Temporary accounts by one sheet: template, preview with findings by cell, cards."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from sohotich.engines.guard import Refused
from sohotich.engines.workbook import WorkbookError
from sohotich.foundation.administration.cards import cards_page
from sohotich.foundation.administration.lent import LentOutcome, lent_import
from sohotich.foundation.administration.lent_sheet import lent_template
from sohotich.foundation.administration.people_forms import LentForm
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake import services as intake
from sohotich.foundation.pages.excel import workbook_answer
from sohotich.foundation.people.permissions import ActorRequest, requires

_KINDS = ("xlsx", "ods", "csv")


@requires("people.manage")
def lent(request: ActorRequest) -> HttpResponse:
    """Look through a sheet, or make its accounts and show their cards once."""
    form = LentForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        outcome = _import(request, form)
        if outcome.stored and outcome.made:
            return cards_page(request, outcome.made, _told(outcome))
        if outcome.stored:
            messages.success(request, _told(outcome))
            return redirect("administration:people")
    return render(request, "administration/lent.html", {"form": form, "outcome": outcome})


def _import(request: ActorRequest, form: LentForm) -> LentOutcome:
    upload = form.cleaned_data["file"]
    name = str(upload.name)
    try:
        with intake.arrived(name, upload.file) as path:
            intake.check(path, _KINDS)
            return lent_import(actor=request.actor, path=path, dry_run="store" not in request.POST)
    except Refused as error:
        raise UserError(str(error), where=name) from error
    except WorkbookError as error:
        raise UserError(error.message, where=f"{name} {error.where}".strip()) from error


def _told(outcome: LentOutcome) -> str:
    new, same, period = (outcome.count(state) for state in ("new", "same", "period"))
    return f"{new} tài khoản mới, {period} tài khoản đổi thời hạn, {same} tài khoản đã có sẵn."


@requires("people.manage")
@require_GET
def template(request: ActorRequest) -> HttpResponse:
    return workbook_answer("nguoi-muon", lent_template(request.actor))
