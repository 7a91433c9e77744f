"""The daily chain: who reports by when, which periods are due, how a report stands. Pure.

Moments are aware and of the campaign's clock. Tiers and hours: plan 563/KH-UBND part 9 (commune
17:00, district 18:00, province 18:30); two tiers from 01.07.2025, when the districts ended.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from sohotich.domain.places import Level

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
TWO_TIERS_FROM: Final = date(2025, 7, 1)


class State(StrEnum):
    """How a report stands; a reopening that is over is told beside the state, not by it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    ON_TIME = "on_time"
    LATE = "late"
    SILENT = "silent"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Hours:
    """What the province decided for a day: the cut-off of each tier, the time after it that still
    counts as on time, and whether the day is reported at all.
    """

    at: Mapping[Level, time]
    grace: timedelta = timedelta(0)
    reported: bool = True


@dataclass(frozen=True, order=True)
class Period:
    """One tier's reporting of one day. `due` is the cut-off, `closes` the cut-off and the grace."""

    closes: datetime
    tier: Level
    day: date
    due: datetime


@dataclass(frozen=True)
class Chain:
    """The days of a campaign that are reported, and the hours of each (decided with a date).

    `since`: periods that closed before it were nobody's yet: the chain did not run then.
    """

    first: date
    last: date
    hours: Callable[[date], Hours]
    since: datetime | None = None

    def days(self, until: date) -> Iterator[date]:
        """The days to report, in order, none after `until`."""
        day = self.first
        while day <= min(self.last, until):
            if self.reports(day):
                yield day
            day += timedelta(days=1)

    def reports(self, day: date) -> bool:
        """Whether units report on that day."""
        return self.first <= day <= self.last and self.hours(day).reported

    def looked_after(self, period: Period) -> bool:
        """Whether the chain ran when the period closed, or runs still."""
        return self.since is None or period.closes > self.since

    def periods(self, day: date) -> list[Period]:
        """The periods of a day, in the order in which they close."""
        hours = self.hours(day)
        return sorted(period_of(day, tier, hours) for tier in tiers_on(day))


def tiers_on(day: date) -> tuple[Level, ...]:
    """The tiers of that day, from below."""
    if day >= TWO_TIERS_FROM:
        return (Level.COMMUNE, Level.PROVINCE)
    return (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


def period_of(day: date, tier: Level, hours: Hours) -> Period:
    """The period of a tier on a day, in the wall time of the province."""
    due = datetime.combine(day, hours.at[tier], ZONE)
    return Period(due + hours.grace, tier, day, due)


def periods_due(
    chain: Chain, now: datetime, closed: Collection[tuple[date, Level]]
) -> list[Period]:
    """Every period whose time has come and that is not closed, oldest first, however long ago:
    those too that a stopped server missed.
    """
    return [
        period
        for day in chain.days(until=now.astimezone(ZONE).date())
        for period in chain.periods(day)
        if period.closes <= now
        and (period.day, period.tier) not in closed
        and chain.looked_after(period)
    ]


def minutes_late(confirmed_at: datetime, period: Period) -> int:
    """0 up to the end of the grace; after it whole minutes since the cut-off, at least one."""
    if confirmed_at <= period.closes:
        return 0
    return max(int((confirmed_at - period.due).total_seconds()) // 60, 1)


def state_of(
    *,
    now: datetime,
    closes: datetime,
    late_minutes: int | None,
    reopened_until: datetime | None = None,
) -> State:
    """How a report stands at `now`. `late_minutes` None: nobody confirmed; `reopened_until`: the
    end of a reopening that nothing ended before.
    """
    if reopened_until is not None and now < reopened_until:
        return State.REOPENED
    if late_minutes is None:
        return State.SILENT if now >= closes else State.OPEN
    if late_minutes:
        return State.LATE
    return State.ON_TIME if now >= closes else State.CONFIRMED
