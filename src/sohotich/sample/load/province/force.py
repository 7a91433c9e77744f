"""Task forces, helpers and machines of the whole province, by sets of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import insert_many
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import service_actor
from sohotich.oversight.staffing.kinds import TASK_ROLES
from sohotich.oversight.staffing.models import Helper, Machine, MachineEvent, TeamMember
from sohotich.sample.load.force import HELPING, Thing, members, states, things
from sohotich.sample.load.plan import ENDS_ON, STARTS_ON
from sohotich.sample.load.province.accounts import Place, Who
from sohotich.sample.world.province.crew import Crew

_TASKS = {role: task for task, role in TASK_ROLES.items()}
# The usual day, and for some the evening: by place in the crew.
_SHIFTS = ("sang chieu", "sang chieu", "chieu toi")


@dataclass(frozen=True)
class _Unit:
    code: str
    places: Sequence[Place]
    people: Sequence[Who]

    def count(self, task: str) -> int:
        return sum(_TASKS.get(place.post.role) == task for place in self.places)


@transaction.atomic
def force_fill(
    seed: int, staff: Mapping[str, Sequence[Place]], people: Mapping[str, Sequence[Who]]
) -> None:
    """Write it all down, once; whoever scans or keys is a helper, from the day they came."""
    if TeamMember.objects.exists():
        return
    units = [_Unit(code, places, people[code]) for code, places in staff.items()]
    team = [row for unit in units for row in _team(seed, unit)]
    names = ("full_name", "organisation", "role", "post", "decision_number", "decision_date")
    insert_many(TeamMember(), ("key", "unit_code", *names), team)
    helpers = [row for unit in units for row in _helpers(unit)]
    columns = ("key", "unit_code", "user_id", "organisation", "task", "first_day", "shift_codes")
    insert_many(Helper(last_day=ENDS_ON), columns, helpers)
    kept = [(new_key(), unit, thing) for unit in units for thing in _things(seed, unit)]
    insert_many(
        Machine(),
        ("key", "unit_code", "at_unit", "kind", "owner", "owner_name", "model", "number"),
        (_machine(key, unit.code, thing) for key, unit, thing in kept),
    )
    # Asked before the rows are sent: meanwhile the connection answers nothing.
    today = campaign_today()
    insert_many(
        MachineEvent(at=now()),
        ("key", "machine_id", "day", "state", "by_key", "by_name"),
        (row for key, unit, thing in kept for row in _events(key, unit, thing, today)),
    )
    audit.record_many(
        actor=service_actor("installer"),
        action="helper.save",
        subject="helper",
        done=((row[1], row[0], {"task": row[4]}) for row in helpers),
    )


def _team(seed: int, unit: _Unit) -> Iterator[tuple[Any, ...]]:
    chair, officer = unit.people[Crew.CHAIR].name, unit.people[Crew.OFFICER].name
    for one in members(seed, unit.code, chair, officer):
        yield (
            *(new_key(), unit.code, one.full_name, one.organisation, one.role, one.post),
            *(one.decision_number, one.decision_date),
        )


def _helpers(unit: _Unit) -> Iterator[tuple[Any, ...]]:
    for number, (place, who) in enumerate(zip(unit.places, unit.people, strict=True)):
        task = _TASKS.get(place.post.role)
        if task is not None:
            yield (
                *(new_key(), unit.code, who.key, HELPING[number % len(HELPING)], task),
                *(place.since or STARTS_ON, _SHIFTS[number % len(_SHIFTS)]),
            )


def _things(seed: int, unit: _Unit) -> Iterator[Thing]:
    return things(seed, unit.code, unit.count("quet"), unit.count("nhap"))


def _machine(key: UUID, unit: str, thing: Thing) -> tuple[Any, ...]:
    said = thing.said
    return key, unit, unit, said.kind, said.owner, said.owner_name, said.model, said.number


def _events(key: UUID, unit: _Unit, thing: Thing, today: date) -> Iterator[tuple[Any, ...]]:
    officer = unit.people[Crew.OFFICER]
    told: list[tuple[date, str]] = [(STARTS_ON, "tot"), *states(thing, today)]
    for day, state in told:
        yield new_key(), key, day, state, officer.key, officer.name
