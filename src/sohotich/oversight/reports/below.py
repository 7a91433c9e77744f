"""The list of the units that report to one: who has said what, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.lists import Chip, Column, ListDefinition, rows_where
from sohotich.foundation.pages.numbers import share
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.gathering import gathered
from sohotich.oversight.reports.mail import mail_on, mails_of
from sohotich.oversight.reports.models import Report, ReportMail
from sohotich.oversight.reports.selectors import DayReport, Line
from sohotich.oversight.reports.words import state_badge


@dataclass(frozen=True)
class Reporting:
    """One line: the unit's report, its figures, and how many below it have confirmed."""

    line: Line
    figures: Kept
    below: int
    below_said: int
    mail: ReportMail | None = None

    @property
    def mail_words(self) -> str:
        """`đã gửi 16:30`, `chưa gửi được (gaierror -2)`; "" where none was tried."""
        if self.mail is None or not (self.mail.sent_at or self.mail.error):
            return ""
        if self.mail.sent_at:
            return f"đã gửi {shown(self.mail.sent_at):%H:%M}"
        return f"chưa gửi được ({self.mail.error})"

    @cached_property
    def address(self) -> str:
        day = self.line.report.day.isoformat()
        return reverse("reports:one", args=[self.line.office.code, day])

    @property
    def approved(self) -> list[int]:
        """[that day, so far]"""
        found: list[int] = self.figures["counts"].get("approved", [0, 0])
        return found


def reporting_below(found: DayReport) -> list[Reporting]:
    """A line for each unit that reports to this one."""
    day, lines = found.period.day, found.below
    open_units = [line.office for line in lines if line.report.figures is None]
    present = gathered(found.offices, open_units, day)
    said = set(
        Report.objects.filter(day=day, late_minutes__isnull=False).values_list(
            "unit_code", flat=True
        )
    )
    mails = mails_of([line.office.code for line in lines], day)
    rows = []
    for line in lines:
        codes = [office.code for office in found.offices.below(line.office.code)]
        figures = line.report.figures or present[line.office.code]
        rows.append(
            Reporting(
                line,
                figures,
                len(codes),
                len(said.intersection(codes)),
                mails.get(line.office.code),
            )
        )
    return rows


def _columns(*, communes: bool, mails: bool) -> tuple[Column, ...]:
    mail = (Column("thu", "Thư nhắc", lambda row: row.mail_words),) if mails else ()
    middle = () if communes else (
        Column("cap-duoi", "Cấp dưới đã báo cáo", lambda row: f"{row.below_said}/{row.below}"),
    )  # fmt: skip
    return (
        Column(
            "don-vi",
            "Đơn vị",
            lambda row: row.line.office.name,
            link=lambda row: row.address,
            kind="strong",
            sort=True,
        ),
        Column("bao-cao", "Báo cáo", lambda row: state_badge(row.line.state, row.line.report)),
        Column("xac-nhan", "Xác nhận lúc", lambda row: row.line.report.confirmed_at, sort=True),
        Column("nguoi", "Người xác nhận", lambda row: row.line.report.confirmed_by_name),
        *middle,
        *mail,
        Column("nhac", "Đã nhắc lúc", lambda row: row.line.report.reminded_at, sort=True),
        Column(
            "phai-lam", "Phải làm", lambda row: row.figures["expected"], kind="number", sort=True
        ),
        Column(
            "trong-ngay", "Duyệt trong ngày", lambda row: row.approved[0], kind="number", sort=True
        ),
        Column("luy-ke", "Đã duyệt", lambda row: row.approved[1], kind="number", sort=True),
        Column(
            "ty-le",
            "Tỷ lệ",
            lambda row: share(row.approved[1], row.figures["expected"]),
            kind="number",
        ),
    )


def _chip(key: str, title: str, *states: State) -> Chip:
    return Chip(key, title, rows_where(lambda row: row.line.state in states))


def list_of(found: DayReport) -> ListDefinition:
    """The list as shown, in Excel and on paper."""
    day = found.period.day
    communes = all(not found.offices.below(line.office.code) for line in found.below)
    return ListDefinition(
        title=f"Báo cáo ngày {day:%d/%m/%Y} của các đơn vị thuộc {found.office.name}",
        file_name=f"bao-cao-ngay-{day.isoformat()}-{found.office.code}",
        columns=_columns(communes=communes, mails=mail_on(day)),
        chips=(
            Chip("thieu", "Còn thiếu", rows_where(lambda row: row.line.missing)),
            _chip("dung-gio", "Đã xác nhận", State.CONFIRMED, State.ON_TIME),
            _chip("muon", "Nộp muộn", State.LATE),
            _chip("mo-lai", "Đang mở lại", State.REOPENED),
        ),
        search_words="Lọc theo tên đơn vị, người",
        empty_title="Không có đơn vị nào báo cáo lên đây",
        empty_words="Danh sách có dòng khi có đơn vị cấp dưới trong ngày này.",
    )
