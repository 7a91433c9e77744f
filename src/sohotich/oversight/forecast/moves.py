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

from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import Forecast, Outcome
from sohotich.oversight.forecast.whatif import (
    KEYER,
    SCANNER,
    Change,
    Move,
    Rules,
    Unit,
    forecast_with,
    keyers_now,
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
    lacks: list[Lack] = []
    givers: list[_Giver] = []
    for unit in units:
        now = forecast_with(unit, rules.change(), rules)
        if in_time(now, rules, sure=sure):
            givers.append(_Giver(unit, *_spare(unit, rules, sure=sure)))
        else:
            lacks.append(lack_of(unit, now, rules, sure=sure))
    helped = sorted(
        (lack for lack in lacks if lack.helpable),
        key=lambda lack: (lack.keyers + lack.scanners, lack.unit),
    )
    by_code = {unit.code: unit for unit in units}
    moves: list[Move] = []
    unmet: list[Lack] = []
    for lack in helped:
        given = _served(lack, by_code[lack.unit], givers, rules, sure=sure)
        if given is None:
            unmet.append(lack)
        else:
            moves += given
    beyond = tuple(lack for lack in lacks if not lack.helpable)
    return Proposal(tuple(moves), tuple(unmet), beyond)


def lack_of(unit: Unit, now: Forecast, rules: Rules, *, sure: bool = False) -> Lack:
    """The fewest heads in all by which the unit would be in time; fewer machines where equal."""
    hopeless = Lack(unit.code, 0, 0, helpable=False, holds=now.holds)
    if now.outcome is Outcome.UNKNOWN:
        return hopeless
    best: Lack | None = None
    for scanners in range(MOST_SCANNERS + 1):
        keyers = _fewest_keyers(unit, scanners, rules, sure=sure)
        if keyers is None:
            continue
        if best is None or keyers + scanners < best.keyers + best.scanners:
            best = Lack(unit.code, keyers, scanners, helpable=True, holds=now.holds)
    return best or hopeless


def _fewest_keyers(unit: Unit, scanners: int, rules: Rules, *, sure: bool) -> int | None:
    """By halving: more keyers never finish later."""
    if not _enough(unit, MOST_KEYERS, scanners, rules, sure=sure):
        return None
    low, high = 0, MOST_KEYERS
    while low < high:
        middle = (low + high) // 2
        if _enough(unit, middle, scanners, rules, sure=sure):
            high = middle
        else:
            low = middle + 1
    return low


def _enough(unit: Unit, keyers: int, scanners: int, rules: Rules, *, sure: bool) -> bool:
    change = Change(keyers, scanners, rules.hours, rules.weekend_worked)
    return in_time(forecast_with(unit, change, rules), rules, sure=sure)


def _spare(unit: Unit, rules: Rules, *, sure: bool) -> tuple[int, int]:
    """(keyers, scanners) it can give and still be in time: machines first, they are fewer."""
    history = unit.history
    people, machines = keyers_now(history), scanners_now(history)
    scanners = _most(unit, 0, machines - _kept(history, "scanned"), rules, sure=sure)
    keepers = people - _kept(history, "keyed")
    keyers = 0
    while keyers < keepers and _enough(unit, -keyers - 1, -scanners, rules, sure=sure):
        keyers += 1
    return keyers, scanners


def _most(unit: Unit, keyers: int, limit: int, rules: Rules, *, sure: bool) -> int:
    given = 0
    while given < limit and _enough(unit, keyers, -given - 1, rules, sure=sure):
        given += 1
    return given


def _kept(history: History, stage: str) -> int:
    """One stays where work of the stage is left."""
    return 0 if history.so_far(stage) >= history.expected else 1


def _served(
    lack: Lack, taker: Unit, givers: list[_Giver], rules: Rules, *, sure: bool
) -> list[Move] | None:
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
