"""How a forecast stands against the campaign's end: the word, and who comes first in a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sohotich.oversight.forecast.constants import HORIZON
from sohotich.oversight.forecast.model import Forecast, Outcome

LATE, TIGHT, IN_TIME, DONE, UNKNOWN = "tre", "sat", "kip", "xong", "chua"

TITLES: Final[Mapping[str, str]] = {
    LATE: "Trễ hạn",
    TIGHT: "Sát hạn",
    IN_TIME: "Kịp hạn",
    DONE: "Đã xong",
    UNKNOWN: "Chưa tính được",
}
"""TIGHT: in time by the middle date, not by the late end of the range."""


@dataclass(frozen=True)
class Verdict:
    """`words` name the days late, or what `kind` is called."""

    kind: str
    words: str


def verdict(found: Forecast, ends_on: date) -> Verdict:
    """Against the last day of the campaign."""
    if found.outcome is Outcome.DONE:
        return Verdict(DONE, TITLES[DONE])
    if found.outcome is Outcome.TOO_FAR:
        return Verdict(LATE, f"Còn hơn {HORIZON} ngày")
    if found.finish is None or found.late is None:
        return Verdict(UNKNOWN, TITLES[UNKNOWN])
    if found.finish > ends_on:
        return Verdict(LATE, f"Trễ {(found.finish - ends_on).days} ngày")
    kind = TIGHT if found.late > ends_on else IN_TIME
    return Verdict(kind, TITLES[kind])


def lateness(found: Forecast) -> tuple[int, int, int]:
    """To sort by, the latest first: no end in sight, no pace at all, then by date; done last."""
    order = {Outcome.TOO_FAR: 0, Outcome.UNKNOWN: 1, Outcome.DATED: 2, Outcome.DONE: 3}
    day = -found.finish.toordinal() if found.finish else 0
    return order[found.outcome], day, -found.history.remaining
