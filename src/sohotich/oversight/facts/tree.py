"""The units as a tree, on a day: who stands under whom, and whose figures add up to whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Unit

RIGHT = "progress.view"
COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as a page shows it; `parent` "" for the province."""

    code: str
    name: str
    level: str
    parent: str


@dataclass
class Tree:
    """`places`: code → unit in its meaning of the day, or else the last one it had.

    `standing` holds the codes in force on the day; `ever` every code that was ever under another,
    for a unit that has gone left its books behind.
    """

    places: dict[str, Place] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)
    ever: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def reach(self, code: str) -> set[str]:
        """The unit and all that were ever below it."""
        found, fresh = {code}, {code}
        while fresh:
            fresh = set().union(*(self.ever[one] for one in fresh)) - found
            found |= fresh
        return found

    def rows_under(self, code: str, holding: Iterable[str]) -> list[Place]:
        """Units shown under this one: those in force on the day, then communes with books that
        none of them answers for.
        """
        below = sorted(one for one in self.ever[code] & self.standing if self._under(one, code))
        covered = set().union(*(self.reach(one) for one in below)) if below else set()
        left = sorted((set(holding) & self.reach(code)) - covered - {code})
        return [self.places[one] for one in [*below, *left]]

    def above(self, code: str) -> list[Place]:
        """The way down to the unit, the province first, itself last."""
        way: list[Place] = []
        while code in self.places and self.places[code] not in way:
            way.insert(0, self.places[code])
            code = self.places[code].parent
        return way

    def _under(self, code: str, parent: str) -> bool:
        return self.places[code].parent == parent


def tree_on(day: date) -> Tree:
    """Every unit there is or ever was, as of a day."""
    tree = Tree()
    rows = sorted(Unit.objects.all(), key=lambda unit: unit.valid_from or date.min)
    for unit in rows:
        tree.ever[unit.parent_code].add(unit.code)
        begun = unit.valid_from is None or unit.valid_from <= day
        if begun or unit.code not in tree.places:
            tree.places[unit.code] = Place(unit.code, unit.name, unit.level, unit.parent_code)
        if begun and (unit.valid_to is None or unit.valid_to >= day):
            tree.standing.add(unit.code)
    return tree


def roots_of(actor: Actor) -> list[str]:
    """Units for which the actor holds the right by a role of their own, the widest only."""
    held = {g.unit_code: g.reach for g in actor.grants if RIGHT in g.permissions}
    return sorted(code for code in held if not _inside(code, held))


def _inside(code: str, held: dict[str, frozenset[str] | None]) -> bool:
    others: Collection[frozenset[str] | None] = [r for c, r in held.items() if c != code]
    return any(reach is None or code in reach for reach in others)
