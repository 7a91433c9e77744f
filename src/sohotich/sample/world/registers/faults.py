"""Errors of real registers put into a clean one, one at a time.

The kinds were written down from the facts' list of checks and from what they say of Vietnamese
text, row by row, before any rule was asked; `LISTED` holds these. `IMPLIED` are those the law
sections imply. A kind says which field it spoils: whoever finds the error has to name it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sohotich.domain.schema import RecordType
from sohotich.sample.world.registers.page import Written

Rows = Sequence[Written]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Values in place of those of the row; "" empties a line. `field` is the one to be named."""

    field: str
    values: dict[str, str]


Change = Callable[[RecordType, Rows, int, random.Random], Spoilt | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is the row of the list of checks, or the section the kind comes from. `change` is None
    for a row that cannot have the error (no such field, nothing filled in).
    """

    name: str
    row: str
    change: Change
    types: tuple[str, ...] = ()

    def speaks_of(self, type_code: str) -> bool:
        return not self.types or type_code in self.types


def spoil(
    fault: Fault, kind: RecordType, rows: Rows, at: int, chance: random.Random
) -> tuple[str, Written] | None:
    """The field and the row with the error; None where it cannot have it or would not differ."""
    if not fault.speaks_of(kind.code):
        return None
    spoilt = fault.change(kind, rows, at, chance)
    if spoilt is None:
        return None
    old = rows[at]
    values = {k: v for k, v in {**old.values, **spoilt.values}.items() if v}
    if values == old.values:
        return None
    # Who made the error did not explain the line either.
    marks = {key: mark for key, mark in old.marks.items() if key not in spoilt.values}
    return spoilt.field, Written(values, marks)
