"""The burn-up of a board: lines by day as figures, and the same as a drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sohotich.domain.text.figures import grouped
from sohotich.oversight.dashboards.figures import Board
from sohotich.oversight.forecast.burn_up import DayLine, burn_up
from sohotich.oversight.forecast.model import Forecast

WIDTH: Final = 452
HEIGHT: Final = 160
_LEFT: Final = 52
_RIGHT: Final = 10
_TOP: Final = 20
_BOTTOM: Final = 20
_MOST_NAMED: Final = 10
_PARTS: Final = 4


@dataclass(frozen=True)
class ChartDay:
    """A day of the picture: `burnt` as in `forecast.burn_up`, and how many were reviewed."""

    burnt: DayLine
    reviewed: int | None


@dataclass(frozen=True)
class Tick:
    at: float
    words: str
    here: bool = False


@dataclass(frozen=True)
class Chart:
    """`points` of each line as SVG has them; `band`: the forecast's range; `dot`: where it stands.

    `forecast` False: the lines ahead are left out, for who may not see them.
    """

    days: tuple[ChartDay, ...]
    forecast: bool
    needed_now: int
    needed: str
    keyed: str
    reviewed: str
    approved: str
    middle: str
    band: str
    dot: tuple[float, float]
    end: Tick
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def chart(board: Board) -> Chart | None:
    """None without any commune that has figures."""
    forecasts = [one.forecast for one in board.outlooks]
    found = burn_up(forecasts, ends_on=board.campaign.ends_on)
    if found is None:
        return None
    days = tuple(ChartDay(line, _reviewed(forecasts, at)) for at, line in enumerate(found.lines))
    if not board.forecasts:
        days = tuple(one for one in days if one.burnt.day <= board.campaign.ends_on)
    return _drawn(board, days, max(found.expected, 1))


def _reviewed(forecasts: Sequence[Forecast], at: int) -> int | None:
    known = [one.history for one in forecasts if at < one.history.days]
    return sum(one.so_far("reviewed", at) for one in known) if known else None


def _drawn(board: Board, days: tuple[ChartDay, ...], most: int) -> Chart:
    step = (WIDTH - _LEFT - _RIGHT) / max(len(days), 1)

    def x(index: float) -> float:
        # A day's figure stands at its end.
        return round(_LEFT + step * (index + 1), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / most, 1)

    def points(of: Callable[[ChartDay], int | None], *, from_zero: bool = True) -> str:
        known = [(x(at), y(v)) for at, one in enumerate(days) if (v := of(one)) is not None]
        start = [(float(_LEFT), y(0))] if from_zero else []
        return " ".join(f"{across},{up}" for across, up in start + known)

    early = points(lambda one: one.burnt.early, from_zero=False).split()
    late = points(lambda one: one.burnt.late, from_zero=False).split()
    approved = [one.burnt.approved or 0 for one in days if one.burnt.approved is not None]
    at_end = next((at for at, one in enumerate(days) if one.burnt.day == board.campaign.ends_on), 0)
    seen = board.forecasts
    return Chart(
        days=days,
        forecast=seen,
        needed_now=board.course.needed(board.standing.expected),
        needed=points(lambda one: one.burnt.needed),
        keyed=points(lambda one: one.burnt.keyed),
        reviewed=points(lambda one: one.reviewed),
        approved=points(lambda one: one.burnt.approved),
        middle=points(lambda one: one.burnt.middle, from_zero=False) if seen else "",
        band=" ".join([*early, *reversed(late)]) if seen else "",
        dot=(x(len(approved) - 1), y(approved[-1])) if approved else (float(_LEFT), y(0)),
        end=Tick(x(at_end), f"{board.campaign.ends_on:%d/%m}"),
        rows=tuple(
            Tick(y(most * n / _PARTS), _round(most * n / _PARTS)) for n in range(_PARTS + 1)
        ),
        columns=_columns(days, board.looking.day, x),
    )


def _round(value: float) -> str:
    return grouped(round(value))


def _columns(
    days: tuple[ChartDay, ...], here: date, x: Callable[[float], float]
) -> tuple[Tick, ...]:
    every = -(-len(days) // _MOST_NAMED)
    at_here = next((at for at, one in enumerate(days) if one.burnt.day == here), 0)
    return tuple(
        Tick(x(at), f"{one.burnt.day.day}", at == at_here)
        for at, one in enumerate(days)
        if at == at_here or (at % every == 0 and abs(at - at_here) >= min(every, 2))
    )
