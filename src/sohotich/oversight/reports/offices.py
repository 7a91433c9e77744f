"""The units that report on a day: those in force under the province, each with the one above it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sohotich.domain.places import Level, PlaceError, successors
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import units_in_force


@dataclass(frozen=True)
class Office:
    """`parent` "" for the province."""

    code: str
    name: str
    level: Level
    parent: str


@dataclass(frozen=True)
class Offices:
    """The province of a day as a tree, by code."""

    day: date
    root: str
    all: dict[str, Office] = field(default_factory=dict)

    @cached_property
    def _below(self) -> dict[str, list[Office]]:
        below: dict[str, list[Office]] = {}
        for office in self.all.values():
            below.setdefault(office.parent, []).append(office)
        return below

    def below(self, code: str) -> list[Office]:
        """The units that report to this one, by code."""
        return self._below.get(code, [])

    def above(self, code: str) -> Office | None:
        """The unit this one reports to; None for the province."""
        return self.all.get(self.all[code].parent)

    def of(self, tier: Level) -> list[Office]:
        """Every unit of a tier, by code."""
        return [office for office in self.all.values() if office.level is tier]

    def communes(self, code: str) -> list[str]:
        """Codes of the communes of a unit, itself if it is one."""
        if self.all[code].level is Level.COMMUNE:
            return [code]
        return [one for office in self.below(code) for one in self.communes(office.code)]


def offices_on(day: date) -> Offices:
    """The province of that day; empty before a campaign is set."""
    found = campaign()
    if found is None:
        return Offices(day, "")
    units = units_in_force(day)
    root = _root(found, day, {unit.code for unit in units if unit.level == Level.PROVINCE})
    return Offices(day, root, {o.code: o for o in _under(root, units)})


def _root(found: Campaign, day: date, provinces: Collection[str]) -> str:
    """The campaign's province, or the one that took it over."""
    if found.root_unit in provinces:
        return found.root_unit
    try:
        steps = successors(found.root_unit, found.starts_on)
    except PlaceError:
        return found.root_unit
    now = (step.new.code for step in steps if step.new is not None and step.new.valid_on(day))
    return next(now, found.root_unit)


def _under(root: str, units: list[Unit]) -> list[Office]:
    by_parent: dict[str, list[Unit]] = {}
    for unit in units:
        by_parent.setdefault(unit.parent_code, []).append(unit)
    found = [
        Office(unit.code, unit.name, Level(unit.level), "") for unit in units if unit.code == root
    ]
    for office in found:  # grows while it is walked: those below follow those above
        found.extend(
            Office(unit.code, unit.name, Level(unit.level), office.code)
            for unit in by_parent.get(office.code, [])
        )
    return found
