"""Máy móc: the list on every tier, one machine with its history, what happens to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names, unit_on, units_in_force
from sohotich.oversight.staffing import lists, machine_services
from sohotich.oversight.staffing.asked import (
    commune_asked,
    day_asked,
    days_around,
    row_asked,
    trail,
    trail_below,
    unit_asked,
)
from sohotich.oversight.staffing.forms import LendForm, MachineForm, StateForm, machine_before
from sohotich.oversight.staffing.kinds import MachineState
from sohotich.oversight.staffing.machines import machines_as_of
from sohotich.oversight.staffing.models import Machine, MachineLoan
from sohotich.oversight.staffing.overview import communes_of

_VIEW, _EDIT = "machine.view", "staffing.edit"
_TITLE = "Máy móc"
_deeper = partial(trail_below, title=_TITLE, address="staffing:machines")


@requires(_VIEW)
@require_GET
def machines(request: ActorRequest, unit: str) -> HttpResponse:
    """The machines of a commune, lent ones too; above, those of every commune."""
    found, on = unit_asked(request, unit, _VIEW), day_asked(request)
    codes = [one.code for one, _ in communes_of(request.actor, _VIEW, unit)]
    mine = machines_as_of(on).filter(unit_code__in=codes)
    borrowed = machines_as_of(on).filter(stood__in=codes).exclude(unit_code__in=codes)
    rows = [*mine, *borrowed]
    names = unit_names({code for row in rows for code in (row.unit_code, row.stood)})
    shown = [lists.MachineRow(row, names[row.unit_code], names[row.stood]) for row in rows]
    title = f"Máy móc {found.name[:1].lower()}{found.name[1:]}"
    context = {
        "unit": found,
        "heading": title,
        "day": on,
        "days": days_around(request.path, on),
        "edits": found.level == "commune" and request.actor.can(_EDIT, unit),
        "breadcrumb": _trail(request, found, _TITLE),
    }
    many = found.level != "commune" or bool(borrowed)
    definition = lists.machine_list(title, f"may-moc-{unit}-{on:%Y-%m-%d}", many=many)
    return list_response(request, "staffing/machines.html", shown, definition, context)


def _trail(request: ActorRequest, unit: Unit, last: str) -> list[tuple[str, str]]:
    """Without the unit's own page for whoever sees the machines alone."""
    way = trail(unit, last)
    return way if request.actor.can("staffing.view", unit.code) else [(unit.name, ""), (last, "")]


