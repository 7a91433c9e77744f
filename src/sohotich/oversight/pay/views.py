"""Kinh phí on the screen: units, a commune's estimate and sheets, the norms, one's own work."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.selectors import job_alive
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.pay import sheets
from sohotich.oversight.pay.content import UNPAID
from sohotich.oversight.pay.estimate import estimates
from sohotich.oversight.pay.forms import SheetForm
from sohotich.oversight.pay.jobs import TALLY
from sohotich.oversight.pay.listing import unit_list
from sohotich.oversight.pay.models import PayTally
from sohotich.oversight.pay.norm_rows import norm_rows
from sohotich.oversight.pay.norms import Bracket, bracket_names, work_words
from sohotich.oversight.pay.selectors import (
    UnitCost,
    communes_of,
    communes_under,
    own_work,
    roots_of,
    sheets_of,
    unit_costs,
)
from sohotich.oversight.pay.terms import ceilings_of, decided, middle_confirmed, terms_of


@requires("pay.view")
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """One's own unit; somebody with several sees their communes as rows."""
    roots = roots_of(request.actor)
    if len(roots) == 1:
        return redirect("pay:unit", roots[0])
    return _above(request, communes_of(request.actor), "Các đơn vị của anh/chị", "")


@requires("pay.view")
@require_GET
def unit(request: ActorRequest, unit: str) -> HttpResponse:
    """A commune's costs and sheets; above it the communes as rows."""
    found = unit_on(unit)
    if found is None or not request.actor.can("pay.view", unit):
        raise Http404
    if found.level != "commune":
        codes = communes_under(request.actor, unit)
        return _above(request, codes, found.name, unit)
    return _commune(request, unit, found.name, SheetForm(initial=_usual()))


def _above(request: ActorRequest, codes: list[str], name: str, code: str) -> HttpResponse:
    rows = unit_costs(codes)
    context = {
        "name": name,
        "code": code,
        "figures": _figures(rows),
        "untallied": sum(row.tally is None for row in rows),
        "confirmed": middle_confirmed(),
        "job": job_alive("pay", _counted_as(code), TALLY),
    }
    return list_response(request, "pay/units.html", rows, unit_list(f"Kinh phí: {name}"), context)


def _figures(rows: list[UnitCost]) -> list[dict[str, object]]:
    low, high = (grouped(sum(getattr(row, end) for row in rows)) for end in ("low", "high"))
    tallied = sum(row.tally.amount for row in rows if row.tally)
    return [
        {
            "title": "Dự toán (đồng)",
            "value": sum(row.middle for row in rows),
            "note": f"từ {low} đến {high}",
        },
        {"title": "Đã làm (đồng)", "value": tallied},
        {"title": "Đã chốt trả (đồng)", "value": sum(row.paid for row in rows)},
    ]


def _commune(request: ActorRequest, code: str, name: str, form: SheetForm) -> HttpResponse:
    known = decided()
    lines = estimates([code], known)
    made = sheets_of(code)
    context = {
        "name": name,
        "code": code,
        "lines": lines,
        "low": sum(line.low for line in lines),
        "middle": sum(line.middle for line in lines),
        "high": sum(line.high for line in lines),
        "expected": sum(line.expected for line in lines),
        "tally": PayTally.objects.filter(unit_code=code).first(),
        "sheets": made,
        "draft": next((sheet for sheet in made if sheet.state == "draft"), None),
        "prepares": request.actor.can("pay.prepare", code),
        "form": form,
        "confirmed": middle_confirmed(),
        "ceilings": [
            (words, ceilings_of(known)[bracket])
            for bracket, words in bracket_names(terms_of(known)).items()
        ],
    }
    return render(request, "pay/unit.html", context)


def _usual() -> dict[str, Any]:
    ceilings = ceilings_of(decided())
    return {bracket.value: ceilings[bracket] for bracket in Bracket} | {"to_day": campaign_today()}


@require_POST
@requires("pay.prepare")
def prepare(request: ActorRequest, unit: str) -> HttpResponse:
    """Reckon a new sheet of the commune."""
    found, form = unit_on(unit), SheetForm(request.POST)
    if found is None or not request.actor.can("pay.prepare", unit):
        raise Http404
    if not form.is_valid():
        return _commune(request, unit, found.name, form)
    said = form.cleaned_data
    try:
        made = sheets.sheet_prepare(
            actor=request.actor,
            unit=unit,
            to_day=said["to_day"],
            rates=form.rates,
            ground=said["ground"],
        )
    except UserError as error:
        form.add_error(None, str(error))
        messages.error(request, str(error))
        return _commune(request, unit, found.name, form)
    return redirect("pay:sheet", made.key)


def _counted_as(code: str) -> UUID:
    """What a count is a job for: one commune's under way is not the province's."""
    return uuid5(NAMESPACE_OID, f"pay:{code}")


@require_POST
@requires("pay.view")
def tally(request: ActorRequest) -> HttpResponse:
    """Reckon the finished work of one's communes, or of one of them, in the background."""
    asked = request.POST.get("unit", "")
    codes = communes_of(request.actor)
    if asked:
        if unit_on(asked) is None or not request.actor.can("pay.view", asked):
            raise Http404
        codes = communes_under(request.actor, asked)
    start_alone(
        actor=request.actor,
        kind=TALLY,
        unit=asked or (roots_of(request.actor) or [""])[0],
        subject="pay",
        subject_key=_counted_as(asked),
        args={"units": codes},
    )
    messages.success(request, "Đang tính công đã làm. Tải lại trang để xem số mới.")
    return redirect("pay:unit", asked) if asked else redirect("pay:index")


@requires("pay.view")
@require_GET
def norms(request: ActorRequest) -> HttpResponse:
    """The norms in force today, each with its source."""
    context = {"rows": norm_rows(), "confirmed": middle_confirmed()}
    return render(request, "pay/norms.html", context)


@requires("pay.own")
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """One's own work and how it is reckoned; nobody else's."""
    found = own_work(request.actor)
    record(actor=request.actor, action="pay.own", unit="", subject="user", key=request.actor.key)
    pieces, unpaid = [], []
    if found.unpaid is not None:
        reckoned = found.unpaid.reckoned
        pieces = [(work_words(line.work, found.terms), line) for line in reckoned.lines]
        unpaid = [(UNPAID[reason], count) for reason, count in reckoned.unpaid.items()]
    context = {
        "found": found,
        "pieces": pieces,
        "unpaid": unpaid,
        "lines": [(line, [(work_words(i["work"], found.terms), i) for i in line.items])
                  for line in found.lines],
        "home": reverse("home"),
    }  # fmt: skip
    return render(request, "pay/mine.html", context)
