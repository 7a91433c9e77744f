"""The shifts and hours of each helper from the campaign's first day to today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sohotich.domain.text import sort_key
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.pages.lists import Column, ListDefinition
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.staffing.attendance import (
    AHEAD,
    AWAY,
    REPLACED,
    SIGNED_IN,
    WORKED,
    Line,
    attendance_on,
)
from sohotich.oversight.staffing.lists import hours_words


@dataclass(frozen=True)
class Total:
    """Of one helper: shifts begun by the plan, those seen at work, those marked away; hours by the
    plan (without those marked) and real ones; registrations scanned or keyed within shifts.
    """

    name: str
    organisation: str
    task: str
    planned: int
    seen: int
    away: int
    planned_hours: Decimal
    hours: Decimal
    works: int


def totals(*, actor: Actor, unit: str) -> list[Total]:
    """The commune's helpers by name; Forbidden outside one's own commune."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for day in _days():
        for line in attendance_on(actor=actor, unit=unit, day=day).lines:
            if line.helper is not None and line.state != AHEAD:
                lines[line.helper].append(line)
    return sorted(map(_total, lines.values()), key=lambda total: sort_key(total.name))


def _days() -> list[date]:
    """Up to today, and not beyond the campaign's last day."""
    found, today = campaign(), campaign_today()
    if found is None:
        return [today]
    count = (min(today, found.ends_on) - found.starts_on).days + 1
    return [found.starts_on + timedelta(days=n) for n in range(count)]


def _total(lines: list[Line]) -> Total:
    held = [line for line in lines if line.state not in (AWAY, REPLACED)]
    return Total(
        lines[0].name,
        lines[0].organisation,
        lines[0].task,
        planned=len(lines),
        seen=sum(line.state in (WORKED, SIGNED_IN) for line in lines),
        away=len(lines) - len(held),
        planned_hours=sum((line.planned_hours for line in held), Decimal(0)),
        hours=sum((line.presence.hours for line in held), Decimal(0)),
        works=sum(line.presence.works for line in lines),
    )


def _planned_hours(total: Total) -> str:
    return hours_words(total.planned_hours)


def _hours(total: Total) -> str:
    return hours_words(total.hours)


def total_list(unit: str, name: str) -> ListDefinition:
    """Rows are `Total`."""
    return ListDefinition(
        title=f"Giờ công của {name}",
        file_name=f"gio-cong-{unit}",
        search_words="Lọc theo tên, tổ chức",
        empty_title="Chưa có ca nào",
        empty_words="Ghi người huy động với ngày và ca của họ; giờ công cộng dồn ở đây.",
        columns=(
            Column("ho_ten", "Họ và tên", lambda t: t.name, kind="strong", sort=True),
            Column("to_chuc", "Tổ chức", lambda t: t.organisation, sort=True),
            Column("viec", "Việc", lambda t: t.task, sort=True),
            Column("ca", "Ca theo lịch", lambda t: t.planned, kind="number", sort=True),
            Column("co", "Ca thấy làm", lambda t: t.seen, kind="number", sort=True),
            Column("vang", "Vắng, thay", lambda t: t.away, kind="number", sort=True),
            Column("gio_lich", "Giờ theo lịch", _planned_hours, kind="number"),
            Column("gio_that", "Giờ thực tế", _hours, kind="number"),
            Column("luot", "Trường hợp", lambda t: t.works, kind="number", sort=True),
        ),
    )
