"""Filling an empty installation with the whole province, commune by commune."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from sohotich.foundation.database.clock import campaign, campaign_set
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.database.speaking import EVERYTHING, speaking
from sohotich.foundation.people.models import User
from sohotich.register.books.models import Book
from sohotich.sample.kept import PROVINCE_FILL, Kept
from sohotich.sample.load.campaign import NAME
from sohotich.sample.load.merit import criteria_fill
from sohotich.sample.load.plan import ENDS_ON, STARTS_ON
from sohotich.sample.load.province.accounts import (
    Who,
    accounts_fill,
    people_of,
    places,
    shown_first,
)
from sohotich.sample.load.province.check import Fault, province_check
from sohotich.sample.load.province.force import force_fill
from sohotich.sample.load.province.moments import Moments
from sohotich.sample.load.province.reports_check import reports_check
from sohotich.sample.load.province.rows import Storing
from sohotich.sample.load.reports import reports_fill
from sohotich.sample.load.side_by_side import Progress, Telling, alone, quiet, workers
from sohotich.sample.load.staff import PROVINCE, second_step_leave_out, unit_called
from sohotich.sample.load.work import Stopped
from sohotich.sample.world.province.inventory import Holding, holdings
from sohotich.sample.world.province.journey import journey
from sohotich.sample.world.province.shelf import shelf

OPENS_AT: Final = datetime(2025, 1, 9, 16, 40, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_THREADS: Final = 2


@dataclass(frozen=True)
class Filled:
    """How many accounts there are, what each commune was to hold, and what does not hold of it."""

    accounts: int
    holdings: tuple[Holding, ...]
    faults: tuple[Fault, ...]

    @property
    def units(self) -> list[str]:
        """The communes' codes."""
        return [holding.unit_code for holding in self.holdings]


def province_fill(
    *,
    kept: Kept,
    scale: float = 1.0,
    seed: int = 1,
    opens_at: datetime = OPENS_AT,
    progress: Progress = quiet,
    threads: int = _THREADS,
    stop: threading.Event | None = None,
) -> Filled:
    """Make the province as it stands at `opens_at` on the campaign's clock, which then shows that.

    Each commune is stored whole or not at all; cut off, it goes on with those that lack when run
    again. Raises UserError on an installation that holds anything else or was begun otherwise,
    Stopped once `stop` is set.
    """
    with alone(kept), speaking(EVERYTHING):
        kept.read()
        _begin(kept, seed, scale, opens_at)
        filling = _Filling(kept, seed, opens_at, stop or threading.Event())
        return filling.fill(holdings(seed, scale), progress, threads)


def _begin(kept: Kept, seed: int, scale: float, opens_at: datetime) -> None:
    if not STARTS_ON <= opens_at.astimezone(OPENS_AT.tzinfo).date() <= ENDS_ON:
        raise UserError(
            f"Đợt số hóa mẫu kéo dài từ {STARTS_ON:%d/%m/%Y} đến {ENDS_ON:%d/%m/%Y}.",
            where=f"{opens_at:%d/%m/%Y %H:%M}",
            mend="Chọn một lúc trong các ngày đó.",
        )
    wanted = (PROVINCE_FILL, seed, scale, opens_at.isoformat())
    if kept.seed is None:
        if User.objects.exists() or Book.objects.exists():
            raise UserError(
                "Cơ sở dữ liệu này đã có tài khoản hoặc sổ, không dựng tỉnh mẫu vào đây.",
                where=str(kept.path.parent),
                mend="Chọn thư mục dữ liệu mới bằng --home hoặc SOHOTICH_HOME.",
            )
        kept.begin(seed=seed, scale=scale, kind=PROVINCE_FILL, opens_at=opens_at.isoformat())
    elif (kept.kind, kept.seed, kept.scale, kept.opens_at) != wanted:
        raise UserError(
            f"Dữ liệu mẫu ở đây được dựng cách khác ({kept.said}).",
            where=str(kept.path.parent),
            mend="Dùng lại đúng cách đó, hoặc chọn thư mục dữ liệu mới.",
        )


@dataclass
class _Filling:
    kept: Kept
    seed: int
    opens_at: datetime
    stop: threading.Event

    def fill(self, found: tuple[Holding, ...], progress: Progress, threads: int) -> Filled:
        tell = Telling(progress, 2 + sum(holding.entries for holding in found))
        opened = campaign() or self._open()
        second_step_leave_out()
        staff = places(self.seed, found, opened.starts_on)
        accounts = accounts_fill(self.kept, self.seed, staff, shown_first(found))
        people, moments = people_of(staff), Moments.of(opened)
        force_fill(self.seed, staff, people)
        criteria_fill()
        tell("Tài khoản")
        # What stands of a commune stands whole.
        there = set(Book.objects.order_by().values_list("unit_code", flat=True).distinct())

        def commune(holding: Holding) -> None:
            if holding.unit_code not in there:
                self._commune(holding, people[holding.unit_code], moments)
            tell(unit_called(holding.unit_code), holding.entries)

        with workers(threads, self.stop) as each:
            # The largest first: at the end no thread works alone for long.
            each(commune, sorted(found, key=lambda holding: -holding.entries))
        if not self.kept.loaded:
            self._open()
            reports_fill(self.seed, self.opens_at)
            self.kept.finish()
        expected = {one.unit_code: (one.books, one.entries) for one in found}
        faults = (*province_check(expected), *reports_check())
        tell("Kiểm tra")
        return Filled(accounts, found, faults)

    def _open(self) -> Campaign:
        """Set the clock; at the end once more, for it went on while the province was stored."""
        return campaign_set(
            name=NAME,
            starts_on=STARTS_ON,
            ends_on=ENDS_ON,
            root_unit=PROVINCE,
            opens_at=self.opens_at,
        )

    def _commune(self, holding: Holding, people: list[Who], moments: Moments) -> None:
        if self.stop.is_set():
            raise Stopped
        until = moments.seconds(self.opens_at)
        done = journey(self.seed, holding, shelf(self.seed, holding), until)
        try:
            Storing(self.seed, done, people, moments).store()
        except IntegrityError:
            # A run that was killed while it committed came through after all.
            if not Book.objects.filter(unit_code=holding.unit_code).exists():
                raise
