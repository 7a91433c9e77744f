"""Dự báo: who will be done when, one commune's reasons, and what would change if."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.oversight.forecast.burn_up import burn_up, drawing
from sohotich.oversight.forecast.forms import RulesForm, moves_form, trial_address
from sohotich.oversight.forecast.move_words import ProposalLines, proposal_lines
from sohotich.oversight.forecast.moves import propose
from sohotich.oversight.forecast.reasons import reasons
from sohotich.oversight.forecast.screens import (
    CHANGED,
    COMMUNES,
    TYPES,
    Compared,
    badge_of,
    lines_of,
    needed_words,
    stage_lines,
    tally,
)
from sohotich.oversight.forecast.selectors import PERMISSION, Board, board
from sohotich.oversight.forecast.verdicts import TITLES, verdict
from sohotich.oversight.forecast.whatif import Move, Rules, forecasts_with


@requires(PERMISSION)
@require_GET
def forecasts(request: ActorRequest) -> HttpResponse:
    """The communes by lateness, and how they burn up together."""
    found = board(request.actor)
    if found is None:
        return render(request, "forecast/none.html")
    lines = lines_of(found)
    context = {"board": found, "alone": len(lines) == 1, **_picture(found)}
    return list_response(request, "forecast/list.html", lines, COMMUNES, context)


def _picture(found: Board, code: str = "") -> dict[str, Any]:
    rows = [row.forecast for row in found.rows if not code or row.unit.code == code]
    burnt = burn_up(rows, ends_on=found.rules.ends_on)
    return {"burn_up": burnt, "drawing": drawing(burnt) if burnt else None}


@requires(PERMISSION)
@require_GET
def unit(request: ActorRequest, code: str) -> HttpResponse:
    """One commune: its dates, why, its stages, its types."""
    found = board(request.actor)
    row = found.row(code) if found is not None else None
    if found is None or row is None:
        raise Http404
    shown = verdict(row.forecast, found.rules.ends_on)
    context = {
        "board": found,
        "row": row,
        "forecast": row.forecast,
        "badge": badge_of(shown),
        "needed": needed_words(row.forecast),
        "reasons": reasons(row.forecast),
        "stages": stage_lines(row.forecast),
        **_picture(found, code),
    }
    return list_response(request, "forecast/unit.html", row.by_type(), TYPES, context)


@requires(PERMISSION)
@require_GET
def what_if(request: ActorRequest) -> HttpResponse:
    """Try moves and rules; nothing is stored. `?de_xuat=1` proposes the fewest moves."""
    found = board(request.actor)
    if found is None:
        return render(request, "forecast/none.html")
    names = {row.unit.code: row.name for row in found.rows}
    form = RulesForm(request.GET, today=found.today)
    moves = moves_form(request.GET, names, found.units)
    valid = form.is_valid() and (not moves.is_bound or moves.is_valid())
    context: dict[str, Any] = {"board": found, "form": form, "moves": moves}
    if not valid:
        return render(request, "forecast/what_if.html", context)
    rules = form.rules(found.rules)
    tried = moves.moves if moves.is_bound else []
    compared = _compared(found, tried, rules)
    before, after = tally(one.was for one in compared), tally(one.becomes for one in compared)
    context |= {
        "tried": bool(tried) or rules != found.rules,
        "counts": [(title, before[kind], after[kind]) for kind, title in TITLES.items()],
        "proposal": _proposal(request, found, rules, names),
    }
    changed = [one for one in compared if one.changed]
    return list_response(request, "forecast/what_if.html", changed, CHANGED, context)


def _compared(found: Board, tried: list[Move], rules: Rules) -> list[Compared]:
    after = forecasts_with(found.units, tried, rules)
    return [
        Compared(
            line.row,
            line.forecast,
            after[line.row.unit.code],
            line.verdict,
            verdict(after[line.row.unit.code], rules.ends_on),
        )
        for line in lines_of(found)
    ]


def _proposal(
    request: ActorRequest, found: Board, rules: Rules, names: dict[str, str]
) -> ProposalLines | None:
    if "de_xuat" not in request.GET:
        return None
    proposed = propose(found.units, rules, sure=bool(request.GET.get("chac")))
    kept = {name: request.GET[name] for name in RulesForm.base_fields if name in request.GET}
    return proposal_lines(proposed, names, trial_address(proposed.moves, kept))
