"""The notice of a reminder: it stands on every page until somebody of the unit has confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.pages.notices import Standing
from sohotich.foundation.pages.numbers import grouped, moment
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.mail import mail_on, mails_unsent
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.services import CONFIRM, FOLLOW


def report_notices(actor: Actor) -> Iterable[Standing]:
    """One notice for each day that the unit above reminded of and nobody has confirmed; one for
    whoever follows the whole province while reminders by mail do not leave.
    """
    yield from _mails_stuck(actor)
    units = [held.unit_code for held in actor.grants if CONFIRM in held.permissions]
    if not units:
        return
    rows = Report.objects.filter(
        unit_code__in=units, reminded_at__isnull=False, late_minutes__isnull=True
    )
    for row in rows.defer("figures").order_by("-day")[:2]:
        yield Standing(
            f"{row.reminded_by_name} nhắc báo cáo ngày {row.day:%d/%m/%Y} "
            f"lúc {moment(row.reminded_at)}.",
            "Xem số liệu, ghi khó khăn nếu có rồi xác nhận.",
            "Mở báo cáo",
            reverse("reports:one", args=[row.unit_code, row.day.isoformat()]),
        )


def _mails_stuck(actor: Actor) -> Iterable[Standing]:
    today = campaign_today()
    if not mail_on(today):
        return
    found = campaign()
    if found is None or not any(
        FOLLOW in held.permissions and held.unit_code == found.root_unit for held in actor.grants
    ):
        return
    stuck = mails_unsent(today)
    if stuck:
        yield Standing(
            f"Chưa gửi được thư nhắc báo cáo cho {grouped(stuck)} đơn vị.",
            "Hệ thống tự gửi lại. Báo quản trị kiểm tra máy chủ thư.",
            "Xem đơn vị nào",
            reverse("reports:below", args=[found.root_unit, today.isoformat()]),
        )
