"""What narrows a search besides the name: conditions over people p, records r, entries e."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sohotich.foundation.people.actors import Actor
from sohotich.register.records.selectors import SETTLED
from sohotich.register.search.asked import Asked
from sohotich.register.search.candidates import names_in_part, names_slipped

# OFFSET keeps it a question about each record: all who are called so are many.
_OTHER = """EXISTS (SELECT FROM records_person o
            WHERE o.record_id = p.record_id AND o.key <> p.key
              AND o.unmarked_key = ANY(%(others)s::varchar[])
            OFFSET 0)"""
_PARTS_OF_OTHER = 300


@dataclass(frozen=True)
class Limits:
    """Conditions joined by AND, and what they name. `units` None: the whole province."""

    units: list[str] | None
    conditions: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)

    def having(self, condition: str, **given: Any) -> Limits:
        """The same with one condition more."""
        return Limits(self.units, (*self.conditions, condition), {**self.given, **given})

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def limits_of(actor: Actor, asked: Asked) -> Limits:
    """The units where the person may search, what was returned to be read anew left out, and the
    kind, number and other person asked for. Births stand in the questions themselves.
    """
    limits = Limits(units_searched(actor, asked.unit))
    limits = limits.having("e.state = ANY(%(settled)s)", settled=list(SETTLED))
    for condition, given in _asked_for(limits.units, asked):
        limits = limits.having(condition, **given)
    return limits


def units_searched(actor: Actor, unit: str = "") -> list[str] | None:
    """Where the person may search, or of it the one unit; None: everywhere, []: nowhere."""
    reach = actor.units("record.search")
    if not unit:
        return None if reach is None else sorted(reach)
    return [unit] if reach is None or unit in reach else []


def born_within(limits: Limits, born: str) -> Limits:
    """People born then, of whom the book may say it less exactly: `1981`, `08.1981`, a day.

    As a list of all such days: a comparison that the database may make before the wall's. By code
    points, so that it does not go through the index of days for every name anew.
    """
    if not born:
        return limits
    return limits.having(
        'p.ngay_sinh COLLATE "C" = ANY(%(born)s::varchar[])', born=list(_days_of(born))
    )


@lru_cache(maxsize=256)
def _days_of(born: str) -> tuple[str, ...]:
    *before, year = born.split(".")
    months = before[-1:] or [f"{month:02d}" for month in range(1, 13)]
    days = before[:-1] or [f"{day:02d}" for day in range(1, 32)]
    whole = [f"{day}.{month}.{year}" for month in months for day in days]
    return (*whole, *(f"{month}.{year}" for month in months), year)


def _asked_for(units: list[str] | None, asked: Asked) -> Iterator[tuple[str, dict[str, Any]]]:
    if units is not None:
        yield "p.unit_code = ANY(%(units)s::varchar[])", {"units": units}
    if asked.type_code:
        yield "r.type_code = %(kind)s", {"kind": asked.type_code}
    if asked.number is not None:
        yield "e.number = %(number)s", {"number": asked.number}
    if asked.year is not None:
        yield "e.year = %(year)s", {"year": asked.year}
    if asked.other:
        yield _OTHER, {"others": _names_of(asked.other)}


def _names_of(other: str) -> list[str]:
    key = Asked(name=other).key
    parts = (name for names in names_in_part(key) for name in names[:_PARTS_OF_OTHER])
    return sorted({key, *names_slipped(key), *parts})
