"""Reminders by mail: once for a unit's report of a day, tried again until they leave.

Nothing personal is in them: the unit, the day, the hour. Off unless the province says so and the
machine has a mail server (SOHOTICH_SMTP).
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.database.clock import campaign_now, now, shown
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.models import Grant
from sohotich.foundation.policies.services import number, value
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.models import MailAddress, ReportMail
from sohotich.oversight.reports.offices import offices_on
from sohotich.oversight.reports.schedule import chain_of_campaign
from sohotich.oversight.reports.selectors import Line, lines_of
from sohotich.oversight.reports.services import CONFIRM

_log = logging.getLogger(__name__)
# Real minutes until the next try: the server may be back soon, or not today.
_AGAIN: Final = (2, 5, 10, 20, 40)
_LONGEST_ERROR: Final = 200


def mail_on(day: date) -> bool:
    """Whether reminders are sent that day: the machine has a server, and the province says so."""
    return bool(settings.EMAIL_HOST) and value("report.mail", day) == "yes"


def reminders_send() -> int:
    """What the worker does once a minute, as the scheduler: remind every unit not confirmed
    whose cut-off is near, or that somebody above reminded; returns how many mails left.

    A unit where nobody gave an address is not tried. A server that does not answer is asked once in
    a run: what stands in the way is kept with each mail, and it is tried again later.
    """
    moment = campaign_now()
    if not mail_on(shown(moment).date()):
        return 0
    waiting = list(_waiting(moment))
    addresses = _addresses(line.office.code for line in waiting)
    due = [_claimed(line) for line in waiting if addresses.get(line.office.code)]
    mails = [mail for mail in due if mail is not None]
    if not mails:
        return 0
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT)
    try:
        connection.open()
    except OSError as error:
        _failed(mails, error)
        return 0
    try:
        return sum(_sent(mail, addresses[mail.unit_code], connection) for mail in mails)
    finally:
        connection.close()


def mails_of(units: Iterable[str], day: date) -> dict[str, ReportMail]:
    """Unit → its reminder of that day's report, sent or not."""
    rows = ReportMail.objects.filter(unit_code__in=list(units), day=day)
    return {row.unit_code: row for row in rows}


def mails_unsent(day: date) -> int:
    """How many reminders of that day did not leave yet, of the units the speaker sees."""
    return ReportMail.objects.filter(day=day, sent_at=None).exclude(error="").count()


def _waiting(moment: CampaignTime) -> Iterable[Line]:
    """The units to remind now of today's report."""
    chain, day = chain_of_campaign(), shown(moment).date()
    if chain is None or not chain.reports(day):
        return
    before = timedelta(minutes=number("report.mail_minutes"))
    offices = offices_on(day)
    lines = lines_of(offices.all.values(), chain, day, moment)
    for line in lines:
        near = moment >= line.report.due_at - before and line.state is State.OPEN
        if line.missing and (near or line.report.reminded_at is not None):
            yield line


def _addresses(units: Iterable[str]) -> dict[str, list[str]]:
    """Unit → the addresses of those who confirm for it and wrote one down."""
    roles = [role for role, rights in ROLE_PERMISSIONS.items() if CONFIRM in rights]
    today = shown(campaign_now()).date()
    grants = Grant.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_to=None) | Q(valid_to__gte=today),
        role__in=roles,
        unit_code__in=list(units),
        user__is_active=True,
    )
    known: dict[UUID, str] = dict(MailAddress.objects.values_list("user_key", "address"))
    found: dict[str, list[str]] = defaultdict(list)
    for unit, key in grants.values_list("unit_code", "user_id").distinct():
        if key in known:
            found[unit].append(known[key])
    return found


def _claimed(line: Line) -> ReportMail | None:
    """The unit's mail if it is time to try it and nobody else does: of two workers one gets it."""
    moment = now()
    blank = ReportMail(
        unit_code=line.office.code,
        unit_name=line.office.name,
        day=line.report.day,
        due_at=line.report.due_at,
        next_at=moment,
    )
    ReportMail.objects.bulk_create([blank], ignore_conflicts=True)
    own = ReportMail.objects.filter(unit_code=line.office.code, day=line.report.day)
    mail = own.first()
    if mail is None or mail.sent_at is not None:
        return None
    again = _AGAIN[min(mail.attempts, len(_AGAIN) - 1)]
    taken = own.filter(attempts=mail.attempts, sent_at=None, next_at__lte=moment).update(
        attempts=mail.attempts + 1, next_at=moment + timedelta(minutes=again)
    )
    return mail if taken else None


def _sent(mail: ReportMail, addresses: list[str], connection: BaseEmailBackend) -> bool:
    message = EmailMessage(
        subject=f"Nhắc báo cáo ngày {mail.day:%d/%m/%Y}: {mail.unit_name}",
        body=_BODY.format(
            unit=mail.unit_name, day=f"{mail.day:%d/%m/%Y}", at=f"{shown(mail.due_at):%H:%M}"
        ),
        # Nobody reads from it who else is reminded.
        bcc=addresses,
        connection=connection,
    )
    try:
        message.send()
    # ValueError: an address that cannot be written into an envelope. The others' mails go on.
    except (OSError, ValueError) as error:
        _failed([mail], error)
        return False
    mine = ReportMail.objects.filter(pk=mail.pk)
    mine.update(sent_at=campaign_now(), sent_to=len(addresses), error="")
    return True


def _failed(mails: list[ReportMail], error: Exception) -> None:
    """SMTP's own errors are OSErrors too; their text names servers and codes, no addresses."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    told = f"{type(error).__name__}{f' {code}' if code else ''}"[:_LONGEST_ERROR]
    ReportMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(error=told)
    _log.warning("%s reminders did not leave: %s", len(mails), told)


_BODY: Final = """\
Kính gửi {unit},

Báo cáo ngày {day} của đơn vị chưa được xác nhận. Giờ chốt: {at}.
Số liệu đã điền sẵn. Mời đăng nhập hệ thống, mở mục Báo cáo, xem lại rồi bấm "Xác nhận và gửi".
Đến giờ chốt mà chưa xác nhận thì số liệu vẫn lên cấp trên, ghi "chưa báo cáo".

Thư do hệ thống gửi tự động, không cần trả lời.
"""
