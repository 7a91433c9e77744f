"""Điều hành: province, district, commune, person; on any day of the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.people.permissions import ActorRequest, ensure, requires
from sohotich.oversight.dashboards import screen
from sohotich.oversight.dashboards.figures import Board, board_of
from sohotich.oversight.dashboards.keying_pace import (
    WIDTH,
    Pace,
    class_lines,
    pace_by_day,
)
from sohotich.oversight.dashboards.people import BY_DAY, DayRead, people_list
from sohotich.oversight.dashboards.places import Looking
from sohotich.oversight.dashboards.readers import Read, read_by_day, readers
from sohotich.oversight.dashboards.tables import tables_of
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.oversight.facts.tree import COMMUNE, RIGHT, Tree, roots_of, tree_on

PEOPLE = "board.people"
OWN = "board.own"


@requires(RIGHT)
@require_GET
def board(request: ActorRequest, unit: str = "") -> HttpResponse:
    """A unit's board; without a unit, the person's own."""
    looking = _looking(request)
    if looking is None:
        return _none(request)
    roots = roots_of(request.actor)
    code = unit or (roots[0] if len(roots) == 1 else "")
    if not code:
        places = tree_on(looking.day).places
        mine = [(places[one].name, looking.unit(one)) for one in roots if one in places]
        return render(request, "dashboards/mine.html", {"units": mine})
    found = _board(request, looking, code)
    return render(request, "dashboards/board.html", screen.board_context(found))


@requires(RIGHT)
@require_GET
def table(request: ActorRequest, unit: str, table: str) -> HttpResponse:
    """A picture of the board as a table."""
    looking = _looking(request)
    if looking is None:
        return _none(request)
    found = _board(request, looking, unit)
    tables = tables_of(found)
    if table not in tables:
        raise Http404
    asked = tables[table]
    definition = asked.definition(found, asked.title)
    context = screen.table_context(found, table, tables)
    return list_response(request, "dashboards/table.html", asked.rows(found), definition, context)


@requires(PEOPLE)
@require_GET
def people(request: ActorRequest, unit: str) -> HttpResponse:
    """Who keyed in a commune, for its officer."""
    looking = _looking(request)
    if looking is None:
        return _none(request)
    tree = _tree(request, looking, unit, PEOPLE)
    rows = readers(unit, campaign_days()[0], looking.day)
    _trace(request, "board.people", unit, None)
    name = tree.places[unit].name
    definition = people_list(looking, unit, name)
    context = {
        "title": f"Người nhập của {name[:1].lower()}{name[1:]}",
        "looking": looking,
        "days": screen.day_links(looking, lambda day: _people_address(looking, unit, day)),
        "breadcrumb": [*screen.trail(tree, looking, unit), ("Người nhập", "")],
    }
    return list_response(request, "dashboards/people.html", rows, definition, context)


@requires(PEOPLE)
@require_GET
def person(request: ActorRequest, unit: str, person: UUID) -> HttpResponse:
    """One person's figures in a commune, for its officer."""
    looking = _looking(request)
    if looking is None:
        return _none(request)
    tree = _tree(request, looking, unit, PEOPLE)
    first = campaign_days()[0]
    found = [one for one in readers(unit, first, looking.day) if one.key == person]
    if not found:
        raise Http404
    _trace(request, "board.person", unit, person)
    trail = [*screen.trail(tree, looking, unit), ("Người nhập", looking.people(unit))]
    who = Person(person, found[0].name, (unit,))
    return _person(request, looking, who, [*trail, (found[0].name, "")])


@requires(OWN)
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """One's own figures."""
    looking = _looking(request)
    if looking is None:
        return _none(request)
    units = [held.unit_code for held in request.actor.grants if OWN in held.permissions]
    who = Person(request.actor.key, request.actor.name, tuple(units))
    return _person(request, looking, who, [])


@dataclass(frozen=True)
class Person:
    """Whose page, and in which communes."""

    key: UUID
    name: str
    units: tuple[str, ...]


def _person(
    request: ActorRequest,
    looking: Looking,
    who: Person,
    trail: list[tuple[str, str]],
) -> HttpResponse:
    first = campaign_days()[0]
    own = who.key == request.actor.key
    # Current figures would tell a keyer at once whether the other reading says the same.
    before = campaign_today() if own else None
    paces = pace_by_day(who.key, who.units, first, looking.day)
    rows = [
        DayRead(day, read, paces.get(day, Pace()))
        for day, read in read_by_day(who.key, who.units, first, looking.day, before)
    ]
    lines = class_lines(who.key, who.units, before)
    context = {
        "name": who.name,
        "own": own,
        "looking": looking,
        "total": sum((one.read for one in rows), Read()),
        "pace": sum((one.pace for one in rows), Pace()),
        "classes": lines,
        "classes_width": WIDTH,
        "classes_height": len(lines) * lines[0].step if lines else 0,
        "bars": screen.bars([(one.day, one.read.records) for one in rows]),
        "width": len(rows) * screen.BARS_STEP,
        "breadcrumb": trail,
    }
    return list_response(request, "dashboards/person.html", rows, BY_DAY, context)


def _looking(request: ActorRequest) -> Looking | None:
    days = campaign_days()
    if not days:
        return None
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        day = days[-1]
    return Looking(request.actor, day if day in days else days[-1], days[-1])


def _none(request: ActorRequest) -> HttpResponse:
    return render(request, "dashboards/none.html", {"campaign": campaign()})


def _tree(request: ActorRequest, looking: Looking, code: str, right: str) -> Tree:
    """The units of the day, the one asked for among them and open to the person."""
    tree = tree_on(looking.day)
    if code not in tree.places or not request.actor.can(right, code):
        raise Http404
    if right == PEOPLE and tree.places[code].level != COMMUNE:
        raise Http404
    return tree


def _board(request: ActorRequest, looking: Looking, code: str) -> Board:
    return board_of(looking, _tree(request, looking, code, RIGHT).places[code])


def _people_address(looking: Looking, unit: str, day: date) -> str:
    words = f"?ngay={day.isoformat()}" if day != looking.today else ""
    return f"{reverse('dashboards:people', args=[unit])}{words}"


def _trace(request: ActorRequest, action: str, unit: str, person: UUID | None) -> None:
    ensure(request.actor, PEOPLE, unit)
    audit.record(
        actor=request.actor,
        action=action,
        unit=unit,
        subject="user",
        key=person,
        purpose="xem kết quả nhập",
    )
