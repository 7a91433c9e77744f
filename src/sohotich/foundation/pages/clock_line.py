"""The campaign clock of the top bar: which day, how many are left, when today's report closes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time

from sohotich.domain.policies.report_days import reported
from sohotich.foundation.database.clock import campaign, now, shown
from sohotich.foundation.pages.numbers import duration
from sohotich.foundation.policies.services import value

_REPORT = {
    "commune": "report.commune_at",
    "district": "report.district_at",
    "province": "report.province_at",
}


@dataclass(frozen=True, slots=True)
class ClockLine:
    """`seconds_left` to the report: negative once it has closed. `report_at` "": none that day."""

    day: int
    days: int
    report_at: str
    seconds_left: int

    @property
    def days_left(self) -> int:
        return max(self.days - self.day, 0)

    @property
    def words(self) -> str:
        """The sentence as the page first shows it; the script counts on from there."""
        days = f"Ngày {self.day}/{self.days} · còn {self.days_left} ngày"
        if not self.report_at:
            return days
        left = f"còn {duration(self.seconds_left)}" if self.seconds_left > 0 else "đã chốt"
        return f"{days} · báo cáo lúc {self.report_at} ({left})"

    @property
    def data(self) -> str:
        """What `data-clock` carries for the script."""
        return json.dumps(
            {
                "day": self.day,
                "days": self.days,
                "daysLeft": self.days_left,
                "reportAt": self.report_at,
                "secondsLeft": self.seconds_left,
            }
        )


def clock_line(level: str) -> ClockLine | None:
    """The clock for a unit of that level; None before a campaign is set or outside its days."""
    found = campaign()
    if found is None:
        return None
    here = shown(now())
    if not found.starts_on <= here.date() <= found.ends_on:
        return None
    report_at = str(value(_REPORT.get(level, "report.commune_at"), here.date()))
    closes = datetime.combine(here.date(), time.fromisoformat(report_at), here.tzinfo)
    days = value("report.days")
    free = value("report.days_off") if days == "working" else {}
    due = reported(here.date(), days, free)
    return ClockLine(
        day=(here.date() - found.starts_on).days + 1,
        days=(found.ends_on - found.starts_on).days + 1,
        report_at=report_at if due else "",
        seconds_left=int((closes - here).total_seconds()),
    )
