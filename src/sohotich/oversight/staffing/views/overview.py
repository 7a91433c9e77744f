"""Lực lượng, máy móc: communes side by side, and one commune's day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.staffing import lists
from sohotich.oversight.staffing.asked import day_asked, days_around, trail, unit_asked
from sohotich.oversight.staffing.kinds import MachineKind
from sohotich.oversight.staffing.machines import standings_on
from sohotich.oversight.staffing.overview import Row, communes_of, rows_on
from sohotich.oversight.staffing.selectors import Force, force_on
from sohotich.oversight.staffing.task_force import team_of

_VIEW, _MACHINES, _EDIT = "staffing.view", "machine.view", "staffing.edit"
_DAYS_BACK = 7


@requires(_MACHINES)
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """On to one's own unit; for whoever follows machines alone, to those."""
    roots = _roots(request.actor, _VIEW)
    if len(roots) == 1:
        return redirect("staffing:unit", roots[0])
    if roots:
        communes = [one for code in roots for one in communes_of(request.actor, _VIEW, code)]
        return _rows(request, communes, "các đơn vị của anh/chị", {})
    return redirect("staffing:machines", _roots(request.actor, _MACHINES)[0])


def _roots(actor: Actor, right: str) -> list[str]:
    """Units for which the right is held by a role there, the widest only."""
    held = {g.unit_code: g.reach for g in actor.grants if right in g.permissions}
    return sorted(
        code
        for code in held
        if not any(reach is None or code in reach for other, reach in held.items() if other != code)
    )


@requires(_VIEW)
@require_GET
def unit(request: ActorRequest, unit: str) -> HttpResponse:
    """A commune's people and machines of a day; above, its communes side by side."""
    found = unit_asked(request, unit, _VIEW)
    if found.level == "commune":
        return _commune(request, found)
    communes = communes_of(request.actor, _VIEW, found.code)
    context = {"unit": found, "machines": reverse("staffing:machines", args=[found.code])}
    return _rows(request, communes, found.name, context)


def _rows(
    request: ActorRequest,
    communes: list[tuple[Unit, str]],
    name: str,
    context: dict[str, Any],
) -> HttpResponse:
    day = day_asked(request)
    # Where help is wanted most stands first.
    rows = sorted(rows_on(communes, day), key=lambda row: (not row.no_scanner, -row.missing))
    title = f"Lực lượng, máy móc {name[:1].lower()}{name[1:]}"
    more = {
        **context,
        "heading": title,
        "day": day,
        "days": days_around(request.path, day),
        "figures": _totals(rows),
    }
    return list_response(request, "staffing/units.html", rows, lists.unit_list(day, title), more)


def _totals(rows: list[Row]) -> list[dict[str, object]]:
    forces = [row.force for row in rows]
    silent = sum(not force.people for force in forces)
    idle = sum(row.no_scanner for row in rows)
    return [
        {"title": "Người làm", "value": sum(f.people for f in forces),
         "note": f"{silent} xã không có ai" if silent else ""},
        {"title": "Máy scan chạy", "value": sum(f.machines for f in forces)},
        {"title": "Máy scan hỏng, đang sửa", "value": sum(f.machines_down for f in forces)},
        {"title": "Xã ít người hơn số cần", "value": sum(row.too_few for row in rows)},
        {"title": "Xã cần quét mà không có máy scan chạy", "value": idle},
    ]  # fmt: skip


def _commune(request: ActorRequest, unit: Unit) -> HttpResponse:
    day = day_asked(request)
    row = rows_on([(unit, "")], day)[0]
    edits = request.actor.can(_EDIT, unit.code)
    context = {
        "unit": unit,
        "day": day,
        "today": campaign_today(),
        "days": days_around(request.path, day),
        "row": row,
        "figures": _figures(row, unit.code, edits=edits),
        "members": team_of(unit.code).count(),
        "machines": _by_kind(unit.code, day),
        "before": _before(unit.code, day),
        "edits": edits,
        "gives_accounts": request.actor.can("people.manage", unit.code),
        "breadcrumb": trail(unit),
    }
    return render(request, "staffing/commune.html", context)


def _figures(row: Row, code: str, *, edits: bool) -> list[dict[str, object]]:
    force = row.force
    shifts = reverse("staffing:attendance", args=[code]) if edits else ""
    needed = f"cần {row.needed} để kịp ngày cuối" if row.needed else ""
    down = f"{force.machines_down} hỏng, đang sửa" if force.machines_down else ""
    machines = reverse("staffing:machines", args=[code])
    return [
        {"title": "Người làm", "value": force.people, "note": needed, "address": shifts},
        {"title": "Ca trong ngày", "value": force.shifts,
         "note": f"{lists.hours_words(force.hours)} giờ công" if force.hours else ""},
        {"title": "Máy scan chạy", "value": force.machines, "note": down, "address": machines},
        {"title": "Còn phải quét", "value": row.to_scan, "note": "trường hợp"},
    ]  # fmt: skip


def _by_kind(code: str, day: date) -> list[tuple[str, int, int]]:
    """(kind, running, down) of the machines that stand in the commune."""
    standing = standings_on([code], day)
    counted = [
        (
            str(kind.label),
            sum(one.runs for one in standing if one.kind == kind),
            sum(one.down for one in standing if one.kind == kind),
        )
        for kind in MachineKind
    ]
    return [one for one in counted if one[1] or one[2]]


def _before(code: str, day: date) -> list[tuple[date, Force, str]]:
    """The days up to this one within the campaign, the latest first."""
    found = campaign()
    first = found.starts_on if found else day
    days = [day - timedelta(days=n) for n in range(_DAYS_BACK)]
    shown = [one for one in days if one >= first]
    forces = [(one, force_on([code], one)[code]) for one in shown]
    return [(one, force, lists.hours_words(force.hours)) for one, force in forces]
