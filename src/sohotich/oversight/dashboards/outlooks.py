"""The forecasts behind the boards, kept: reckoning a province takes longer than a page may.

They hold counts by commune and nobody's name. The worker reckons them anew after the figures have
changed; whoever comes first in between waits for it. Who may see which is the caller's question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.cache import cache
from django.db.models import Count, Sum

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.policies.services import number
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.oversight.forecast.model import Forecast
from sohotich.oversight.forecast.reasons import reasons
from sohotich.oversight.forecast.selectors import Row, board_on

_DAYS_AHEAD = 30
_A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Outlook:
    """One commune: its forecast with the paths of the days a picture shows, and without the people
    of its history; `told`: the reasons; `keyers`: how many keyed on its last day, `scanners`: how
    many scanned on the last two.
    """

    name: str
    forecast: Forecast
    told: tuple[str, ...]
    keyers: int
    scanners: tuple[int, ...]


def outlooks(day: date) -> Mapping[str, Outlook]:
    """Commune → how it stood at the end of a campaign day, of today how it stands; every commune of
    the province that has figures.
    """
    key, seconds = _place(day)
    found: Mapping[str, Outlook] | None = cache.get(key)
    return _reckon(day, key, seconds) if found is None else found


def outlooks_keep() -> date | None:
    """Reckon the latest campaign day whose outlooks are not kept; returns it, None where all are.

    Today first: what is looked back at can wait another minute.
    """
    for day in reversed(campaign_days()):
        key, seconds = _place(day)
        if cache.get(key) is None:
            _reckon(day, key, seconds)
            return day
    return None


def _reckon(day: date, key: str, seconds: int) -> Mapping[str, Outlook]:
    board = board_on(day)
    found = {row.unit.code: _outlook(row) for row in board.rows} if board is not None else {}
    cache.set(key, found, seconds)
    return found


def _place(day: date) -> tuple[str, int]:
    """The cache's key, another one whenever the day's figures are; and for how many seconds:
    today's forecast moves with the hour.
    """
    own = campaign()
    with as_service("facts", None):
        sums = DailyFact.objects.filter(day=day).aggregate(
            Count("key"), Sum("so_far"), Sum("today"), Sum("books_so_far")
        )
    over = f"{own.starts_on}:{own.ends_on}" if own else ""
    stamp = ":".join(str(value or 0) for value in sums.values())
    today = day == campaign_days()[-1]
    return (
        f"boards.outlooks:{over}:{day}:{stamp}",
        number("report.facts_minutes") * 60 if today else _A_DAY,
    )


def _outlook(row: Row) -> Outlook:
    found = row.forecast
    history = found.history
    slim = replace(
        found,
        history=replace(history, keyers=(), scanners=()),
        line=None,
        path=found.path[:_DAYS_AHEAD],
        path_early=found.path_early[:_DAYS_AHEAD],
        path_late=found.path_late[:_DAYS_AHEAD],
    )
    return Outlook(
        row.name,
        slim,
        reasons(found),
        len(history.keyers[-1]) if history.keyers else 0,
        tuple(history.scanners[-2:]),
    )
