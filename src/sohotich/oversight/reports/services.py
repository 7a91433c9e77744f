"""Writing, confirming, reminding, reopening a report: one row held, one transaction, on record."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from sohotich.domain.places import Level
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, shown
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.oversight.reports.chain import Chain, Period, State, minutes_late
from sohotich.oversight.reports.closing import close_again
from sohotich.oversight.reports.models import EventKind, MailAddress, Report
from sohotich.oversight.reports.offices import Office, Offices, offices_on
from sohotich.oversight.reports.rows import blank, event, stands
from sohotich.oversight.reports.schedule import chain_of_campaign, period_on
from sohotich.oversight.reports.texts import paragraphs

CONFIRM, FOLLOW = "report.confirm", "report.follow"
LONGEST_TEXT = 4_000
_TITLES = {
    "text": "Nhận xét kết quả",
    "difficulties": "Khó khăn, vướng mắc",
    "remarks": "Đề xuất, kiến nghị",
}


@dataclass(frozen=True)
class Said:
    """What people add to the figures; None: nothing said of it.

    `text`: the short text as it stood before them, `text_from` as it is written from the figures;
    the same words mean that nobody edited it.
    """

    people: int | None = None
    shifts: int | None = None
    machines: int | None = None
    difficulties: str = ""
    remarks: str = ""
    text: str = ""
    text_from: str = ""


@transaction.atomic
def report_write(*, actor: Actor, unit: str, day: date, said: Said) -> Report:
    """Keep what is written so far, unconfirmed. UserError once it was confirmed: a confirmed word
    changes by a confirmation alone.
    """
    report, _ = _writable(actor, unit, day)
    if report.late_minutes is not None:
        mend = "Xác nhận lại để gửi điều đã sửa."
        raise UserError("Báo cáo đã xác nhận.", where=_where(report), mend=mend)
    _put(report, said)
    report.save()
    return report


@transaction.atomic
def report_confirm(*, actor: Actor, unit: str, day: date, said: Said) -> Report:
    """Stand for the unit's report; before the cut-off as often as wanted, after it once, late.

    The figures go on until the period closes. In a reopened report it ends the reopening: they are
    frozen anew at once. UserError where the report is closed and was confirmed.
    """
    report, period = _writable(actor, unit, day)
    moment = campaign_now()
    _put(report, said)
    if report.late_minutes is None or moment <= period.closes:
        report.late_minutes = minutes_late(moment, period)
        report.confirmed_at, report.confirmed_by = moment, actor.key
        report.confirmed_by_name = actor.name
    report.save()
    event(report, EventKind.CONFIRMED, actor, content=asdict(said)).save(force_insert=True)
    if report.reopened_until is not None:
        close_again(report, actor)
    _record(actor, "report.confirm", report, late=report.late_minutes)
    return report


@transaction.atomic
def report_reopen(*, actor: Actor, unit: str, day: date, until: datetime, reason: str) -> Report:
    """Let a closed report be written and confirmed again until `until`; it stays visible that it
    was. Only from above, the province's own by the department.
    """
    reported = _Day(day)
    office = reported.office(unit)
    if not may_reopen(actor, office):
        raise Forbidden("Chỉ cấp trên mở lại được báo cáo của đơn vị.")
    if not reason.strip():
        raise UserError("Thiếu lý do.", where="Lý do", mend="Ghi vì sao phải mở lại.")
    moment, end = campaign_now(), CampaignTime.of(until)
    if end <= moment:
        where = f"{shown(end):%H:%M %d/%m/%Y}"
        raise UserError("Giờ đóng lại đã qua.", where=where, mend="Chọn một giờ sau lúc này.")
    report = reported.hold(office)
    if stands(report, moment) not in (State.ON_TIME, State.LATE, State.SILENT):
        mend = "Đơn vị vẫn sửa và xác nhận được."
        raise UserError("Báo cáo này đang mở.", where=_where(report), mend=mend)
    report.reopened_until = end
    report.save(update_fields=["reopened_until"])
    done = event(report, EventKind.REOPENED, actor, reason=reason.strip(), until=end)
    done.save(force_insert=True)
    _record(actor, "report.reopen", report, purpose=reason.strip(), until=end.isoformat())
    return report


@transaction.atomic
def remind(*, actor: Actor, unit: str, day: date) -> list[str]:
    """Remind every unit directly below that has not confirmed its report; returns their codes."""
    ensure(actor, FOLLOW, unit)
    reported = _Day(day)
    office = reported.office(unit)
    missing = []
    for below in reported.offices.below(unit):
        report = reported.hold(below)
        if report.late_minutes is None:
            report.reminded_at, report.reminded_by_name = campaign_now(), office.name
            report.save(update_fields=["reminded_at", "reminded_by_name"])
            event(report, EventKind.REMINDED, actor).save(force_insert=True)
            missing.append(below.code)
    facts = {"day": day.isoformat(), "units": missing}
    record(actor=actor, action="report.remind", unit=unit, subject="report", facts=facts)
    return missing


@transaction.atomic
def text_restore(*, actor: Actor, unit: str, day: date) -> bool:
    """Let the text be written from the figures again; False where the report is confirmed: then a
    confirmation alone changes it.
    """
    report, _ = _writable(actor, unit, day)
    if report.late_minutes is not None:
        return False
    report.text = report.text_from = ""
    report.save(update_fields=["text", "text_from"])
    return True


@transaction.atomic
def mail_address_set(*, actor: Actor, address: str) -> None:
    """Where the actor wants to be reminded; "" for nowhere."""
    own = MailAddress.objects.filter(user_key=actor.key)
    if address:
        MailAddress.objects.update_or_create(user_key=actor.key, defaults={"address": address})
    else:
        own.delete()
    unit = next((held.unit_code for held in actor.grants if CONFIRM in held.permissions), "")
    facts = {"given": bool(address)}
    record(actor=actor, action="report.mail_address", unit=unit, subject="user", key=actor.key,
           facts=facts)  # fmt: skip


def confirms_for(actor: Actor, unit: str) -> bool:
    """Whether the actor speaks for this very unit: nobody confirms for a unit below."""
    return any(held.unit_code == unit and CONFIRM in held.permissions for held in actor.grants)


def may_reopen(actor: Actor, office: Office) -> bool:
    """From above; the province has nobody above it here."""
    return any(
        FOLLOW in held.permissions
        and (held.reach is None or office.code in held.reach)
        and (held.unit_code != office.code or office.level is Level.PROVINCE)
        for held in actor.grants
    )


class _Day:
    """A day that is reported, with its units; UserError for any other."""

    def __init__(self, day: date) -> None:
        chain = chain_of_campaign()
        where = f"{day:%d/%m/%Y}"
        if chain is None or not chain.reports(day):
            raise UserError("Ngày này không phải báo cáo.", where=where, mend="Chọn ngày của đợt.")
        if day > shown(campaign_now()).date():
            raise UserError("Chưa đến ngày báo cáo.", where=where, mend="Chọn ngày đã đến.")
        self.day, self.chain = day, chain
        self.offices: Offices = offices_on(day)

    def office(self, unit: str) -> Office:
        if unit not in self.offices.all:
            where = f"mã {unit}, ngày {self.day:%d/%m/%Y}"
            raise UserError("Không có đơn vị này trong ngày báo cáo.", where=where)
        return self.offices.all[unit]

    def period(self, office: Office) -> Period:
        chain: Chain = self.chain
        return period_on(chain, self.day, office.level)

    def hold(self, office: Office) -> Report:
        """The unit's row, made where there is none, held until the transaction ends."""
        new = blank(office, self.period(office))
        Report.objects.bulk_create([new], ignore_conflicts=True)
        return Report.objects.select_for_update().get(unit_code=office.code, day=self.day)


