"""The forecast of one unit: when it will be done, from when to when, and what holds it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sohotich.oversight.forecast.constants import CONSTANTS, HORIZON, Constants
from sohotich.oversight.forecast.flow import Means, Pipeline, Run, run
from sohotich.oversight.forecast.history import FLOW, LAST, History
from sohotich.oversight.forecast.pace import paces, signing_of, strength_of


class Outcome(StrEnum):
    """`UNKNOWN`: no pace to go by; `TOO_FAR`: beyond what the pace can say."""

    DONE = "done"
    DATED = "dated"
    UNKNOWN = "unknown"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class Forecast:
    """`finish` between `early` and `late`, all None unless DATED (DONE: the day it was found so).

    `pace`: entries a usual working day through the stage that holds the unit, `holds` its name;
    `needed`: entries a calendar day, today's rest included, to be done by the campaign's end; None
    after it. `path`: signed at the end of today, tomorrow, …; `line`: what it was reckoned by.
    """

    history: History
    outcome: Outcome
    holds: str
    pace: float
    needed: float | None
    finish: date | None = None
    early: date | None = None
    late: date | None = None
    missing: str = ""
    line: Pipeline | None = None
    path: tuple[float, ...] = ()
    path_early: tuple[float, ...] = ()
    path_late: tuple[float, ...] = ()


def forecast(
    history: History,
    *,
    ends_on: date,
    weekend: float = CONSTANTS.weekend,
    means: Means | None = None,
    constants: Constants = CONSTANTS,
) -> Forecast:
    """`weekend`: share of a working day's work on weekends, over all units (`weekend_share`)."""
    needed = needed_pace(history, ends_on)
    if history.remaining == 0 and history.expected > 0:
        today = history.today
        return Forecast(history, Outcome.DONE, "", 0.0, None, today, today, today)
    missing = missing_of(history)
    if missing:
        return Forecast(history, Outcome.UNKNOWN, missing, 0.0, needed, missing=missing)
    line = pipeline_of(history, weekend, constants)
    given = means or Means()
    middle = run(line, given)
    holds = _holding(history, middle)
    found = Forecast(
        history,
        Outcome.TOO_FAR,
        holds,
        _shown_pace(line, holds, given),
        needed,
        line=line,
        path=middle.path,
    )
    if middle.days is None:
        return found
    spread = _spread(line, constants)
    fast = run(line, _times(given, math.exp(constants.early * spread), constants.signing_early))
    slow = run(line, _times(given, math.exp(-constants.late * spread), constants.signing_late))
    return replace(
        found,
        outcome=Outcome.DATED,
        finish=_date(history, middle.days),
        early=_date(history, middle.days if fast.days is None else fast.days),
        late=_date(history, HORIZON if slow.days is None else slow.days),
        path_early=fast.path,
        path_late=slow.path,
    )


def pipeline_of(
    history: History, weekend: float = CONSTANTS.weekend, constants: Constants = CONSTANTS
) -> Pipeline:
    """The unit's stages with their paces, to be run with any means."""
    strength = strength_of(history, weekend, constants)
    return Pipeline(history, paces(history, strength), strength, signing_of(history, constants))


def finish_under(line: Pipeline, means: Means, *, sure: bool = False) -> date | None:
    """The finish alone, or with `sure` the late end of its range; None beyond the horizon."""
    constants = line.strength.constants
    if sure:
        means = _times(
            means, math.exp(-constants.late * _spread(line, constants)), constants.signing_late
        )
    days = run(line, means).days
    return None if days is None else _date(line.history, days)


def missing_of(history: History) -> str:
    """The first stage of the two that people and machines do, which has no pace; "" for none."""
    if history.expected <= 0:
        return "expected"
    for stage in ("scanned", "keyed"):
        left = history.expected - history.so_far(stage)
        if left > 0 and not any(history.gained(stage)[-CONSTANTS.window :]):
            return stage
    return ""


def needed_pace(history: History, ends_on: date) -> float | None:
    """Entries a day from now to the end of `ends_on`; None when that is over."""
    left = (ends_on - history.today).days + 1 - history.day_share
    return history.remaining / left if left > 1e-9 else None


def _holding(history: History, found: Run) -> str:
    """The stage most often at its limit; the keyers' where none ever is."""
    unfinished = [s for s in FLOW if history.so_far(s) < history.expected]
    most = max(unfinished, key=lambda stage: found.held.get(stage, 0), default=LAST)
    if found.held.get(most):
        return most
    return "keyed" if "keyed" in unfinished else LAST


def _shown_pace(line: Pipeline, holds: str, means: Means) -> float:
    if holds == LAST:
        return (line.signing.per_day or 0.0) * means.factor
    return line.on_a_weekday(holds, means)


def _spread(line: Pipeline, constants: Constants) -> float:
    seen = max(sum(1 for gain in line.history.gained("keyed") if gain), 1)
    unsteady = max(line.pace[stage].unsteady for stage in ("scanned", "keyed"))
    own = constants.spread_unsteady * min(unsteady, 1.5) / math.sqrt(seen)
    return math.hypot(constants.spread_least, own, constants.spread_first / seen)


def _times(means: Means, factor: float, signing: float) -> Means:
    return replace(means, factor=means.factor * factor, signing=means.signing * signing)


def _date(history: History, days: float) -> date:
    """The day on which so many days of work from now end; the rest of today is the first."""
    rest = 1 - history.day_share
    return history.today + timedelta(days=math.ceil(max(days - rest, 0.0) - 1e-9))
