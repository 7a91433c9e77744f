"""Dates whose day, or day and month, the book does not give."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

# Outside these years a date in a register is a slip of the pen or of the key (5005 for 2005).
FIRST_YEAR, LAST_YEAR = 1850, 2100

# Rendered for the browser too, which says them before the server does.
NO_MONTH: Final = "Không có tháng {month}: tháng chỉ từ 1 đến 12."
NO_DAY: Final = (
    "Không có ngày {day} tháng {month} năm {year}: tháng {month} năm {year} có {days} ngày."
)

PRECISIONS: Final = ("year", "month", "day")
_TEXT = re.compile(r"(?:(?:([0-9]{2})\.)?([0-9]{2})\.)?([0-9]{4})")


class DateError(ValueError):
    """Text that is no date. `code`: empty, unreadable, day, month, year, missing_year, ambiguous,
    lunar, age; `message`: Vietnamese, naming the part that is wrong and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year of the solar calendar; raises DateError for an impossible one."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise DateError(
                "year",
                f"Năm {self.year} không thể có trong sổ hộ tịch "
                f"({FIRST_YEAR}–{LAST_YEAR}): xem lại năm.",
            )
        if self.month is None:
            if self.day is not None:
                raise DateError("month", f"Có ngày {self.day} nhưng thiếu tháng.")
            return
        if not 1 <= self.month <= 12:
            raise DateError("month", NO_MONTH.format(month=self.month))
        if self.day is not None:
            self._refuse_impossible_day(self.month, self.day)

    def _refuse_impossible_day(self, month: int, day: int) -> None:
        days = monthrange(self.year, month)[1]
        if not 1 <= day <= days:
            said = NO_DAY.format(day=day, month=month, year=self.year, days=days)
            raise DateError("day", said)

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`: the finest part that is known."""
        return PRECISIONS[(self.month is not None) + (self.day is not None)]

    @property
    def _parts(self) -> list[str]:
        month = [f"{self.month:02d}"] if self.month is not None else []
        day = [f"{self.day:02d}"] if self.day is not None else []
        return [*day, *month, f"{self.year:04d}"]

    def text(self) -> str:
        """`dd.mm.yyyy`, `mm.yyyy` or `yyyy`: the ministry's files and our records."""
        return ".".join(self._parts)

    def screen(self) -> str:
        """`dd/mm/yyyy`, `mm/yyyy` or `yyyy`: screens and documents."""
        return "/".join(self._parts)

    def iso(self) -> str:
        """`yyyy-mm-dd`, `yyyy-mm` or `yyyy`."""
        return "-".join(reversed(self._parts))

    def earliest(self) -> datetime.date:
        """The first day this can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> datetime.date:
        """The last day this can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or monthrange(self.year, month)[1])

    @classmethod
    def from_text(cls, text: str) -> PartialDate:
        """Read exactly what `text()` writes; raises DateError for anything else."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise DateError(
                "unreadable", f"“{text}” không theo dạng dd.mm.yyyy, mm.yyyy hoặc yyyy."
            )
        day, month, year = (None if part is None else int(part) for part in match.groups())
        assert year is not None
        return cls(year, month, day)
