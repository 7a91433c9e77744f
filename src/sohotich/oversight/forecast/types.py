"""A unit's forecast by type: its people work on all types, so the types share its pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sohotich.oversight.forecast.history import History
from sohotich.oversight.forecast.model import Forecast, Outcome
from sohotich.oversight.forecast.reasons import recent


@dataclass(frozen=True)
class TypeForecast:
    """Dates as in `Forecast`, None where the unit has none; `share` of the unit's work now going
    to the type, 0 when it waits for the others.
    """

    type_code: str
    expected: int
    remaining: int
    share: float
    finish: date | None
    early: date | None
    late: date | None


def by_type(unit: Forecast, types: Mapping[str, History]) -> list[TypeForecast]:
    """The types of a unit; what remains of them adds up to what remains of the unit.

    Today's shares of the keying go on; what a finished type leaves goes to the others in step.
    The last one ends with the unit.
    """
    shares = _shares(types)
    remaining = {code: history.remaining for code, history in types.items()}
    ends = [_ends(path, remaining, shares) for path in (unit.path, unit.path_early, unit.path_late)]
    return [
        _one(unit, code, history, shares[code], [end.get(code) for end in ends])
        for code, history in types.items()
    ]


def _shares(types: Mapping[str, History]) -> dict[str, float]:
    pace = {
        code: recent(history, "keyed")[1] if history.remaining and history.days else 0
        for code, history in types.items()
    }
    whole = sum(pace.values())
    if not whole:
        left = sum(history.remaining for history in types.values())
        return {code: h.remaining / left if left else 0.0 for code, h in types.items()}
    return {code: value / whole for code, value in pace.items()}


def _ends(
    path: tuple[float, ...], remaining: Mapping[str, int], shares: Mapping[str, float]
) -> dict[str, int]:
    """Type → day from today at whose end it is done, along what the unit does in all."""
    if not path:
        return {}
    left = {code: float(count) for code, count in remaining.items() if count}
    ends: dict[str, int] = {}
    whole = sum(left.values())
    done = path[-1] - whole
    for day, so_far in enumerate(path):
        _spend(left, shares, so_far - max(done, 0.0))
        done = max(so_far, done)
        for code in [code for code, count in left.items() if count < 0.01]:
            ends[code] = day
            del left[code]
    return {code: ends.get(code, len(path) - 1) for code in remaining}


def _spend(left: dict[str, float], shares: Mapping[str, float], work: float) -> None:
    """Take the work off the types by their shares; those without one get what the others leave."""
    while work > 1e-9 and any(count > 1e-9 for count in left.values()):
        open_ = [code for code, count in left.items() if count > 1e-9]
        weights = {code: shares.get(code, 0.0) for code in open_}
        if not any(weights.values()):
            weights = dict.fromkeys(open_, 1.0)
        whole = sum(weights.values())
        spent = 0.0
        for code, weight in weights.items():
            part = min(work * weight / whole, left[code])
            left[code] -= part
            spent += part
        work -= spent


def _one(
    unit: Forecast, code: str, history: History, share: float, days: list[int | None]
) -> TypeForecast:
    today = history.today
    if not history.remaining:
        return TypeForecast(code, history.expected, 0, 0.0, today, today, today)
    dated = unit.outcome is Outcome.DATED
    finish, early, late = (
        today + timedelta(days=day) if dated and day is not None else None for day in days
    )
    return TypeForecast(code, history.expected, history.remaining, share, finish, early, late)
