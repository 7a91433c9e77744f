"""The shifts of a day with their hours, as the province's policy has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from sohotich.foundation.policies.services import value
from sohotich.oversight.staffing.kinds import Shift

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class ShiftTime:
    """A shift; one that ends at or before its beginning ends on the next day."""

    code: str
    begins: time
    ends: time

    @property
    def title(self) -> str:
        return str(Shift(self.code).label)

    @property
    def words(self) -> str:
        """`Sáng 07:30–11:30`."""
        return f"{self.title} {self.begins:%H:%M}–{self.ends:%H:%M}"

    def span(self, day: date) -> tuple[datetime, datetime]:
        """First moment and the moment after the last, on the campaign's clock."""
        first = datetime.combine(day, self.begins, ZONE)
        last = datetime.combine(day, self.ends, ZONE)
        return first, last if last > first else last + timedelta(days=1)

    @property
    def hours(self) -> Decimal:
        first, last = self.span(date(2025, 1, 1))
        return (Decimal((last - first).total_seconds()) / 3600).quantize(Decimal("0.1"))


def shift_times(day: date) -> dict[str, ShiftTime]:
    """The shifts there are on a campaign day, by code, in the order of the day."""
    said = value("staffing.shifts", day)
    assert isinstance(said, Mapping)
    return {
        code: ShiftTime(code, *(time.fromisoformat(part) for part in said[code].split("-")))
        for code in Shift.values
        if code in said
    }
