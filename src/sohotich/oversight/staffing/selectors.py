"""How many worked with what on a day: counts alone, for whoever may see the unit's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sohotich.foundation.people.acting import as_service
from sohotich.oversight.staffing.kinds import MachineKind
from sohotich.oversight.staffing.machines import Standing, standings_on
from sohotich.oversight.staffing.roster import Slot, roster_on
from sohotich.oversight.staffing.shifts import ShiftTime, shift_times
from sohotich.oversight.staffing.working import workers_on


@dataclass(frozen=True)
class Force:
    """A commune's people and machines on one day.

    `people`: those planned who were not marked away, stand-ins, and whoever scanned or keyed
    without a plan. `shifts`: parts of the day that were held (0 to 3). `hours`: person-hours of the
    planned shifts held. `machines`, `machines_down`: scanners that run, and that are broken or
    being mended.
    """

    people: int = 0
    shifts: int = 0
    hours: Decimal = Decimal(0)
    machines: int = 0
    machines_down: int = 0


def force_on(units: Collection[str], day: date) -> dict[str, Force]:
    """Commune → its force on a campaign day; communes that wrote nothing down get zeros.

    Works as the service `facts`: the caller sees to it that the counts are the reader's business.
    """
    with as_service("facts", None):
        slots, machines, workers = (
            roster_on(units, day),
            standings_on(units, day),
            workers_on(units, day),
        )
    by_unit: dict[str, list[Slot]] = defaultdict(list)
    for slot in slots:
        by_unit[slot.unit].append(slot)
    standing: dict[str, list[Standing]] = defaultdict(list)
    for machine in machines:
        standing[machine.unit].append(machine)
    times = shift_times(day)
    return {unit: _force(by_unit[unit], standing[unit], workers[unit], times) for unit in units}


def _force(
    slots: Collection[Slot],
    machines: Iterable[Standing],
    workers: set[UUID],
    times: dict[str, ShiftTime],
) -> Force:
    held = [slot for slot in slots if slot.held]
    planned = {slot.user for slot in slots}
    scanners = [one for one in machines if one.kind == MachineKind.SCANNER]
    return Force(
        people=len({slot.helper for slot in held}) + len(workers - planned),
        shifts=len({slot.shift for slot in held}),
        hours=sum((times[slot.shift].hours for slot in held), Decimal(0)),
        machines=sum(one.runs for one in scanners),
        machines_down=sum(one.down for one in scanners),
    )
