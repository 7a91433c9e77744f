"""Forecast: error in days beside the naive line and Holt, on 50 campaigns never seen before.

The campaigns are of other habits than those on which the model's constants were chosen
(`sohotich.sample.world.campaigns`); everything hangs on fixed seeds.
"""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context

from bench.forecast_peers import LONGEST, PEERS
from bench.one import FULL
from bench.tables import Table, figure
from sohotich.oversight.forecast.constants import CONSTANTS, Constants
from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import forecast
from sohotich.oversight.forecast.pace import weekend_share
from sohotich.sample.world.campaigns import HELD_OUT, Habits, UnitRun, run_campaign

SEEDS = range(4_000, 4_050)
UNITS, PROVINCE = 30, 121
DAYS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 25)
SIZES = ((0, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 13_000))
COLUMNS = ("cases", "n", "answered", "ours", "bias", "in range", "range", *PEERS)
NOTE = (
    "Error: mean of |days said - days it took|, from the end of a campaign day to the last "
    f"approval; more than {LONGEST} days said count as {LONGEST}. A peer's cell: its error (bias) "
    "beside ours in the same cases, which are those where both answer, and its share of answers; "
    "* where ours is not the smaller. `in range`: truths within the range said to hold eight of "
    "ten; `range`: its mean width in days. `naive`: what remains over the mean pace of approvals "
    "since the first day; `keyed`: the same of what was keyed twice, which is steadier and ends "
    "earlier."
)


@dataclass(frozen=True)
class Case:
    """A unit on a day of its campaign: the truth and what each said, in days left."""

    day: int
    size: int
    truth: int
    said: float | None
    early: int
    late: int
    peers: tuple[float | None, ...]


def rows() -> Table:
    """By day of the campaign, by size of the unit, by habits, and all."""
    units = PROVINCE if os.environ.get(FULL) else UNITS
    with get_context("fork").Pool(2) as pool:
        parts = pool.map(_held_out, [(seed, units) for seed in SEEDS])
    cases = [case for part in parts for case in part]
    lines = [
        *(_line(f"day {day}", [c for c in cases if c.day == day]) for day in DAYS),
        *(
            _line(f"{low}–{high} entries", [c for c in cases if low <= c.size < high])
            for low, high in SIZES
        ),
        _line("days 2–15", [c for c in cases if c.day <= 15]),
        _line("all", cases),
    ]
    return Table(f"Forecast, {len(SEEDS)} campaigns of {units} communes", COLUMNS, lines, NOTE)


def _held_out(asked: tuple[int, int]) -> list[Case]:
    seed, units = asked
    return list(cases_of(run_campaign(seed, HELD_OUT, units)))


def cases_of(
    runs: Sequence[UnitRun], days: Iterable[int] = DAYS, constants: Constants = CONSTANTS
) -> Iterator[Case]:
    """Every unit of one campaign on each of the days that finds it unfinished."""
    for days_over in days:
        open_ = [run for run in runs if run.finished >= days_over]
        then = [history_of(run).until(days_over) for run in open_]
        weekend = weekend_share(then)
        for run, history in zip(open_, then, strict=True):
            yield _case(run, history, weekend, constants)


def history_of(run: UnitRun) -> History:
    """What the product would know of the whole run."""
    return History(run.expected, run.starts_on, run.done, run.keyers, run.scanners)


def _case(run: UnitRun, history: History, weekend: float, constants: Constants) -> Case:
    found = forecast(history, ends_on=run.ends_on, weekend=weekend, constants=constants)
    today = history.today
    dated = found.finish is not None and found.early is not None and found.late is not None
    return Case(
        day=history.days,
        size=run.expected,
        truth=run.finished - (history.days - 1),
        said=(found.finish - today).days if dated else None,
        early=(found.early - today).days if dated else 0,
        late=(found.late - today).days if dated else 0,
        peers=tuple(_whole_days(peer(history)) for peer in PEERS.values()),
    )


def _whole_days(days: float | None) -> float | None:
    return None if days is None else min(math.ceil(max(days, 0.0)), LONGEST)


def _line(name: str, cases: Sequence[Case]) -> list[str]:
    said = [case for case in cases if case.said is not None]
    if not said:
        return [name, figure(len(cases), 0), "0 %", *["–"] * (len(COLUMNS) - 3)]
    inside = sum(case.early <= case.truth <= case.late for case in said)
    width = statistics.mean(case.late - case.early for case in said)
    return [
        name,
        figure(len(cases), 0),
        _percent(len(said), len(cases)),
        figure(error(said, _said), 2),
        _signed(bias(said, _said)),
        _percent(inside, len(said)),
        figure(width),
        *(_beside(said, at, len(cases)) for at in range(len(PEERS))),
    ]


def _beside(said: Sequence[Case], at: int, whole: int) -> str:
    both = [case for case in said if case.peers[at] is not None]
    if not both:
        return "–"
    theirs, ours = error(both, lambda case: case.peers[at]), error(both, _said)
    mark = "" if ours < theirs else " *"
    says = _signed(bias(both, lambda case: case.peers[at]))
    share = _percent(len(both), whole)
    return f"{figure(theirs, 2)} ({says}) / {figure(ours, 2)}{mark}, {share}"


def _said(case: Case) -> float | None:
    return case.said


def error(cases: Iterable[Case], said: Callable[[Case], float | None]) -> float:
    """Mean absolute error in days over cases that were answered."""
    return statistics.mean(abs(_off(case, said)) for case in cases)


def bias(cases: Iterable[Case], said: Callable[[Case], float | None]) -> float:
    """Mean of days said minus days it took: above zero is too late."""
    return statistics.mean(_off(case, said) for case in cases)


def _off(case: Case, said: Callable[[Case], float | None]) -> float:
    days = said(case)
    assert days is not None
    return min(days, LONGEST) - case.truth


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _signed(value: float) -> str:
    return ("+" if value >= 0 else "-") + figure(abs(value))


def choosing_error(habits: Habits, seeds: Iterable[int], constants: Constants) -> float:
    """The error by which constants are compared; only ever on `CHOOSING`."""
    cases = list(
        chain.from_iterable(cases_of(run_campaign(s, habits, 20), DAYS, constants) for s in seeds)
    )
    return error([case for case in cases if case.said is not None], _said)
