"""The figures of a unit as they are now: a commune's from the facts, others added up from below."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from sohotich.domain.places import Level
from sohotich.oversight.facts.selectors import figures, figures_total
from sohotich.oversight.reports.figures import Kept, added_up, kept
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import Office, Offices
from sohotich.oversight.staffing.selectors import force_on


def figures_now(offices: Offices, code: str, day: date) -> Kept:
    """What the unit would report now: of each unit below what went up with its report, or its own
    present figures as long as its period is not closed.
    """
    return gathered(offices, [offices.all[code]], day)[code]


def figures_present(offices: Offices, code: str, day: date) -> Kept:
    """What the facts say now of everything below the unit, whatever went up with any report."""
    communes = offices.communes(code)
    return kept(figures_total(communes, day), force_on(communes, day).values())


def gathered(offices: Offices, units: Iterable[Office], day: date) -> dict[str, Kept]:
    """`figures_now` of several units at once: each of facts, force and reports asked once."""
    units = list(units)
    frozen = _frozen(day)
    asked = {code for unit in units for code in _asked_for(offices, unit, frozen)}
    force = force_on(asked, day) if asked else {}
    facts = {code: kept(row, [force[code]]) for code, row in figures(sorted(asked), day).items()}
    return {unit.code: _gather(offices, unit, facts, frozen) for unit in units}


def _asked_for(offices: Offices, unit: Office, frozen: Collection[str]) -> list[str]:
    """The communes whose present figures are needed: none below a report that went up."""
    if unit.level is Level.COMMUNE:
        return [unit.code]
    open_units = (one for one in offices.below(unit.code) if one.code not in frozen)
    return [code for one in open_units for code in _asked_for(offices, one, frozen)]


def _gather(
    offices: Offices, unit: Office, facts: dict[str, Kept], frozen: dict[str, Kept]
) -> Kept:
    if unit.level is Level.COMMUNE:
        return facts[unit.code]
    return added_up(
        frozen.get(one.code) or _gather(offices, one, facts, frozen)
        for one in offices.below(unit.code)
    )


def _frozen(day: date) -> dict[str, Kept]:
    rows = Report.objects.filter(day=day, figures__isnull=False)
    return {code: cast(Kept, row) for code, row in rows.values_list("unit_code", "figures")}
