"""The stages as a pipeline: work flows day by day, and what waits before a stage caps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sohotich.oversight.forecast.constants import HORIZON
from sohotich.oversight.forecast.history import LAST, SATURDAY, WORKED, History
from sohotich.oversight.forecast.pace import Pace, Signing, Strength


@dataclass(frozen=True)
class Means:
    """What may differ from now on. `factor` of every stage's pace, `scanning` of scanning alone,
    `keying` added keyers' worth (may be below zero), `hours` of the day's length; `weekend`: share
    of a working day's work, None: as it is; `signing`: how many gaps the last book waits. Scanning,
    keying, hours and weekend change from `from_day` on, 1: tomorrow.
    """

    factor: float = 1.0
    scanning: float = 1.0
    keying: float = 0.0
    hours: float = 1.0
    weekend: float | None = None
    signing: float = 1.0
    from_day: int = 1

    def on(self, day: int) -> Means:
        """What holds on a day: before `from_day` all but the paces is as it was."""
        return self if day >= self.from_day else Means(self.factor, signing=self.signing)


@dataclass(frozen=True)
class Pipeline:
    """What flows and how fast: made once a unit, run with different means."""

    history: History
    pace: Mapping[str, Pace]
    strength: Strength
    signing: Signing

    def daily(self, stage: str, means: Means, day: int) -> float:
        """What a stage can do on a whole day, so many days from today."""
        means = means.on(day)
        could = self.on_a_weekday(stage, means, day)
        if (self.history.today + timedelta(days=day)).weekday() >= SATURDAY:
            could *= self.strength.weekend if means.weekend is None else means.weekend
        return could

    def on_a_weekday(self, stage: str, means: Means, day: int = 0) -> float:
        """The same, were it no weekend and the means in force already."""
        pace = self.pace[stage]
        could = pace.level * means.factor * means.hours
        if stage == "scanned":
            return could * means.scanning
        if stage == "keyed" or pace.follows:
            could *= self._keying(means, stage, day)
        return could

    def usual(self, stage: str) -> float:
        """What a stage does on a usual working day, as things are."""
        return self.on_a_weekday(stage, Means())

    def _keying(self, means: Means, stage: str, day: int) -> float:
        """Keyers' worth of a day; a stage that follows the keyers grows along with them."""
        now = self.strength.keying(0)
        then = max(self.strength.keying(day) + means.keying, 0.0)
        if stage == "keyed":
            return then
        return max(then / now, 1.0) if now > 0 else 1.0


@dataclass(frozen=True)
class Run:
    """`days`: until the last entry is signed, counted from now; None beyond the horizon.

    `path[d]`: signed at the end of day d from today. `held[stage]`: days on which the stage itself
    was the limit while something waited before it.
    """

    days: float | None
    path: tuple[float, ...]
    held: Mapping[str, int]


def run(line: Pipeline, means: Means) -> Run:
    """Let the work flow on from how the unit stands; a part of today may be left."""
    history = line.history
    stands = {stage: float(history.so_far(stage)) for stage in WORKED}
    held = dict.fromkeys(WORKED, 0)
    reviewed: list[tuple[float, float]] = [(0.0, stands[WORKED[-1]])]
    finished = 0.0 if stands[WORKED[-1]] >= history.expected else None
    for day in range(HORIZON + 1 if finished is None else 0):
        length = 1 - history.day_share if day == 0 else 1.0
        before = stands[WORKED[-1]]
        could = _one_day(line, means, day, length, stands, held)
        passed = reviewed[-1][0]
        reviewed.append((passed + length, stands[WORKED[-1]]))
        if stands[WORKED[-1]] >= history.expected - 1e-6:
            part = (history.expected - before) / could if could > 0 else 1.0
            finished = passed + length * min(part, 1.0)
            break
    return _signed(line, means, reviewed, finished, held)


def _one_day(
    line: Pipeline,
    means: Means,
    day: int,
    length: float,
    stands: dict[str, float],
    held: dict[str, int],
) -> float:
    """Move everything through one day; what the last stage could do."""
    given = float(line.history.expected)
    could = 0.0
    for stage in WORKED:
        could = length * line.daily(stage, means, day)
        there = max(given - stands[stage], 0.0)
        if could < there:
            held[stage] += 1
        stands[stage] += min(could, there)
        given = stands[stage]
    return could


def _signed(
    line: Pipeline,
    means: Means,
    reviewed: list[tuple[float, float]],
    finished: float | None,
    held: dict[str, int],
) -> Run:
    """Signing follows review by a gap, and by its own pace where that is the limit."""
    history, signing = line.history, line.signing
    wait = signing.gap * means.signing
    days = None if finished is None else finished + wait
    limit = None
    if signing.per_day is not None:
        limit = signing.per_day * means.factor
        needed = history.remaining / limit if limit > 0 else HORIZON + 1.0
        if days is not None and needed > days:
            days = needed
            held = {**held, LAST: round(needed)}
    if days is not None and days > HORIZON:
        days = None
    path = _path(history, reviewed, wait, limit, days)
    return Run(days, path, held)


def _path(
    history: History,
    reviewed: list[tuple[float, float]],
    wait: float,
    limit: float | None,
    days: float | None,
) -> tuple[float, ...]:
    rest = 1 - history.day_share
    now = float(history.so_far(LAST))
    last = HORIZON if days is None else int(-(-max(days - rest, 0.0) // 1))
    # What is reviewed by now is signed within one gap.
    points = [(-wait, now), *reviewed]
    path = []
    for day in range(last + 1):
        moment = rest + day
        signed = max(_at(points, moment - wait), now)
        path.append(signed if limit is None else min(signed, now + limit * moment))
    if days is not None:
        path[-1] = float(history.expected)
    return tuple(path)


def _at(points: list[tuple[float, float]], moment: float) -> float:
    """Between the two points around a moment; the first before all, the last after all."""
    earlier = points[0]
    for point in points:
        if point[0] >= moment:
            width = point[0] - earlier[0]
            part = (moment - earlier[0]) / width if width > 0 else 1.0
            return earlier[1] + max(part, 0.0) * (point[1] - earlier[1])
        earlier = point
    return points[-1][1]
