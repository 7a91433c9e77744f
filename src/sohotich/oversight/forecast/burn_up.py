"""How the work burns up, and where it leads: a line a day, and the same as a drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.oversight.forecast.history import LAST
from sohotich.oversight.forecast.model import Forecast

# Days shown after the campaign's end at most: enough to see who is late, and by how much.
_AFTER: Final = 14


@dataclass(frozen=True)
class DayLine:
    """Figures at the end of a day; None: not that far yet, or not to be known. `needed`: of a
    straight line from nothing to everything at the campaign's end.
    """

    day: date
    needed: int
    keyed: int | None
    approved: int | None
    middle: int | None
    early: int | None
    late: int | None


@dataclass(frozen=True)
class BurnUp:
    """`expected` in all; `lines` from the first campaign day on."""

    expected: int
    today: date
    ends_on: date
    lines: tuple[DayLine, ...]


def burn_up(found: Sequence[Forecast], *, ends_on: date) -> BurnUp | None:
    """Of one unit, or of several together; None without any that have figures.

    Together, the range is that of all units being quick, or slow, at once. A unit without a
    forecast is taken to stand still.
    """
    with_days = [one for one in found if one.history.days]
    if not with_days:
        return None
    starts_on, today = with_days[0].history.starts_on, with_days[0].history.today
    expected = sum(one.history.expected for one in with_days)
    length = (ends_on - starts_on).days + 1
    ahead = (_last_shown(with_days, ends_on, today) - today).days
    worked = (today - starts_on).days + 1
    lines = []
    for day in range(worked + ahead):
        future = day - worked + 1
        lines.append(
            DayLine(
                day=starts_on + timedelta(days=day),
                needed=round(expected * min((day + 1) / length, 1.0)),
                keyed=_known(with_days, "keyed", day) if future <= 0 else None,
                approved=_known(with_days, LAST, day) if future <= 0 else None,
                middle=_coming(with_days, lambda one: one.path, future),
                early=_coming(with_days, lambda one: one.path_early or one.path, future),
                late=_coming(with_days, lambda one: one.path_late or one.path, future),
            )
        )
    return BurnUp(expected, today, ends_on, tuple(lines))


def _last_shown(found: Sequence[Forecast], ends_on: date, today: date) -> date:
    latest = max((one.late for one in found if one.late), default=ends_on)
    return max(today, min(max(latest, ends_on), ends_on + timedelta(days=_AFTER)))


def _known(found: Iterable[Forecast], stage: str, day: int) -> int:
    return sum(one.history.so_far(stage, day) for one in found)


def _coming(
    found: Iterable[Forecast], path_of: Callable[[Forecast], Sequence[float]], future: int
) -> int | None:
    if future < 0:
        return None
    whole = 0.0
    for one in found:
        path = path_of(one)
        now = one.history.so_far(LAST)
        whole += path[min(future, len(path) - 1)] if path else now
    return round(whole)


# The drawing, in the units of its view box.
WIDTH: Final = 960
HEIGHT: Final = 320
_LEFT: Final = 70
_RIGHT: Final = 20
_TOP: Final = 28
_BOTTOM: Final = 34
_MOST_DAYS_NAMED: Final = 16


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what stands there."""

    at: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """`points` of lines as SVG has them (`x,y x,y`); `band` the range's outline."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    needed: str
    keyed: str
    approved: str
    middle: str
    band: str
    today: float
    end: float
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]


def drawing(found: BurnUp) -> Drawing:
    """The picture of a burn-up, for a template to draw."""
    lines = found.lines
    step = (WIDTH - _LEFT - _RIGHT) / max(len(lines), 1)
    most = max(found.expected, 1)

    def x(index: float) -> float:
        # A day's figure stands at its end.
        return round(_LEFT + step * (index + 1), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / most, 1)

    def points(value_of: Callable[[DayLine], int | None], *, from_zero: bool = False) -> str:
        known = [
            (x(at), y(value))
            for at, line in enumerate(lines)
            if (value := value_of(line)) is not None
        ]
        start = [(float(_LEFT), y(0))] if from_zero else []
        return " ".join(f"{across},{up}" for across, up in start + known)

    early, late = points(lambda one: one.early), points(lambda one: one.late)
    days = {line.day: at for at, line in enumerate(lines)}
    return Drawing(
        WIDTH,
        HEIGHT,
        _LEFT,
        WIDTH - _RIGHT,
        _TOP,
        HEIGHT - _BOTTOM,
        needed=points(lambda one: one.needed, from_zero=True),
        keyed=points(lambda one: one.keyed, from_zero=True),
        approved=points(lambda one: one.approved, from_zero=True),
        middle=points(lambda one: one.middle),
        band=" ".join([*early.split(), *reversed(late.split())]),
        today=x(days[found.today]),
        end=x(days.get(found.ends_on, len(lines) - 1)),
        rows=tuple(
            Tick(y(found.expected * part / 4), grouped(round(found.expected * part / 4)))
            for part in range(5)
        ),
        columns=_day_ticks(lines, x),
    )


def _day_ticks(lines: Sequence[DayLine], x: Callable[[float], float]) -> tuple[Tick, ...]:
    every = -(-len(lines) // _MOST_DAYS_NAMED)
    return tuple(
        Tick(x(at), f"{line.day:%d/%m}") for at, line in enumerate(lines) if at % every == 0
    )
