"""Preparing a pay sheet, reckoning it anew, dropping it; saying by which rule somebody is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign, campaign_now, campaign_today, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.oversight.pay.counting import asked, entries_hold
from sohotich.oversight.pay.models import PaidEntry, PayDoubt, PayLine, PaySheet, SheetState
from sohotich.oversight.pay.norms import Bracket, Rule
from sohotich.oversight.pay.reckoning import SheetPay, items_of, sheet_pay
from sohotich.oversight.pay.terms import decided, stored_terms, terms_of

VIEW, PREPARE = "pay.view", "pay.prepare"


@transaction.atomic
def sheet_prepare(
    *, actor: Actor, unit: str, to_day: date, rates: Mapping[str, int], ground: str
) -> PaySheet:
    """A draft of everything the commune has finished by the end of a day and never paid.

    `rates`: bracket → đồng, the head's real rates; `ground`: the document they stand in.
    """
    ensure(actor, PREPARE, unit)
    ground = said(ground, "Căn cứ", "Ghi số, ngày của văn bản quyết định đơn giá.")
    if to_day > campaign_today():
        mend = "Chọn hôm nay hoặc một ngày trước."
        raise UserError("Ngày chưa tới.", where=f"{to_day:%d/%m/%Y}", mend=mend)
    return _draft(actor, unit, _first_day(unit, to_day), to_day, rates, ground)


@transaction.atomic
def sheet_replace(*, actor: Actor, sheet: PaySheet, reason: str) -> PaySheet:
    """A draft that takes a final sheet's place: the same registrations, reckoned anew by the
    present policies and the same real rates. The other stays in force until this one is final.
    """
    ensure(actor, PREPARE, sheet.unit_code)
    reason = said(reason, "Lý do", "Ghi vì sao phải thay bảng đã chốt.")
    if sheet.state != SheetState.FINAL:
        raise UserError("Bảng này không còn hiệu lực.", where=name_of(sheet))
    return _draft(
        actor, sheet.unit_code, sheet.from_day, sheet.to_day, sheet.rates, sheet.ground,
        replaces=sheet, reason=reason,
    )  # fmt: skip


def _draft(
    actor: Actor,
    unit: str,
    from_day: date,
    to_day: date,
    rates: Mapping[str, int],
    ground: str,
    **more: Any,
) -> PaySheet:
    known = decided()
    terms_of(known, rates)
    last = PaySheet.objects.filter(unit_code=unit).aggregate(n=Max("number"))["n"] or 0
    sheet = PaySheet(
        unit_code=unit,
        number=last + 1,
        from_day=from_day,
        to_day=to_day,
        ground=ground,
        rates={bracket.value: int(rates[bracket]) for bracket in Bracket},
        terms=stored_terms(known),
        counted_at=now(),
        prepared_by=actor.key,
        prepared_by_name=actor.name,
        prepared_at=campaign_now(),
        **more,
    )
    try:
        with transaction.atomic():
            sheet.save(force_insert=True)
    except IntegrityError as error:
        mend = "Hoàn thành hoặc bỏ bản thảo đó trước."
        raise UserError("Đơn vị đang có một bản thảo.", mend=mend) from error
    _count(sheet, {})
    trace(actor, "pay.prepare", sheet, purpose=sheet.reason)
    return sheet


@transaction.atomic
def sheet_recount(*, actor: Actor, key: UUID) -> PaySheet:
    """Count a draft anew by the present policies; who was given another rule keeps it, and a doubt
    of which nothing changed stays settled.
    """
    sheet = held_draft(key)
    ensure(actor, PREPARE, sheet.unit_code)
    _recount(sheet)
    trace(actor, "pay.recount", sheet)
    return sheet


def _recount(sheet: PaySheet) -> None:
    sheet.terms = stored_terms(decided())
    _count(sheet, {line.person: line for line in sheet.lines.all()})


@transaction.atomic
def sheet_drop(*, actor: Actor, key: UUID) -> None:
    """Take a draft away; what it held may stand on another sheet again."""
    sheet = held_draft(key)
    ensure(actor, PREPARE, sheet.unit_code)
    trace(actor, "pay.drop", sheet)
    PaidEntry.objects.filter(sheet=sheet).delete()
    sheet.delete()


@transaction.atomic
def rule_set(*, actor: Actor, key: UUID, person: UUID, rule: Rule, reason: str) -> PayLine:
    """Pay somebody on a draft by another rule than their roles say; nobody says it of themselves.

    Their doubts are open again, for another amount is at stake.
    """
    sheet = held_draft(key)
    ensure(actor, PREPARE, sheet.unit_code)
    line = sheet.lines.filter(person=person).first()
    if line is None:
        raise UserError("Người này không có trong bảng.", mend="Tải lại trang.")
    if person == actor.key:
        mend = "Người khác của đơn vị quyết định cách tính của anh/chị."
        raise UserError("Đây là công của chính anh/chị.", where=line.person_name, mend=mend)
    line.rule, line.rule_by_name = rule.value, actor.name
    line.rule_reason = said(reason, "Lý do", "Ghi vì sao tính theo cách này.")
    line.save(update_fields=["rule", "rule_reason", "rule_by_name"])
    _recount(sheet)
    trace(actor, "pay.rule", sheet, purpose=line.rule_reason, person=str(person), rule=rule.value)
    return sheet.lines.get(person=person)


def given_of(sheet: PaySheet) -> dict[str, Any]:
    """What to count for a sheet: the registrations it holds, and those it takes over."""
    sheets = [sheet.key, *([sheet.replaces_id] if sheet.replaces_id else [])]
    return asked([sheet.unit_code], sheet.to_day, sheet.terms, sheets=sheets)


def reckoned(sheet: PaySheet, rules: Mapping[UUID, Rule]) -> SheetPay:
    """The sheet as its registrations stand now."""
    terms = terms_of(sheet.terms, sheet.rates)
    return sheet_pay(given=given_of(sheet), known=sheet.terms, terms=terms, rules=rules)


def _count(sheet: PaySheet, former: Mapping[UUID, PayLine]) -> None:
    """Hold what is finished and unpaid now, and write lines, doubts and totals from it."""
    PaidEntry.objects.filter(sheet=sheet).delete()
    if sheet.replaces_id is None:
        entries_hold(asked([sheet.unit_code], sheet.to_day, sheet.terms), sheet.key)
    given_rules = {key: Rule(line.rule) for key, line in former.items() if line.rule_by_name}
    found = reckoned(sheet, given_rules)
    settled = {(d.person, d.kind): d for d in sheet.doubts.filter(settled_by__isnull=False)}
    settled = _within_pay(settled, found)
    sheet.lines.all().delete()
    sheet.doubts.all().delete()
    PayLine.objects.bulk_create(_lines(sheet, found, former))
    PayDoubt.objects.bulk_create(_doubts(sheet, found, settled))
    sheet.entries = PaidEntry.objects.filter(Q(sheet=sheet) | Q(sheet=sheet.replaces_id)).count()
    sheet.counted_at = now()
    total(sheet)
    sheet.save()


def total(sheet: PaySheet) -> None:
    """Put the sums of lines, less what was cut, on the sheet; not saved."""
    lines = list(sheet.lines.all())
    cuts = sum(doubt.cut or 0 for doubt in sheet.doubts.all())
    sheet.fields = sum(line.fields for line in lines)
    sheet.amount = sum(line.amount for line in lines) - cuts


def _lines(sheet: PaySheet, found: SheetPay, former: Mapping[UUID, PayLine]) -> list[PayLine]:
    lines = []
    for one in found.people:
        before = former.get(one.key)
        lines.append(
            PayLine(
                sheet=sheet,
                unit_code=sheet.unit_code,
                person=one.key,
                person_name=one.name,
                rule=one.rule.value,
                rule_reason=before.rule_reason if before else "",
                rule_by_name=before.rule_by_name if before else "",
                items=items_of(one.reckoned.lines),
                unpaid=dict(one.reckoned.unpaid),
                told=dict(one.told),
                fields=one.reckoned.fields,
                amount=one.reckoned.amount,
                number=sheet.number,
                to_day=sheet.to_day,
            )
        )
    return lines


def _doubts(
    sheet: PaySheet, found: SheetPay, settled: Mapping[tuple[UUID, str], PayDoubt]
) -> list[PayDoubt]:
    names = {person.key: person.name for person in found.people}
    doubts = []
    for one in found.doubts:
        doubt = PayDoubt(
            sheet=sheet,
            unit_code=sheet.unit_code,
            person=one.found.person,
            person_name=names[one.found.person],
            kind=one.found.kind,
            facts=one.found.facts,
            readings=[str(key) for key in one.found.readings],
            amount=one.amount,
        )
        before = settled.get((doubt.person, doubt.kind))
        if before is not None and same_doubt(before, doubt):
            for name in ("cut", "reason", "settled_by", "settled_by_name", "settled_at"):
                setattr(doubt, name, getattr(before, name))
        doubts.append(doubt)
    return doubts


def _within_pay(
    settled: Mapping[tuple[UUID, str], PayDoubt], found: SheetPay
) -> dict[tuple[UUID, str], PayDoubt]:
    """Without the decisions about those who now get less than was cut: who owes nobody is open to
    decide anew.
    """
    pay = {one.key: one.reckoned.amount for one in found.people}
    cuts: dict[UUID, int] = defaultdict(int)
    for doubt in settled.values():
        cuts[doubt.person] += doubt.cut or 0
    return {key: doubt for key, doubt in settled.items() if cuts[key[0]] <= pay.get(key[0], 0)}


def same_doubt(one: PayDoubt, other: PayDoubt) -> bool:
    """Whether both say the same of the same readings."""
    return (one.facts, one.readings, one.amount) == (other.facts, other.readings, other.amount)


def _first_day(unit: str, to_day: date) -> date:
    """The day after the last sheet in force, or the campaign's first; none after `to_day`."""
    last = PaySheet.objects.filter(unit_code=unit, state=SheetState.FINAL).aggregate(
        day=Max("to_day")
    )["day"]
    begun = campaign()
    first = last + timedelta(days=1) if last else begun.starts_on if begun else to_day
    return min(first, to_day)


def held_draft(key: UUID) -> PaySheet:
    """The draft, locked; UserError once it is final or gone."""
    sheet = PaySheet.objects.select_for_update().filter(key=key).first()
    if sheet is None or sheet.state != SheetState.DRAFT:
        raise UserError("Bảng này không còn là bản thảo.", mend="Tải lại trang.")
    return sheet


def name_of(sheet: PaySheet) -> str:
    return f"Bảng thanh toán số {sheet.number}"


def said(text: str, where: str, mend: str) -> str:
    """The text with single spaces; UserError for none, or one too long to be read."""
    words = " ".join(text.split())
    if not words:
        raise UserError("Còn để trống.", where=where, mend=mend)
    ensure_short(words, where)
    return words


def trace(actor: Actor, action: str, sheet: PaySheet, *, purpose: str = "", **facts: Any) -> None:
    """One entry in the access log about the sheet."""
    record(
        actor=actor,
        action=action,
        unit=sheet.unit_code,
        subject="pay_sheet",
        key=sheet.key,
        purpose=purpose,
        facts={"number": sheet.number, "amount": sheet.amount, **facts},
    )