def _writable(actor: Actor, unit: str, day: date) -> tuple[Report, Period]:
    if not confirms_for(actor, unit):
        raise Forbidden("Chỉ người của đơn vị xác nhận được báo cáo của đơn vị.")
    reported = _Day(day)
    office = reported.office(unit)
    report = reported.hold(office)
    if stands(report, campaign_now()) in (State.ON_TIME, State.LATE):
        raise UserError(
            "Báo cáo đã chốt, không sửa được nữa.",
            where=_where(report),
            mend="Đề nghị cấp trên mở lại, nêu lý do.",
        )
    return report, reported.period(office)


def _put(report: Report, said: Said) -> None:
    before = report.text
    for name, title in _TITLES.items():
        text = "\n".join(getattr(said, name).strip().splitlines())
        if len(text) > LONGEST_TEXT:
            raise UserError(f"Dài quá {LONGEST_TEXT} chữ.", where=title, mend="Viết ngắn lại.")
        setattr(report, name, text)
    report.people, report.shifts, report.machines = said.people, said.shifts, said.machines
    written = paragraphs(said.text_from)
    if not report.text or paragraphs(report.text) == written:
        report.text = report.text_from = ""
    elif report.text != before:
        # Left as it was, it was made of what it was made of: the figures moved on since.
        report.text_from = "\n".join(written)


def _where(report: Report) -> str:
    return f"{report.unit_name}, ngày {report.day:%d/%m/%Y}"


def _record(actor: Actor, action: str, report: Report, purpose: str = "", **facts: object) -> None:
    record(
        actor=actor,
        action=action,
        unit=report.unit_code,
        subject="report",
        key=report.key,
        purpose=purpose,
        facts={"day": report.day.isoformat(), **facts},
    )
