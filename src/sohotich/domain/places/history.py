"""What became of a unit. Where no source says it, the answer is an explicit "không rõ"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from sohotich.domain.places.unit import Level, Unit
from sohotich.domain.places.units import TWO_TIERS_FROM, rows, unit

How = Literal["kept", "renamed", "merged", "abolished", "unknown", "named"]

_PROVINCE_OF_TWO = "24"  # both old provinces live on in it
_KEPT = "Giữ nguyên"


@dataclass(frozen=True, slots=True)
class Succession:
    """`new` took over from `old` on the day `since`.

    `new` is None for "abolished" (the district level) and "unknown" (no source names a successor;
    an officer has to). "named" is what an officer named.
    """

    old: Unit
    new: Unit | None
    since: date
    how: How

    @property
    def label(self) -> str:
        if self.new is not None:
            return self.new.name
        return "bỏ cấp huyện" if self.how == "abolished" else "không rõ"


def successors(
    code: str, on: date, named: Mapping[str, str] | None = None
) -> tuple[Succession, ...]:
    """Who directly took over from the unit that had this code on that day; () if still in force.

    `named`: old code -> code of the successor an officer named; it fills only what is unknown.
    Raises PlaceError for a code unknown on that day, or a named successor that did not exist.
    """
    old = unit(code, on)
    if old.valid_to is None:
        return ()
    since = old.valid_to + timedelta(days=1)
    new_code, how = _after(old, since)
    if how == "unknown" and named and code in named:
        new_code, how = named[code], "named"
    return (Succession(old, unit(new_code, since) if new_code else None, since, how),)


def holder(code: str, on: date, at: date, named: Mapping[str, str] | None = None) -> Unit | None:
    """The unit which at the later day `at` holds what `code` held `on`; None where not known."""
    current = unit(code, on)
    while not current.valid_on(at):
        steps = successors(current.code, current.valid_to or at, named)
        if not steps or steps[0].new is None:
            return None
        current = steps[0].new
    return current


def _after(old: Unit, since: date) -> tuple[str, How]:
    if since == TWO_TIERS_FROM:
        if old.level is Level.DISTRICT:
            return "", "abolished"
        if old.level is Level.PROVINCE:
            return _PROVINCE_OF_TWO, "merged"
        return _conversion().get(old.code, ("", "unknown"))
    return _renamed(old, since)


def _renamed(old: Unit, since: date) -> tuple[str, How]:
    try:
        new = unit(old.code, since)
    except LookupError:
        return "", "unknown"
    return new.code, "kept" if new.name == old.name else "renamed"


@cache
def _conversion() -> dict[str, tuple[str, How]]:
    return {
        row["old_code"]: (row["new_code"], "kept" if row["note"] == _KEPT else "merged")
        for row in rows("bac_ninh_2025_07_conversion.csv")
    }
