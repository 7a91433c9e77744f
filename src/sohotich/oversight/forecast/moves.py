"""The smallest set of moves by which all units finish in time.

What a unit lacks and what it can spare hang on its own people alone, so the fewest heads are those
that each late unit lacks, and no other choice of givers saves one. Givers: of the same district
first, then whoever can give most. Where there is not enough, units that lack least come first:
that saves the most units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sohotich.oversight.forecast.flow import Pipeline
from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import (
    Forecast,
    Outcome,
    finish_under,
    missing_of,
    pipeline_of,
)
from sohotich.oversight.forecast.whatif import (
    KEYER,
    SCANNER,
    Change,
    Move,
    Rules,
    Unit,
    forecast_with,
    keyers_now,
    means_of,
    scanners_now,
)

# More than that moved to one commune is no help but another plan.
MOST_KEYERS: Final = 40
MOST_SCANNERS: Final = 6


@dataclass(frozen=True)
class Lack:
    """What a late unit needs; `helpable` False: people and machines would not bring it in time
    (`holds` says which stage), or nothing is known of its pace.
    """

    unit: str
    keyers: int
    scanners: int
    helpable: bool
    holds: str


@dataclass(frozen=True)
class Proposal:
    """`moves` to make; `unmet`: late units for which not enough can be spared, with what they lack;
    `beyond`: those that moves do not help.
    """

    moves: tuple[Move, ...]
    unmet: tuple[Lack, ...]
    beyond: tuple[Lack, ...]

    @property
    def heads(self) -> int:
        return sum(move.count for move in self.moves)


@dataclass(frozen=True)
class _Case:
    """A unit that is asked many times: its paces are reckoned once; None: done, or no pace."""

    unit: Unit
    line: Pipeline | None
    rules: Rules
    sure: bool

    @property
    def done(self) -> bool:
        return self.unit.history.remaining == 0 and self.unit.history.expected > 0

    def in_time(self, keyers: int = 0, scanners: int = 0) -> bool:
        if self.line is None:
            return self.done
        change = Change(keyers, scanners, self.rules.hours, self.rules.weekend_worked)
        when = finish_under(self.line, means_of(change, self.line), sure=self.sure)
        return when is not None and when <= self.rules.ends_on


@dataclass
class _Giver:
    unit: Unit
    keyers: int
    scanners: int


def in_time(found: Forecast, rules: Rules, *, sure: bool = False) -> bool:
    """Done by the campaign's end; `sure`: by the late end of the range."""
    if found.outcome is Outcome.DONE:
        return True
    when = found.late if sure else found.finish
    return when is not None and when <= rules.ends_on


def propose(units: Sequence[Unit], rules: Rules, *, sure: bool = False) -> Proposal:
    """The moves; a unit in time stays in time, whatever it gives."""
    cases = [_case(unit, rules, sure=sure) for unit in units]
    givers = [_Giver(case.unit, *_spare(case)) for case in cases if case.in_time()]
    lacks = [_lack(case) for case in cases if not case.in_time()]
    helped = sorted(
        (lack for lack in lacks if lack.helpable),
        key=lambda lack: (lack.keyers + lack.scanners, lack.unit),
    )
    by_code = {unit.code: unit for unit in units}
    moves: list[Move] = []
    unmet: list[Lack] = []
    for lack in helped:
        given = _served(lack, by_code[lack.unit], givers)
        if given is None:
            unmet.append(lack)
        else:
            moves += given
    beyond = tuple(lack for lack in lacks if not lack.helpable)
    return Proposal(tuple(moves), tuple(unmet), beyond)


def _case(unit: Unit, rules: Rules, *, sure: bool) -> _Case:
    history = unit.history
    reckoned = history.remaining > 0 and not missing_of(history)
    line = pipeline_of(history, rules.weekend) if reckoned else None
    return _Case(unit, line, rules, sure)


def _lack(case: _Case) -> Lack:
    """The fewest heads in all by which the unit would be in time; fewer machines where equal."""
    holds = forecast_with(case.unit, case.rules.change(), case.rules).holds
    hopeless = Lack(case.unit.code, 0, 0, helpable=False, holds=holds)
    best: Lack | None = None
    if case.line is None or not case.in_time(MOST_KEYERS, MOST_SCANNERS):
        return hopeless
    for scanners in range(MOST_SCANNERS + 1):
        if best is not None and scanners >= best.keyers + best.scanners:
            break
        keyers = _fewest_keyers(case, scanners)
        if keyers is None:
            continue
        if best is None or keyers + scanners < best.keyers + best.scanners:
            best = Lack(case.unit.code, keyers, scanners, helpable=True, holds=holds)
    return best or hopeless


def _fewest_keyers(case: _Case, scanners: int) -> int | None:
    """By halving: more keyers never finish later."""
    if not case.in_time(MOST_KEYERS, scanners):
        return None
    low, high = 0, MOST_KEYERS
    while low < high:
        middle = (low + high) // 2
        if case.in_time(middle, scanners):
            high = middle
        else:
            low = middle + 1
    return low


def _spare(case: _Case) -> tuple[int, int]:
    """(keyers, scanners) it can give and still be in time: machines first, they are fewer."""
    history = case.unit.history
    most_scanners = scanners_now(history) - _kept(history, "scanned")
    scanners = 0
    while scanners < most_scanners and case.in_time(0, -scanners - 1):
        scanners += 1
    most_keyers = keyers_now(history) - _kept(history, "keyed")
    keyers = 0
    while keyers < most_keyers and case.in_time(-keyers - 1, -scanners):
        keyers += 1
    return keyers, scanners


def _kept(history: History, stage: str) -> int:
    """One stays where work of the stage is left."""
    return 0 if history.so_far(stage) >= history.expected else 1


def _served(lack: Lack, taker: Unit, givers: list[_Giver]) -> list[Move] | None:
    """The moves for one unit, taken off the givers; None, nothing taken, if there are too few."""
    if sum(giver.keyers for giver in givers) < lack.keyers:
        return None
    if sum(giver.scanners for giver in givers) < lack.scanners:
        return None
    moves = []
    for kind, wanted in ((SCANNER, lack.scanners), (KEYER, lack.keyers)):
        while wanted:
            giver = max(givers, key=lambda one: _preference(one, taker, kind, wanted))
            count = min(_has(giver, kind), wanted)
            moves.append(Move(giver.unit.code, taker.code, kind, count))
            wanted -= count
            if kind == KEYER:
                giver.keyers -= count
            else:
                giver.scanners -= count
    return moves


def _has(giver: _Giver, kind: str) -> int:
    return giver.keyers if kind == KEYER else giver.scanners


def _preference(
    giver: _Giver, taker: Unit, kind: str, wanted: int
) -> tuple[bool, bool, bool, int, str]:
    has = _has(giver, kind)
    near = giver.unit.district == taker.district
    return (has > 0, near, has >= wanted, has, giver.unit.code)
