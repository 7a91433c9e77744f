"""Numbers, sizes, shares and days as Vietnamese officials write them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from sohotich.domain.text.figures import grouped, share
from sohotich.foundation.database.clock import campaign_offset, campaign_today, shown
from sohotich.foundation.database.moments import RealTime

__all__ = [
    "byte_size",
    "day",
    "duration",
    "grouped",
    "moment",
    "real_time_note",
    "register_day",
    "share",
]


def byte_size(count: int) -> str:
    """742000 → `742 KB`, 1430000 → `1,4 MB`: powers of a thousand, as the plan counts 100 KB."""
    if count < 1000:
        return f"{count} byte"
    for unit, size in (("KB", 1000), ("MB", 1000**2), ("GB", 1000**3), ("TB", 1000**4)):
        if count < size * 1000 or unit == "TB":
            digits = 0 if unit == "KB" else 1
            return f"{count / size:.{digits}f} {unit}".replace(".", ",")
    raise AssertionError


def day(value: date | datetime | None) -> str:
    """07/01/2025, in the reader's zone; a moment by the campaign's clock, as `moment`."""
    if isinstance(value, datetime):
        value = shown(value).date()
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """`16:05` of today, `16:05 07/01/2025` of another day, by the campaign's clock.

    `RealTime` stays real, its today too.
    """
    if value is None:
        return ""
    local = shown(value)
    today = timezone.localdate() if isinstance(value, RealTime) else campaign_today()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%H:%M %d/%m/%Y}"


def real_time_note() -> str:
    """` (giờ máy thật)` behind a heading over `RealTime`; nothing while both clocks agree."""
    return " (giờ máy thật)" if campaign_offset() else ""


def register_day(text: str) -> str:
    """A register date (`25.04.1998`, `04.1998`, `1998`) as on screens: `25/04/1998`."""
    return text.replace(".", "/")


def duration(seconds: float) -> str:
    """`dưới 1 phút`, `45 phút`, `2 giờ 05`; rounded up to whole minutes."""
    if seconds < 60:
        return "dưới 1 phút"
    minutes = -int(-seconds // 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} phút"
    return f"{hours} giờ {rest:02d}" if rest else f"{hours} giờ"
