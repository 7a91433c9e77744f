"""The table by which is keyed now, and what tables are reckoned from in this campaign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sohotich.domain.second_key import Basis, Table
from sohotich.foundation.policies.services import value

POLICY: Final = "keying.second_key_table"

_measuring: list[Callable[[], Basis]] = []


def provide_basis(measure: Callable[[], Basis]) -> None:
    """The room that knows readings says, when Django starts, how to ask what was measured."""
    _measuring[:] = [measure]


def basis() -> Basis:
    """What was measured, as far as whoever asks may see it; assumptions where nothing was."""
    return _measuring[0]() if _measuring else Basis()


def in_force() -> Table:
    """The table by which is keyed now: full double keying unless the province goes by risk."""
    if value("keying.second_key") != "risk":
        return Table.default()
    return Table.parse(str(value(POLICY)))
