"""How fast each stage of a unit works when it has enough before it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sohotich.oversight.forecast.constants import CONSTANTS, Constants
from sohotich.oversight.forecast.history import LAST, WORKED, History


@dataclass(frozen=True)
class Pace:
    """`level`: entries a usual working day at one unit of strength (keying: one skilled keyer).

    `follows`: the stage was never held by itself, the level is what came to it and a bit more.
    `begun`: whether it ever did anything. `unsteady`: its days' spread as a share of its mean.
    """

    level: float
    follows: bool
    begun: bool
    unsteady: float


@dataclass(frozen=True)
class Strength:
    """Who keys from now on: (days worked, share of days present) a keyer; `weekend` as a share."""

    keyers: tuple[tuple[float, float], ...]
    weekend: float
    constants: Constants

    def keying(self, days_ahead: float) -> float:
        """Skilled keyers' worth after so many more days of practice."""
        return sum(
            share * skill(worked + days_ahead * share, self.constants)
            for worked, share in self.keyers
        )

    @property
    def heads(self) -> float:
        """Keyers there on a usual day."""
        return sum(share for _, share in self.keyers)


def skill(days_worked: float, constants: Constants = CONSTANTS) -> float:
    """What somebody does after so many days, as a share of what they will do."""
    rest = 1 - constants.skill_start
    return 1 - rest * math.exp(-days_worked / constants.skill_days)


def weekend_share(
    histories: Iterable[History], fallback: float = CONSTANTS.weekend, weight: float = 4.0
) -> float:
    """Work of a weekend day as a share of a working day's, over many units.

    Drawn towards the fallback as long as few weekend days were seen (`weight`: as many days).
    """
    ratios = [ratio for one in histories for ratio in _weekend_ratios(one)]
    return (sum(ratios) + fallback * weight) / (len(ratios) + weight)


def _weekend_ratios(history: History) -> list[float]:
    work = [a + b for a, b in zip(history.gained("scanned"), history.gained("keyed"), strict=True)]
    first = next((day for day, done in enumerate(work) if done), len(work))
    whole = len(work) if history.day_share >= 1 else len(work) - 1
    seen = range(first, whole)
    usual = [work[day] for day in seen if not history.weekend(day)]
    mean = sum(usual) / len(usual) if usual else 0
    return [min(work[day] / mean, 1.3) for day in seen if history.weekend(day)] if mean else []


def strength_of(history: History, weekend: float, constants: Constants = CONSTANTS) -> Strength:
    """Who is there now, by who keyed in the last days; one keyer stands for all where unknown."""
    own = weekend_share([history], weekend, constants.weekend_weight)
    today = history.days - 1
    if not any(history.keyers):
        gains = history.gained("keyed")
        worked = sum(1 for gain in gains if gain)
        return Strength(((float(worked), 1.0),), own, constants)
    known = {keyer for day in history.keyers for keyer in day}
    keyers = []
    for keyer in known:
        days = [day for day, there in enumerate(history.keyers) if keyer in there]
        # Seen in the last three days on which anybody keyed: counted on.
        recent = [day for day, there in enumerate(history.keyers) if there][-3:]
        if days[-1] >= recent[0]:
            since = range(max(days[0], today - constants.window), today + 1)
            usual = [day for day in since if not history.weekend(day)] or list(since)
            share = (sum(day in days for day in usual) + 1) / (len(usual) + 1)
            keyers.append((float(len(days)), min(share, 1.0)))
    return Strength(tuple(sorted(keyers)), own, constants)


def strength_then(history: History, strength: Strength, day: int, stage: str) -> float:
    """How much could work at a stage on a past day, in the units of `Pace.level`."""
    factor = strength.weekend if history.weekend(day) else 1.0
    if day == history.days - 1:
        factor *= history.day_share
    if stage != "keyed":
        return factor
    if not any(history.keyers):
        worked = sum(1 for gain in history.gained("keyed")[:day] if gain)
        return factor * skill(worked, strength.constants)
    there = history.keyers[day] if day < len(history.keyers) else frozenset()
    worked_before = (sum(keyer in earlier for earlier in history.keyers[:day]) for keyer in there)
    # Who is there is known, so a weekend counts by them alone.
    share = history.day_share if day == history.days - 1 else 1.0
    return share * sum(skill(worked, strength.constants) for worked in worked_before)


