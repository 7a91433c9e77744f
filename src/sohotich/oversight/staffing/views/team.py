"""Tổ công tác: the list, one member, a sheet."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

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
from sohotich.oversight.staffing.forms import MemberForm, SheetForm, member_before
from sohotich.oversight.staffing.models import TeamMember
from sohotich.oversight.staffing.task_force import (
    member_leave,
    member_save,
    phones_of,
    team_of,
    team_problems,
)
from sohotich.oversight.staffing.team_sheet import TeamOutcome, team_import, team_template

_VIEW, _EDIT = "staffing.view", "staffing.edit"
_TITLE = "Tổ công tác"
_deeper = partial(trail_below, title=_TITLE, address="staffing:team")


@requires(_VIEW)
@require_GET
def team(request: ActorRequest, unit: str) -> HttpResponse:
    """Who is in the task force, and what it lacks by the plan."""
    found = commune_asked(request, unit, _VIEW)
    edits = request.actor.can(_EDIT, unit)
    members = list(team_of(unit))
    trace_list(
        request,
        action="team.read",
        subject="team_member",
        purpose="screen",
        found=len(members),
        unit=unit,
        words=request.GET.get("tim", ""),
    )
    context = {
        "unit": found,
        "problems": team_problems([unit])[unit],
        "edits": edits,
        "breadcrumb": trail(found, _TITLE),
    }
    definition = lists.team_list(unit, found.name, phones_of(members), edits)
    return list_response(request, "staffing/team.html", members, definition, context)


@requires(_EDIT)
def add(request: ActorRequest, unit: str) -> HttpResponse:
    """Write a member down."""
    found = commune_asked(request, unit, _EDIT)
    return _form(request, found, MemberForm(request.POST or None), None)


@requires(_EDIT)
def member(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change what is written of a member."""
    row = row_asked(request, TeamMember, key, _EDIT)
    unit = unit_on(row.unit_code)
    assert unit is not None
    before = member_before(row, phones_of([row]).get(row, ""))
    return _form(request, unit, MemberForm(request.POST or None, initial=before), row)


def _form(
    request: ActorRequest, unit: Unit, form: MemberForm, row: TeamMember | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            member_save(actor=request.actor, unit=unit.code, said=form.said, member=row)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi thành viên tổ công tác.")
            return redirect("staffing:team", unit.code)
    title = row.full_name if row else "Thêm thành viên"
    context = {"unit": unit, "form": form, "row": row, "breadcrumb": _deeper(unit, last=title)}
    return render(request, "staffing/member.html", context)


@require_POST
@requires(_EDIT)
def leave(request: ActorRequest, key: UUID) -> HttpResponse:
    """The member leaves the task force."""
    row = row_asked(request, TeamMember, key, _EDIT)
    member_leave(actor=request.actor, member=row)
    messages.success(request, f"{row.full_name} không còn trong tổ công tác.")
    return redirect("staffing:team", row.unit_code)


@requires(_EDIT)
def sheet(request: ActorRequest, unit: str) -> HttpResponse:
    """Look through a sheet of the task force, or take it over."""
    found = commune_asked(request, unit, _EDIT)
    form = SheetForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        take = partial(
            team_import, actor=request.actor, unit=unit, dry_run="store" not in request.POST
        )
        outcome = sheet_taken(form.cleaned_data["file"], take)
        if outcome.stored:
            messages.success(request, _told(outcome))
            return redirect("staffing:team", unit)
    context = {
        "unit": found,
        "form": form,
        "outcome": outcome,
        "breadcrumb": _deeper(found, last="Bảng tổ công tác"),
    }
    return render(request, "staffing/team_sheet.html", context)


def _told(outcome: TeamOutcome) -> str:
    new, changed, same = (outcome.count(state) for state in ("new", "changed", "same"))
    return f"{new} người mới, {changed} người sửa, {same} người đã có sẵn."


@requires(_EDIT)
@require_GET
def template(request: ActorRequest, unit: str) -> HttpResponse:
    commune_asked(request, unit, _EDIT)
    return workbook_answer("to-cong-tac", team_template())
