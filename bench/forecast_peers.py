"""Peers of the forecast: the naive line and Holt's smoothing, each on one stage's daily counts.

Days of work left from the end of today; None where the peer has nothing to go by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sohotich.oversight.forecast.history import History

Peer = Callable[[History], float | None]
LONGEST = 60
# Chosen like the model's constants, on the campaigns of the set "choosing", out of 27.
LEVEL, TREND, DAMPED = 0.3, 0.1, 0.8


def naive(stage: str) -> Peer:
    """What remains over the mean pace from the campaign's first day to today."""

    def days_left(history: History) -> float | None:
        done = history.so_far(stage)
        return (history.expected - done) * history.days / done if done else None

    return days_left


def holt(
    stage: str, level_by: float = LEVEL, trend_by: float = TREND, damped: float = DAMPED
) -> Peer:
    """Level and damped trend of the daily gains, run on until everything is done."""

    def days_left(history: History) -> float | None:
        gains = history.gained(stage)
        if not any(gains):
            return None
        level, trend = float(gains[0]), 0.0
        for gain in gains[1:]:
            before = level
            level = level_by * gain + (1 - level_by) * (level + damped * trend)
            trend = trend_by * (level - before) + (1 - trend_by) * damped * trend
        return _run_on(history.expected - history.so_far(stage), level, trend, damped)

    return days_left


def _run_on(left: float, level: float, trend: float, damped: float) -> float:
    grown = 0.0
    for day in range(LONGEST):
        grown += damped ** (day + 1) * trend
        gain = max(level + grown, 0.0)
        if gain >= left:
            return day + (left / gain if gain else 0.0)
        left -= gain
    return float(LONGEST)


PEERS: Mapping[str, Peer] = {
    "naive": naive("approved"),
    "naive, keyed": naive("keyed"),
    "Holt": holt("approved"),
    "Holt, keyed": holt("keyed"),
}
