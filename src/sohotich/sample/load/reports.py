"""The reports of the invented days that are over: in time, late, or nobody's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.models import Grant
from sohotich.oversight.facts.services import facts_refresh
from sohotich.oversight.reports.chain import ZONE, Period
from sohotich.oversight.reports.closing import reporting_begin
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.past import Word, periods_fill
from sohotich.oversight.reports.services import Said
from sohotich.sample.world.chance import dice, pick
from sohotich.sample.world.names import full_name, surname

_SPEAKS: Final = {
    Level.COMMUNE: "cong_chuc_ho_tich",
    Level.DISTRICT: "phong_tu_phap",
    Level.PROVINCE: "so_tu_phap",
}
# How often a unit of each temper is in time, late, silent; and how many are of it.
_TEMPERS: Final = (((94, 5, 1), 8), ((72, 20, 8), 3), ((45, 30, 25), 1))
_WAYS: Final = ("in_time", "late", "silent")
_DIFFICULTIES: Final = (
    ("", 12),
    ("Mực sổ cũ phai, nhiều số phải đọc lại.", 3),
    ("Đường truyền chậm buổi chiều.", 2),
    ("Một máy quét kẹt giấy, đã mượn máy khác.", 2),
    ("Thiếu người nhập buổi tối.", 2),
)
_REMARKS: Final = (("", 14), ("Đề nghị tăng cường thêm hai người nhập.", 1),
                   ("Đề nghị hỗ trợ thêm một máy quét.", 1))  # fmt: skip


@dataclass(frozen=True)
class _Speaker:
    key: UUID
    name: str


def reports_fill(seed: int, until: datetime) -> int:
    """Close the periods of the campaign that were due by then; returns how many this call closed.

    Every unit speaks through its own officer where it has one, else through an invented name.
    """
    found = campaign()
    assert found is not None, "set before anything is stored"
    facts_refresh()
    begun = datetime.combine(found.starts_on, time(), ZONE)
    reporting_begin(CampaignTime.of(begun))
    speakers: dict[date, dict[str, _Speaker]] = {}

    def words(period: Period, rows: Mapping[str, Report]) -> dict[str, Word]:
        here = speakers.setdefault(period.day, _speakers(period.day))
        spoken = {unit: _word(seed, period, row, here) for unit, row in rows.items()}
        return {unit: word for unit, word in spoken.items() if word is not None}

    return periods_fill(until, words)


def _speakers(day: date) -> dict[str, _Speaker]:
    """Unit → who confirms for it on that day, by the roles held then."""
    grants = Grant.objects.filter(role__in=_SPEAKS.values()).select_related("user")
    return {
        grant.unit_code: _Speaker(grant.user.key, grant.user.full_name)
        for grant in grants.order_by("-key")
        if (grant.valid_from is None or grant.valid_from <= day)
        and (grant.valid_to is None or day <= grant.valid_to)
    }


def _word(seed: int, period: Period, row: Report, speakers: Mapping[str, _Speaker]) -> Word | None:
    unit = row.unit_code
    temper = pick(dice("temper", seed, unit), _TEMPERS)
    if period.tier is not Level.COMMUNE:
        temper = _TEMPERS[0][0]
    chance = dice("report", seed, unit, period.day)
    way = chance.choices(_WAYS, temper)[0]
    if way == "silent":
        return None
    minutes = chance.randint(3, 95) if way == "late" else -chance.randint(2, 70)
    who = speakers.get(unit) or _invented(seed, unit)
    force = (row.figures or {}).get("force", {})
    counted = any(force.values())
    said = Said(
        people=int(force["people"]) if counted else None,
        shifts=int(force["shifts"]) if counted else None,
        machines=int(force["machines"]) if counted else None,
        difficulties=pick(chance, _DIFFICULTIES),
        remarks=pick(chance, _REMARKS),
    )
    at = period.due + timedelta(minutes=minutes, seconds=chance.randint(0, 59))
    return Word(who.key, who.name, at, said)


def _invented(seed: int, unit: str) -> _Speaker:
    chance = dice("speaker", seed, unit)
    sex = chance.choice(("nam", "nữ"))
    return _Speaker(new_key(), full_name(chance, surname(chance, "Kinh"), sex, 1982))
