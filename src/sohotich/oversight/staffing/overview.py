"""Communes side by side: people, shifts, machines of a day, and who has too few."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import reach_of, units_in_force
from sohotich.foundation.policies.services import number
from sohotich.oversight.staffing.kinds import Shift
from sohotich.oversight.staffing.selectors import Force, force_on
from sohotich.oversight.staffing.shifts import shift_times
from sohotich.oversight.staffing.task_force import team_problems
from sohotich.register.ledger.models import Entry

# Readings that a registration in this state still waits for.
_READINGS_LEFT = {"expected": 2, "scanned": 2, "keyed_once": 1}
_SCANS_LEFT = "expected"


@dataclass(frozen=True)
class Row:
    """A commune on a day. `needed`: people a day to key the rest in time, None where no campaign
    is set; `to_scan`: registrations that wait for a scanner; `problems`: of its task force.
    """

    code: str
    name: str
    district: str
    force: Force
    needed: int | None
    to_scan: int
    problems: tuple[str, ...]

    @property
    def no_scanner(self) -> bool:
        """No scanner runs though there is something to scan."""
        return not self.force.machines and self.to_scan > 0

    @property
    def missing(self) -> int:
        """People fewer than needed."""
        return max((self.needed or 0) - self.force.people, 0)

    @property
    def too_few(self) -> bool:
        return self.missing > 0


def communes_of(actor: Actor, right: str, unit: str) -> list[tuple[Unit, str]]:
    """The communes at or under a unit that the right reaches, with the name of their district."""
    units = units_in_force()
    names = {one.code: one.name for one in units if one.level != "province"}
    below = reach_of(unit)
    return [
        (one, names.get(one.parent_code, ""))
        for one in units
        if one.level == "commune"
        and (below is None or one.code in below)
        and actor.can(right, one.code)
    ]


def rows_on(communes: Collection[tuple[Unit, str]], day: date) -> list[Row]:
    """The communes with their figures of a campaign day."""
    codes = [unit.code for unit, _ in communes]
    forces, problems, left = force_on(codes, day), team_problems(codes), _left(codes)
    return [
        Row(
            unit.code,
            unit.name,
            district,
            forces[unit.code],
            _needed(left[unit.code][0], day),
            left[unit.code][1],
            tuple(problems[unit.code]),
        )
        for unit, district in communes
    ]


def _left(units: Collection[str]) -> dict[str, tuple[int, int]]:
    """Commune → (readings, scans) still to do now."""
    found = dict.fromkeys(units, (0, 0))
    with as_service("facts", None):
        rows = Entry.objects.filter(unit_code__in=list(units), state__in=list(_READINGS_LEFT))
        counted = rows.order_by().values_list("unit_code", "state").annotate(Count("key"))
        for unit, state, count in counted:
            readings, scans = found[unit]
            more = count if state == _SCANS_LEFT else 0
            found[unit] = (readings + count * _READINGS_LEFT[state], scans + more)
    return found


def _needed(readings: int, day: date) -> int | None:
    """People for every day from this one to the campaign's last, at the policy's pace and each in
    the shifts of daylight.
    """
    found = campaign()
    if found is None:
        return None
    days = max((found.ends_on - day).days + 1, 1)
    times = shift_times(day).values()
    hours = sum((time.hours for time in times if time.code != Shift.EVENING), Decimal(0))
    pace = number("staffing.readings_an_hour", day) * max(hours, Decimal(1))
    return math.ceil(readings / pace / days)