def pace_of(history: History, stage: str, strength: Strength, came: float) -> Pace:
    """A stage's pace; `came`: what the stage before gives on a usual day, for one that follows."""
    constants = strength.constants
    gains = history.gained(stage)
    first = next((day for day, gain in enumerate(gains) if gain), None)
    if first is None:
        return Pace(constants.keeps_up * came, follows=True, begun=False, unsteady=0.0)
    days = range(max(first, len(gains) - constants.window), len(gains))
    weight = {day: _weight(history, day, constants) for day in days}
    power = {day: strength_then(history, strength, day, stage) for day in days}
    fed = _fed(history, stage, days, gains, constants)
    held = sum(weight[day] for day in fed) >= 0.3 * sum(weight.values())
    # Officers look at today's work tomorrow: no day of theirs is without something waiting.
    counted = fed if held and stage in ("scanned", "keyed") else list(days)
    total = sum(weight[day] * power[day] for day in counted)
    level = sum(weight[day] * gains[day] for day in counted) / total if total > 0 else 0.0
    unsteady = _unsteady([gains[d] for d in counted], [power[d] for d in counted], level)
    if not held:
        level = max(level, constants.keeps_up * came)
    return Pace(level, follows=not held, begun=True, unsteady=unsteady)


def _weight(history: History, day: int, constants: Constants) -> float:
    """A later day tells more; a weekend, half worked by who knows how many, tells little."""
    telling = constants.weekend_telling if history.weekend(day) else 1.0
    return telling * float(constants.memory ** (history.days - 1 - day))


def _fed(
    history: History, stage: str, days: range, gains: Sequence[int], constants: Constants
) -> list[int]:
    """Days that left work waiting before the stage: it could do no more."""
    if stage in ("scanned", "keyed"):
        share = constants.fed
        return [d for d in days if history.waiting(stage, d) > share * max(gains[d], 1)]
    worked = [gains[day] for day in days if gains[day]]
    heap = constants.heaped * sum(worked) / len(worked) if worked else 0
    return [day for day in days if history.waiting(stage, day) > heap]


def _unsteady(gains: Sequence[int], power: Sequence[float], level: float) -> float:
    if level <= 0 or len(gains) < 2:
        return 1.0
    parts = [(gain - level * could) ** 2 for gain, could in zip(gains, power, strict=True)]
    mean = sum(gains) / len(gains)
    return math.sqrt(sum(parts) / len(parts)) / mean if mean > 0 else 1.0


def paces(history: History, strength: Strength) -> dict[str, Pace]:
    """The pace of every stage up to review, upstream first."""
    found: dict[str, Pace] = {}
    came = 0.0
    for stage in WORKED:
        found[stage] = pace_of(history, stage, strength, came)
        came = found[stage].level * (strength.keying(0) if stage == "keyed" else 1.0)
    return found


@dataclass(frozen=True)
class Signing:
    """Books are signed whole, now and then: an entry reviewed waits `gap` days for it.

    `per_day`: entries signed a day, where a heap of reviewed books shows that signing itself is
    the limit, else None. `times`: days on which anything was signed.
    """

    gap: float
    per_day: float | None
    times: int


def signing_of(history: History, constants: Constants = CONSTANTS) -> Signing:
    """How signing goes since the first entry was reviewed."""
    reviewed = history.gained("reviewed")
    first = next((day for day, gain in enumerate(reviewed) if gain), None)
    if first is None:
        return Signing(constants.signing_gap, None, 0)
    signed = history.gained(LAST)[first:]
    times = sum(1 for gain in signed if gain)
    weight = constants.signing_weight
    gap = (len(signed) + weight * constants.signing_gap) / (times + weight)
    mean = sum(signed) / times if times else 0.0
    heaped = times >= 3 and history.waiting(LAST) > 3 * mean
    return Signing(gap, sum(signed) / len(signed) if heaped else None, times)
