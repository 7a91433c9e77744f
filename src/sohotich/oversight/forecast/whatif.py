"""What if people or machines went elsewhere, days were longer, weekends worked, the end moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sohotich.oversight.forecast.flow import Means, Pipeline
from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import Forecast, forecast, pipeline_of

KEYER, SCANNER = "nguoi", "may"


@dataclass(frozen=True)
class Unit:
    """A commune in the forecast; `district` its parent's code: people near by are moved first."""

    code: str
    district: str
    history: History


@dataclass(frozen=True)
class Move:
    """Keyers (`nguoi`) or scanners (`may`) that go elsewhere from tomorrow on; "": outside."""

    giver: str
    taker: str
    kind: str
    count: int


@dataclass(frozen=True)
class Change:
    """What changes in one unit from tomorrow on; `hours` of the day's length, `weekend` worked."""

    keyers: int = 0
    scanners: int = 0
    hours: float = 1.0
    weekend: bool = False


@dataclass(frozen=True)
class Rules:
    """What holds for every unit: the campaign's end, longer days, weekends worked."""

    ends_on: date
    hours: float = 1.0
    weekend_worked: bool = False
    weekend: float = 0.5

    def change(self) -> Change:
        return Change(hours=self.hours, weekend=self.weekend_worked)


def changes_of(moves: Iterable[Move], rules: Rules, units: Sequence[Unit]) -> dict[str, Change]:
    """Unit code → what changes there; where no move touches, what the rules change."""
    found = {unit.code: rules.change() for unit in units}
    for move in moves:
        for code, count in ((move.giver, -move.count), (move.taker, move.count)):
            if code in found:
                found[code] = _with(found[code], move.kind, count)
    return found


def _with(change: Change, kind: str, count: int) -> Change:
    if kind == KEYER:
        return replace(change, keyers=change.keyers + count)
    return replace(change, scanners=change.scanners + count)


def keyers_now(history: History) -> int:
    """How many have keyed on the last three days on which anybody did."""
    recent = [day for day in history.keyers if day][-3:]
    return len(frozenset().union(*recent)) if recent else 0


def scanners_now(history: History) -> int:
    """How many scanned at once on the last three days on which anybody did."""
    return max([count for count in history.scanners if count][-3:], default=0)


def means_of(change: Change, line: Pipeline) -> Means:
    """A keyer who comes does as those there do on average; one who goes takes as much along."""
    people = max(len(line.strength.keyers), 1)
    machines = max(scanners_now(line.history), 1)
    return Means(
        keying=change.keyers * line.strength.keying(0) / people,
        scanning=max((machines + change.scanners) / machines, 0.0),
        hours=change.hours,
        weekend=1.0 if change.weekend else None,
    )


def forecast_with(unit: Unit, change: Change, rules: Rules) -> Forecast:
    """The unit's forecast under the change."""
    history = unit.history
    means = None
    if change != Change():
        means = means_of(change, pipeline_of(history, rules.weekend))
    return forecast(history, ends_on=rules.ends_on, weekend=rules.weekend, means=means)


def forecasts_with(
    units: Sequence[Unit], moves: Iterable[Move], rules: Rules
) -> Mapping[str, Forecast]:
    """Every unit's forecast under moves and rules."""
    changes = changes_of(moves, rules, units)
    return {unit.code: forecast_with(unit, changes[unit.code], rules) for unit in units}
