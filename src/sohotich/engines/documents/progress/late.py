"""The list of units late with their report or behind the plan, for those above to act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.domain.text.figures import grouped
from sohotich.engines.documents.official.form import TEXT_WIDTH
from sohotich.engines.documents.official.letter import Block, OfficialLetter, Share
from sohotich.engines.documents.progress.commune import (
    closing,
    day_abstract,
    numbered,
    opening,
    said,
)
from sohotich.engines.documents.progress.figures import Campaign, Sender
from sohotich.engines.documents.progress.listing import Field, Group, listing
from sohotich.engines.documents.progress.units import Reporting, lateness
from sohotich.engines.documents.progress.words import percent


@dataclass(frozen=True)
class LateUnit:
    """A unit that reported late or not at all; `due` as a clock time, `times` in the campaign."""

    name: str
    parent: str
    due: str
    reporting: Reporting
    times: int = 1


@dataclass(frozen=True)
class SlowUnit:
    """A unit behind what the plan asks for by that day; `still` days without any progress."""

    name: str
    parent: str
    expected: int
    done: int
    needed: int
    still: int = 0


@dataclass(frozen=True)
class LateDay:
    """The late and the slow of a day among `units` units."""

    sender: Sender
    campaign: Campaign
    day: date
    cut_off: str
    units: int
    late: tuple[LateUnit, ...] = ()
    slow: tuple[SlowUnit, ...] = ()
    proposals: tuple[str, ...] = ()


def late_report(day: LateDay) -> OfficialLetter:
    """The letter with the two lists; it says so where nobody is late."""
    late: list[Block] = [late_text(day.late, day.units)]
    slow: list[Block] = [slow_text(day.slow, day.units)]
    if day.late:
        late.append(listing("Chậm báo cáo", LATE, [Group("", day.late)], size=12, room=TEXT_WIDTH))
    if day.slow:
        slow.append(listing("Chậm tiến độ", SLOW, [Group("", day.slow)], size=11, room=TEXT_WIDTH))
    parts: list[tuple[str, Sequence[Block]]] = [
        ("Đơn vị chậm báo cáo, chưa báo cáo", late),
        ("Đơn vị chậm tiến độ", slow),
        ("Đề xuất, kiến nghị", said(day.proposals)),
    ]
    return day.sender.letter(
        day=day.day,
        abstract=day_abstract(
            "Các đơn vị chậm báo cáo, chậm tiến độ thực hiện", day.campaign, day.day
        ),
        body=(
            opening(day.sender, day.campaign, f"đến {day.cut_off} ngày {day.day:%d/%m/%Y}"),
            *numbered(parts),
            closing(day.sender),
        ),
    )


def late_text(late: Sequence[LateUnit], units: int) -> str:
    """How many were late and how many silent."""
    if not late:
        return "Không có đơn vị nào chậm báo cáo."
    missing = sum(not unit.reporting.at for unit in late)
    after = len(late) - missing
    parts = [f"{grouped(after)} đơn vị nộp muộn"] if after else []
    parts += [f"{grouped(missing)} đơn vị chưa báo cáo"] if missing else []
    again = sum(unit.times > 1 for unit in late)
    more = f" Trong số này có {grouped(again)} đơn vị đã chậm từ hai lần trở lên." if again else ""
    return f"Trong {grouped(units)} đơn vị có {', '.join(parts)}.{more}"


def slow_text(slow: Sequence[SlowUnit], units: int) -> str:
    """How many stay behind the plan, and who is furthest behind."""
    if not slow:
        return "Không có đơn vị nào chậm so với mức cần đạt."
    counted = [unit for unit in slow if unit.expected]
    still = sum(unit.still > 0 for unit in slow)
    text = f"Trong {grouped(units)} đơn vị có {grouped(len(slow))} đơn vị chưa đạt mức cần đạt"
    if len(counted) > 1:
        last = min(counted, key=lambda unit: unit.done / unit.expected)
        text += f", thấp nhất đạt {percent(last.done, last.expected)}"
    if still:
        text += f"; {grouped(still)} đơn vị không tăng trong ngày"
    return f"{text}."


LATE: list[Field[LateUnit]] = [
    Field("Đơn vị", lambda unit: unit.name, width=40, align="left"),
    Field("Trực thuộc", lambda unit: unit.parent, width=33, align="left"),
    Field("Hạn", lambda unit: unit.due, width=14, align="center"),
    Field("Giờ báo cáo", lambda unit: unit.reporting.at or "chưa báo cáo", width=26, align="left"),
    Field(
        "Muộn",
        lambda unit: lateness(unit.reporting.late_minutes) if unit.reporting.at else None,
        width=29,
        align="left",
    ),
    Field("Số lần", lambda unit: unit.times, width=11),
]
SLOW: list[Field[SlowUnit]] = [
    Field("Đơn vị", lambda unit: unit.name, width=36, align="left"),
    Field("Trực thuộc", lambda unit: unit.parent, width=30, align="left"),
    Field("Tổng số", lambda unit: unit.expected),
    Field("Đã đạt", lambda unit: unit.done),
    Field("Tỷ lệ", lambda unit: Share(unit.done, unit.expected)),
    Field("Cần đạt", lambda unit: unit.needed),
    Field("Còn thiếu", lambda unit: max(0, unit.needed - unit.done)),
    Field("Số ngày không tăng", lambda unit: unit.still),
]
