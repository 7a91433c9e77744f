"""Whose business a difficulty is: who raises for a unit, who answers, who may close."""

from __future__ import annotations

from sohotich.domain.places import Level
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.difficulties.models import Difficulty, Tier

RAISE, VIEW, ANSWER = "difficulty.raise", "difficulty.view", "difficulty.answer"


def raising_unit(actor: Actor) -> str:
    """The unit for which the actor raises difficulties, their own; "" for nobody's."""
    return next((held.unit_code for held in actor.grants if RAISE in held.permissions), "")


def of_department(actor: Actor) -> bool:
    """Whether the actor answers for the whole province."""
    return actor.can_somewhere(ANSWER) and actor.units(ANSWER) is None


def answers(actor: Actor, row: Difficulty) -> bool:
    """Whether it is the actor's to answer: the department's always, the district's until it is
    passed on.
    """
    if of_department(actor):
        return True
    return row.tier == Tier.DISTRICT and actor.can(ANSWER, row.unit_code)


def speaks_for_raiser(actor: Actor, row: Difficulty) -> bool:
    """Whoever raised it, or somebody of the same unit who sees the unit's difficulties: helpers
    come and go, the unit stays.
    """
    if actor.key == row.raised_by:
        return True
    return any(
        held.unit_code == row.unit_code and {RAISE, VIEW} <= held.permissions
        for held in actor.grants
    )


def sees(actor: Actor, row: Difficulty) -> bool:
    return actor.key == row.raised_by or actor.can(VIEW, row.unit_code)


def first_tier(unit_code: str) -> Tier:
    """Who is asked first: the district, where there is one above the commune."""
    unit = unit_on(unit_code)
    above = unit_on(unit.parent_code) if unit is not None and unit.parent_code else None
    return Tier.DISTRICT if above is not None and above.level == Level.DISTRICT else Tier.PROVINCE


def office_name(actor: Actor) -> str:
    """The name of the unit the actor speaks for, "" for a service."""
    code = next((held.unit_code for held in actor.grants if held.unit_code), "")
    unit = unit_on(code) if code else None
    return unit.name if unit is not None else ""
