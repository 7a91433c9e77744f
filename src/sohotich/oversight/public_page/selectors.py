"""The published counts as a value, kept in memory: a crowd costs the database nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import DatabaseError

from sohotich.oversight.public_page.models import PublicPage, PublishedCount, PublishedDay
from sohotich.oversight.public_page.release import Cell
from sohotich.oversight.public_page.session import public_session

# How long a process goes without asking whether another day is published.
_LOOK_SECONDS: Final = 15.0


@dataclass(frozen=True)
class Day:
    """`counts`: commune → type → published cell."""

    day: date
    published_at: datetime
    counts: Mapping[str, Mapping[str, Cell]] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Published:
    """Everything published, the oldest day first; at least one. `least`: as of the last day.

    Equal to itself alone: pages made of it are kept under it.
    """

    campaign: str
    starts_on: date
    ends_on: date
    least: int
    days: tuple[Day, ...]

    @property
    def last(self) -> Day:
        return self.days[-1]


_log = logging.getLogger(__name__)
_Version = tuple[bool, date | None]
_OFF: Final[_Version] = (False, None)


class _Held:
    """What this process knows, and when it last asked."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self.asked_at, self.version = -_LOOK_SECONDS, _OFF
        self.published: Published | None = None

    def look(self) -> Published | None:
        with self.lock:
            if time.monotonic() - self.asked_at >= _LOOK_SECONDS:
                self._ask()
                self.asked_at = time.monotonic()
            return self.published

    def _ask(self) -> None:
        try:
            with public_session():
                version = _version()
                if version != self.version:
                    self.published = _read() if version[0] and version[1] else None
                    self.version = version
        except DatabaseError as error:
            # What is known already goes on being shown; without the reader's role nothing ever is.
            _log.warning("published counts cannot be read: %s", type(error).__name__)


_held = _Held()


def published() -> Published | None:
    """What is published, None while the page is switched off or nothing is; up to a quarter of a
    minute old.
    """
    return _held.look()


def forget() -> None:
    """Ask anew next time."""
    _held.forget()


def _version() -> _Version:
    shown = PublicPage.objects.values_list("shown", flat=True).first()
    last = PublishedDay.objects.order_by("-day").values_list("day", flat=True).first()
    return bool(shown), last


def _read() -> Published:
    days = list(PublishedDay.objects.all())
    counts: dict[object, dict[str, dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    rows = PublishedCount.objects.order_by("unit_code", "type_code")
    for day, unit, type_code, *cell in rows.values_list(
        "day_id", "unit_code", "type_code", *Cell._fields
    ):
        counts[day][unit][type_code] = Cell(*cell)
    last = days[-1]
    return Published(
        last.campaign,
        last.starts_on,
        last.ends_on,
        last.least,
        tuple(Day(row.day, row.published_at, counts[row.key]) for row in days),
    )
