"""The funnel: how far everything is, what waits before each stage, and how many days that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sohotich.domain.text.figures import grouped
from sohotich.oversight.dashboards.figures import Board
from sohotich.oversight.facts.stages import FUNNEL, NOT_BUILT, RETURNED, STAGES
from sohotich.oversight.facts.tree import COMMUNE

_LONG = 99


@dataclass(frozen=True)
class StageLine:
    """`waiting`: done with the stage before and not with this one, None where that says nothing;
    `days`: how long that lasts at the present pace, in words; `not_built` where nothing is counted.
    """

    key: str
    label: str
    value: int = 0
    waiting: int | None = None
    days: str = ""
    gained: int | None = None
    bar: bool = False
    whole: int = 1
    address: str = ""
    waiting_address: str = ""
    not_built: str = ""

    @property
    def waiting_words(self) -> str:
        """`chờ 1.234 · 2,4 ngày`"""
        if not self.waiting:
            return ""
        return f"chờ {grouped(self.waiting)}" + (f" · {self.days}" if self.days else "")


def days_words(waiting: int, gained: float) -> str:
    """`2,4 ngày`, `hơn 99 ngày`, `chưa có nhịp`; "" where nothing waits."""
    if waiting <= 0:
        return ""
    if gained <= 0:
        return "chưa có nhịp"
    days = waiting / gained
    if days > _LONG:
        return f"hơn {_LONG} ngày"
    return f"{math.ceil(days * 10) / 10:.1f} ngày".replace(".", ",")


def funnel(board: Board) -> list[StageLine]:
    """Every stage in order, those beside the way and those not built after them."""
    return [_line(board, stage.key, stage.label, stage.built) for stage in STAGES]


def _line(board: Board, key: str, label: str, built: bool) -> StageLine:
    if not built:
        return StageLine(key, label, not_built=NOT_BUILT)
    counts, looking = board.total.counts, board.looking
    address = looking.figure(board.place, key)
    if key not in FUNNEL:
        return StageLine(key, label, counts[RETURNED].so_far, address=address)
    place = FUNNEL.index(key)
    value = counts[key].so_far
    waiting = counts[FUNNEL[place - 1]].so_far - value if place else None
    gained = board.gains.get(key, 0.0)
    by = "viec-cho-so" if board.place.level == COMMUNE else "viec-cho"
    return StageLine(
        key,
        label,
        value,
        waiting,
        days_words(waiting or 0, gained) if board.nth > 1 or looking.back else "",
        round(gained) if place else None,
        True,
        counts["expected"].so_far or 1,
        address,
        looking.table(board.place.code, by, xep=f"-cho_{key}") if waiting else "",
    )


def narrowest(lines: list[StageLine]) -> StageLine | None:
    """The stage before which most registrations wait; None where none waits."""
    waiting = [line for line in lines if line.waiting]
    return max(waiting, key=lambda line: line.waiting or 0, default=None)
