"""Settling what is doubted, and making a sheet final: frozen, and nothing paid twice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.oversight.pay.content import content_of, digest_of
from sohotich.oversight.pay.counting import entries_move
from sohotich.oversight.pay.models import PaidEntry, PayDoubt, PayLine, PaySheet, SheetState
from sohotich.oversight.pay.norms import Rule
from sohotich.oversight.pay.reckoning import SheetPay, items_of
from sohotich.oversight.pay.sheets import (
    given_of,
    held_draft,
    name_of,
    reckoned,
    said,
    total,
    trace,
)
from sohotich.oversight.pay.terms import decided, middle_confirmed, terms_of

SETTLE, FINALIZE = "pay.settle", "pay.finalize"
_RELOAD = "Tải lại trang: bảng đã tính lại."


@transaction.atomic
def doubt_settle(*, actor: Actor, key: UUID, cut: int, reason: str) -> PayDoubt:
    """Accept what is doubted (`cut` 0) or pay so many đồng less, with a reason; may be changed
    until the sheet is final. Nobody settles a doubt about their own work.
    """
    found = PayDoubt.objects.filter(key=key).first()
    if found is None:
        raise UserError("Nghi vấn này không còn.", mend=_RELOAD)
    ensure(actor, SETTLE, found.unit_code)
    sheet = held_draft(found.sheet_id)
    doubt = sheet.doubts.filter(key=key).first()
    if doubt is None:
        raise UserError("Nghi vấn này không còn.", mend=_RELOAD)
    if doubt.person == actor.key:
        mend = "Người khác có quyền giải quyết nghi vấn của anh/chị."
        raise UserError("Đây là công của chính anh/chị.", where=doubt.person_name, mend=mend)
    doubt.reason = said(reason, "Lý do", "Ghi vì sao chấp nhận hoặc giảm trừ.")
    _check_cut(sheet, doubt, cut)
    doubt.cut, doubt.settled_at = cut, campaign_now()
    doubt.settled_by, doubt.settled_by_name = actor.key, actor.name
    doubt.save()
    total(sheet)
    sheet.save(update_fields=["fields", "amount"])
    facts = {"person": str(doubt.person), "kind": doubt.kind, "cut": cut}
    trace(actor, "pay.settle", sheet, purpose=doubt.reason, **facts)
    return doubt


def _check_cut(sheet: PaySheet, doubt: PayDoubt, cut: int) -> None:
    others = sheet.doubts.filter(person=doubt.person).exclude(key=doubt.key)
    left = sheet.lines.get(person=doubt.person).amount - sum(one.cut or 0 for one in others)
    most = min(doubt.amount, left)
    if not 0 <= cut <= most:
        raise UserError(
            f"Giảm trừ phải từ 0 đến {most} đồng.",
            where=doubt.person_name,
            mend="Không giảm quá tiền của phần nghi vấn và tiền còn lại của người này.",
        )


@transaction.atomic
def sheet_finalize(*, actor: Actor, key: UUID) -> PaySheet:
    """Make a draft final: as it was shown, every doubt settled, the middle bracket confirmed.

    What it pays is paid for good; a sheet it replaces is in force no more. UserError, saying what
    is lacking, changes nothing.
    """
    sheet = held_draft(key)
    ensure(actor, FINALIZE, sheet.unit_code)
    missing = lacking(sheet, actor)
    if missing:
        raise UserError(missing[0], where=name_of(sheet), mend="Chưa chốt gì.")
    _check_unchanged(sheet)
    _take_over(sheet)
    sheet.lines.update(final=True)
    sheet.final_by, sheet.final_by_name = actor.key, actor.name
    sheet.final_at, sheet.state = campaign_now(), SheetState.FINAL
    sheet.content = content_of(sheet, middle_confirmed())
    sheet.content_sha256 = digest_of(sheet.content)
    sheet.save()
    trace(actor, "pay.finalize", sheet, sha256=sheet.content_sha256)
    return sheet


def lacking(sheet: PaySheet, actor: Actor | None = None) -> list[str]:
    """What stands between a draft and its end, in words; with `actor`, for that person."""
    found = []
    if not sheet.lines.exists():
        found.append("Bảng chưa có ai: chưa có việc nào hoàn thành mà chưa trả.")
    if middle_confirmed() is None:
        found.append(
            "Mức tối đa của trường vừa chưa được xác nhận: Sở Tư pháp đặt ở mục Quy định, ghi văn"
            " bản làm căn cứ."
        )
    open_doubts = sheet.doubts.filter(settled_by=None).count()
    if open_doubts:
        found.append(f"Còn {open_doubts} nghi vấn chưa giải quyết.")
    if actor is not None:
        found += _of_the_person(sheet, actor)
    return found


def _of_the_person(sheet: PaySheet, actor: Actor) -> list[str]:
    if sheet.prepared_by == actor.key:
        return ["Anh/chị là người lập bảng: người khác duyệt."]
    if sheet.lines.filter(person=actor.key, amount__gt=0).exists():
        return ["Anh/chị được trả tiền trong bảng này: người khác duyệt."]
    return []


def _check_unchanged(sheet: PaySheet) -> None:
    """The registrations, policies and ceilings are still those that the draft shows."""
    terms_of(decided(), sheet.rates)
    lines = {line.person: line for line in sheet.lines.all()}
    rules = {key: Rule(line.rule) for key, line in lines.items()}
    found = reckoned(sheet, rules)
    same = {key: (line.items, line.unpaid) for key, line in lines.items()}
    if _shown(found) != same or not _doubts_unchanged(sheet, found):
        raise UserError(
            "Việc đã thay đổi sau khi lập bảng (có trường hợp bị trả lại hoặc nhập lại).",
            where=name_of(sheet),
            mend="Người lập bảng bấm Tính lại, rồi duyệt.",
        )


def _doubts_unchanged(sheet: PaySheet, found: SheetPay) -> bool:
    """Whether every doubt about the work was there to be settled."""
    known = {
        (one.person, one.kind): (one.facts, one.readings, one.amount) for one in sheet.doubts.all()
    }
    return known == {
        (one.found.person, one.found.kind.value): (
            one.found.facts,
            [str(key) for key in one.found.readings],
            one.amount,
        )
        for one in found.doubts
    }


def _shown(found: SheetPay) -> dict[UUID, tuple[list[dict[str, Any]], dict[str, int]]]:
    return {
        one.key: (items_of(one.reckoned.lines), dict(one.reckoned.unpaid)) for one in found.people
    }


def _take_over(sheet: PaySheet) -> None:
    """What the replaced sheet paid and still counts is this one's; the rest may be paid anew."""
    if sheet.replaces_id is None:
        return
    entries_move(given_of(sheet), sheet.key)
    PaidEntry.objects.filter(sheet=sheet.replaces_id).delete()
    PayLine.objects.filter(sheet=sheet.replaces_id).update(final=False)
    replaced = PaySheet.objects.filter(key=sheet.replaces_id, state=SheetState.FINAL)
    if not replaced.update(state=SheetState.SUPERSEDED):
        raise UserError("Bảng được thay không còn hiệu lực.", where=name_of(sheet))