@requires(_EDIT)
def add(request: ActorRequest, unit: str) -> HttpResponse:
    """Write a machine down."""
    found = commune_asked(request, unit, _EDIT)
    form = MachineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = machine_services.machine_save(
                actor=request.actor,
                unit=unit,
                said=form.said,
                since=form.cleaned_data["since"],
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi máy.")
            return redirect("staffing:machine", made.key)
    context = {"unit": found, "form": form, "breadcrumb": _deeper(found, last="Thêm máy")}
    return render(request, "staffing/machine_form.html", context)


@requires(_EDIT)
def edit(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change what is written of a machine; its state has a history of its own."""
    row = row_asked(request, Machine, key, _EDIT)
    unit = unit_on(row.unit_code)
    assert unit is not None
    form = MachineForm(request.POST or None, known=row, initial=machine_before(row))
    if request.method == "POST" and form.is_valid():
        machine_services.machine_save(
            actor=request.actor, unit=row.unit_code, said=form.said, machine=row
        )
        return redirect("staffing:machine", key)
    context = {"unit": unit, "form": form, "row": row, "breadcrumb": _deeper(unit, last="Sửa máy")}
    return render(request, "staffing/machine_form.html", context)


@requires(_VIEW)
@require_GET
def machine(request: ActorRequest, key: UUID) -> HttpResponse:
    """One machine: where it is, its state and history, its loans."""
    return _page(request, _machine(request, key))


def _machine(request: ActorRequest, key: UUID, right: str = _VIEW) -> Any:
    """For those of its commune and of the one that has it in hand; else Http404."""
    row = machines_as_of(campaign_today()).filter(pk=key).first()
    if row is None or not any(request.actor.can(right, u) for u in (row.unit_code, row.at_unit)):
        raise Http404
    return row


def _page(
    request: ActorRequest,
    row: Any,
    state: StateForm | None = None,
    lend: LendForm | None = None,
) -> HttpResponse:
    actor = request.actor
    loans = list(MachineLoan.objects.filter(machine=row))
    names = unit_names({row.unit_code, row.at_unit, *(loan.to_unit for loan in loans)})
    owns = actor.can(_EDIT, row.unit_code)
    holds = owns or actor.can(_EDIT, row.at_unit)
    unit = unit_on(row.unit_code if actor.can(_VIEW, row.unit_code) else row.at_unit)
    assert unit is not None
    way = _trail(request, unit, _TITLE)
    context = {
        "row": row,
        "badge": lists.state_badge(row.state),
        "home": names[row.unit_code],
        "stands": names[row.at_unit],
        "lent": row.at_unit != row.unit_code,
        "loans": [(loan, names[loan.to_unit]) for loan in reversed(loans)],
        "late": [loan for loan in loans if not loan.returned_on and loan.due_on < campaign_today()],
        "events": [(one, lists.state_badge(one.state)) for one in row.events.order_by("-key")],
        "works": row.state == MachineState.GOOD,
        "owns": owns,
        "holds": holds,
        "state_form": state or StateForm(initial={"state": row.state}),
        "lend_form": lend or LendForm(communes=_others(row)) if owns else None,
        "breadcrumb": [*way[:-1], (_TITLE, reverse("staffing:machines", args=[unit.code])),
                       (str(row.get_kind_display()), "")],
    }  # fmt: skip
    return render(request, "staffing/machine.html", context)


def _others(row: Machine) -> list[tuple[Unit, str]]:
    units = units_in_force()
    names = {one.code: one.name for one in units}
    return [
        (one, names.get(one.parent_code, ""))
        for one in units
        if one.level == "commune" and one.code != row.unit_code
    ]


@require_POST
@requires(_EDIT)
def broken(request: ActorRequest, key: UUID) -> HttpResponse:
    """Report a fault in one action: broken from today."""
    row = _machine(request, key, _EDIT)
    note = request.POST.get("note", "")
    return _done(
        request,
        key,
        "Đã báo hỏng.",
        lambda: machine_services.machine_state(
            actor=request.actor, machine=row, state=MachineState.BROKEN, note=note
        ),
    )


@require_POST
@requires(_EDIT)
def state(request: ActorRequest, key: UUID) -> HttpResponse:
    """The machine's state from a day on."""
    row, form = _machine(request, key, _EDIT), StateForm(request.POST)
    if not form.is_valid():
        return _page(request, row, state=form)
    given = form.cleaned_data
    return _done(
        request,
        key,
        "Đã ghi tình trạng máy.",
        lambda: machine_services.machine_state(
            actor=request.actor,
            machine=row,
            state=given["state"],
            note=given["note"],
            day=given["day"],
        ),
    )


@require_POST
@requires(_EDIT)
def lend(request: ActorRequest, key: UUID) -> HttpResponse:
    """Lend the machine to another commune."""
    row = _machine(request, key, _EDIT)
    form = LendForm(request.POST, communes=_others(row))
    if not form.is_valid():
        return _page(request, row, lend=form)
    given = form.cleaned_data
    return _done(
        request,
        key,
        "Đã ghi cho mượn.",
        lambda: machine_services.machine_lend(
            actor=request.actor, machine=row, to_unit=given["to_unit"], due_on=given["due_on"]
        ),
    )


@require_POST
@requires(_EDIT)
def back(request: ActorRequest, key: UUID) -> HttpResponse:
    """The machine is back."""
    row = _machine(request, key, _EDIT)
    return _done(
        request,
        key,
        "Đã ghi nhận lại máy.",
        lambda: machine_services.machine_back(actor=request.actor, machine=row),
    )


def _done(request: ActorRequest, key: UUID, words: str, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("staffing:machine", key)
