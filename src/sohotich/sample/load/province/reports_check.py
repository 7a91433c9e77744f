"""The stored reports held against what the chain promises, whoever stored them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.people.models import Grant
from sohotich.oversight.reports.chain import ZONE, tiers_on
from sohotich.oversight.reports.models import Report, ReportEvent, ReportPeriod
from sohotich.oversight.reports.offices import Offices, offices_on
from sohotich.sample.load.province.check import Fault, fault_of


def reports_check() -> Iterator[Fault]:
    """What does not hold of them; nothing where all does."""
    yield from fault_of("reports", "Báo cáo đã chốt đủ đơn vị, cộng đúng, muộn đúng", _reports())


def _reports() -> Iterator[str]:
    """Every closed day whose tiers, units, sums, lateness or events are not as they must be."""
    closed: dict[date, set[str]] = defaultdict(set)
    for period in ReportPeriod.objects.all():
        closed[period.day].add(period.tier)
    speakers = _speakers()
    for day, tiers in sorted(closed.items()):
        offices = offices_on(day)
        reports = {row.unit_code: row for row in Report.objects.filter(day=day)}
        wanted = {one.code for one in offices.all.values() if one.level.value in tiers}
        if tiers != {tier.value for tier in tiers_on(day)} or set(reports) != wanted:
            yield f"{day}: {sorted(tiers)}, {len(reports)} báo cáo"
        for row in reports.values():
            yield from (f"{row}: {what}" for what in _faults(row, reports, offices, speakers))
    yield from _events()


def _faults(
    row: Report, reports: dict[str, Report], offices: Offices, speakers: dict[str, set[UUID]]
) -> Iterator[str]:
    if row.figures is None or not row.text_made:
        yield "chưa chốt"
        return
    if row.confirmed_at is not None:
        seconds = (row.confirmed_at - row.due_at).total_seconds()
        late = max(int(seconds // 60), 1) if row.confirmed_at > row.closes_at else 0
        if late != row.late_minutes or row.confirmed_at.astimezone(ZONE).date() < row.day:
            yield "số phút muộn"
        # Units nobody was invented for speak through an invented name.
        own = speakers.get(row.unit_code)
        if own and row.confirmed_by not in own:
            yield "người xác nhận"
    below = [reports[one.code] for one in offices.below(row.unit_code) if one.code in reports]
    if below and row.figures["counts"]["approved"] != _added(below, "approved"):
        yield "tổng của cấp dưới"


def _added(rows: list[Report], stage: str) -> list[int]:
    pairs = [(row.figures or {})["counts"][stage] for row in rows]
    return [sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)]


def _speakers() -> dict[str, set[UUID]]:
    """Unit → those who may confirm for that very unit."""
    roles = [role for role, rights in ROLE_PERMISSIONS.items() if "report.confirm" in rights]
    found: dict[str, set[UUID]] = defaultdict(set)
    for unit, key in Grant.objects.filter(role__in=roles).values_list("unit_code", "user_id"):
        found[unit].add(key)
    return found


def _events() -> Iterator[str]:
    said = set(Report.objects.filter(late_minutes__isnull=False).values_list("key", flat=True))
    every = set(Report.objects.filter(figures__isnull=False).values_list("key", flat=True))
    for kind, keys in (("confirmed", said), ("closed", every)):
        found = ReportEvent.objects.filter(kind=kind).values_list("report_id", flat=True)
        if sorted(found) != sorted(keys):
            yield f"sự kiện {kind}"
