"""The row of Việc hôm nay that asks for the day's report."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from sohotich.foundation.pages.numbers import duration, moment
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.selectors import Line, own_open
from sohotich.web.home_queues import Queue

# In the last hour, and once somebody above has reminded, the report comes before other work.
_PRESSING = timedelta(hours=1)


def with_report(rows: list[Queue], actor: Actor) -> list[Queue]:
    """The rows with that of today's unconfirmed report: last, or first once it presses."""
    line = own_open(actor)
    if line is None:
        return rows
    pressing = _pressing(line)
    row = _row(line, first=pressing or not any(one.count for one in rows))
    if not pressing:
        return [*rows, row]
    return [row, *(one.plain() for one in rows)]


def _pressing(line: Line) -> bool:
    report = line.report
    reminded = report.reminded_at is not None
    return reminded or line.state is State.SILENT or report.due_at - line.moment < _PRESSING


def _row(line: Line, *, first: bool) -> Queue:
    report, late = line.report, line.state is State.SILENT
    left = (report.due_at - line.moment).total_seconds()
    reminded = f"{report.reminded_by_name} nhắc lúc {moment(report.reminded_at)}. "
    return Queue(
        count=1,
        title=f"Báo cáo ngày {report.day:%d/%m/%Y} chưa xác nhận",
        words=f"{reminded if report.reminded_at else ''}Số liệu đã điền sẵn.",
        button="Mở báo cáo",
        address=reverse("reports:one", args=[report.unit_code, report.day.isoformat()]),
        first=first,
        due=f"đã chốt {moment(report.due_at)}" if late else f"còn {duration(left)}",
        late=late,
    )
