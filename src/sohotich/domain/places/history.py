"""What became of a unit, and what it was before. Where no source says it, the answer says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from sohotich.domain.places.unit import Level, Sure, Unit
from sohotich.domain.places.units import TWO_TIERS_FROM, periods, rows, timeline, unit

How = Literal["kept", "renamed", "moved", "merged", "split", "abolished", "unknown", "named"]

_PROVINCE_OF_TWO = "24"  # both old provinces live on in it
_KEPT = "Giữ nguyên"
# Districts and the province that were divided, and what took them over on the day after.
_DIVIDED: dict[str, tuple[str, ...]] = {
    "cu-ha-bac": ("27", "24"),
    "cu-tien-son": ("260", "261"),
    "cu-gia-luong": ("263", "264"),
}
_SURENESS: tuple[Sure, ...] = ("gk", "1", "2+")


@dataclass(frozen=True, slots=True)
class Succession:
    """`new` took over from `old` on the day `since`.

    `new` is None for "abolished" (the district level) and "unknown" (no source names a successor;
    an officer has to). "named" is what an officer named; "moved" is another district above.
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

    @property
    def sure(self) -> Sure:
        """How sure the step is: no more than the less sure of the two units."""
        known = [self.old.sure] if self.new is None else [self.old.sure, self.new.sure]
        return min(known, key=_SURENESS.index)


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
    steps = _after(old, since)
    if steps[0][1] == "unknown" and named and code in named:
        steps = ((named[code], "named"),)
    return tuple(
        Succession(old, unit(new_code, since) if new_code else None, since, how)
        for new_code, how in steps
    )


def predecessors(code: str, on: date) -> tuple[Succession, ...]:
    """Whom the unit that has this code on that day took over from; () where nothing is known.

    The five communes that ended on 31.12.2024 without a named successor are in no answer.
    """
    new = unit(code, on)
    return tuple(
        step
        for step in _steps().get(new.valid_from, ())
        if step.new is not None and step.new.code == code
    )


def holder(code: str, on: date, at: date, named: Mapping[str, str] | None = None) -> Unit | None:
    """The unit which at the later day `at` holds what `code` held `on`; None where not known, and
    where several do (a district that was divided).
    """
    current = unit(code, on)
    while not current.valid_on(at):
        steps = successors(current.code, current.valid_to or at, named)
        if len(steps) != 1 or steps[0].new is None:
            return None
        current = steps[0].new
    return current


def forerunners(code: str, on: date, at: date) -> tuple[Unit, ...]:
    """The units which at the earlier day `at` held what `code` holds `on`, as far as is known."""
    new = unit(code, on)
    if new.valid_on(at):
        return (new,)
    if at > on or new.valid_from is None:
        return ()
    found = (
        one
        for step in predecessors(code, on)
        for one in forerunners(step.old.code, step.old.valid_to or on, at)
    )
    return tuple(dict.fromkeys(found))


@cache
def _steps() -> dict[date | None, tuple[Succession, ...]]:
    """Every known step, by its day."""
    found: dict[date | None, list[Succession]] = {}
    for one in timeline():
        if one.valid_to is not None:
            for step in successors(one.code, one.valid_to):
                found.setdefault(step.since, []).append(step)
    return {day: tuple(steps) for day, steps in found.items()}


def _after(old: Unit, since: date) -> tuple[tuple[str, How], ...]:
    if since == TWO_TIERS_FROM:
        if old.level is Level.DISTRICT:
            return (("", "abolished"),)
        if old.level is Level.PROVINCE:
            return ((_PROVINCE_OF_TWO, "merged"),)
        return (_conversion().get(old.code, ("", "unknown")),)
    return _same_code(old, since) or _across(old, since)


def _same_code(old: Unit, since: date) -> tuple[tuple[str, How], ...]:
    new = next((one for one in periods(old.code) if one.valid_on(since)), None)
    if new is None or new.level is not old.level:
        return ()
    if new.name != old.name:
        return ((new.code, "renamed"),)
    return ((new.code, "kept" if new.parent == old.parent else "moved"),)


def _across(old: Unit, since: date) -> tuple[tuple[str, How], ...]:
    """Divided, or joined into one that was later divided into the same again."""
    heirs = _DIVIDED.get(old.code)
    if heirs:
        return tuple((code, "split") for code in heirs)
    for whole, parts in _DIVIDED.items():
        if old.code in parts and any(one.valid_on(since) for one in periods(whole)):
            return ((whole, "merged"),)
    return (("", "unknown"),)


@cache
def _conversion() -> dict[str, tuple[str, How]]:
    return {
        row["old_code"]: (row["new_code"], "kept" if row["note"] == _KEPT else "merged")
        for row in rows("bac_ninh_2025_07_conversion.csv")
    }
