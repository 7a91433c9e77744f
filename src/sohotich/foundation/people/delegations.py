"""Signing for the chair (KT. Chủ tịch): given to a deputy for some days, on a document's ground."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sohotich.domain.text import clean
from sohotich.domain.workflow import DEPUTY_ROLE
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Delegation, Grant, User
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.people.units import in_force

TITLE = "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
"""The two lines over such a signature (NĐ 30/2020, appendix I: quyền hạn, chức vụ người ký)."""


@transaction.atomic
def delegation_give(
    *,
    actor: Actor,
    deputy: User,
    unit_code: str,
    valid_from: date,
    valid_to: date,
    ground_number: str,
    ground_date: date,
) -> Delegation:
    """Let a deputy of the unit sign for its chair between two campaign days, both included.

    The same again gives the one that stands. UserError, naming the field, for a deputy who is none
    in that unit, days in the past or crossed, a ground later than its effect, or two at a time.
    """
    ensure(actor, "people.delegate", unit_code)
    ground = clean(ground_number)
    _check_days(valid_from, valid_to, ground, ground_date)
    # Of two given at once the second waits, and then sees the first.
    User.objects.select_for_update().get(pk=deputy.pk)
    if deputy not in deputies(unit_code):
        raise UserError(
            "Người này không phải Phó Chủ tịch của đơn vị.",
            where="Người được ủy quyền",
            mend="Chọn trong danh sách, hoặc nhờ quản trị giao vai trò Phó Chủ tịch.",
        )
    crossing = Delegation.objects.filter(
        deputy=deputy,
        unit_code=unit_code,
        revoked_at__isnull=True,
        valid_from__lte=valid_to,
        valid_to__gte=valid_from,
    ).first()
    wanted = (valid_from, valid_to, ground, ground_date)
    if crossing is not None:
        if wanted == _terms(crossing):
            return crossing
        raise UserError(
            f"Đã có ủy quyền từ {crossing.valid_from:%d/%m/%Y} đến {crossing.valid_to:%d/%m/%Y}.",
            where="Từ ngày, đến ngày",
            mend="Thu hồi ủy quyền đó trước, hoặc chọn ngày khác.",
        )
    made = Delegation.objects.create(
        deputy=deputy,
        unit_code=unit_code,
        valid_from=valid_from,
        valid_to=valid_to,
        ground_number=ground,
        ground_date=ground_date,
        given_by=actor.key,
        given_by_name=actor.name,
    )
    _audit(actor, "delegation.give", made)
    return made


def _terms(one: Delegation) -> tuple[date, date, str, date]:
    return one.valid_from, one.valid_to, one.ground_number, one.ground_date


def _check_days(first: date, last: date, ground: str, ground_date: date) -> None:
    if not ground:
        raise UserError(
            "Thiếu số văn bản làm căn cứ.", where="Số văn bản", mend="Ví dụ: 12/QĐ-UBND."
        )
    if last < first:
        raise UserError("Ngày kết thúc trước ngày bắt đầu.", where="Đến ngày", mend="Sửa lại ngày.")
    if last < campaign_today():
        raise UserError("Thời gian ủy quyền đã qua.", where="Đến ngày", mend="Sửa lại ngày.")
    if ground_date > first:
        raise UserError(
            "Văn bản ký sau ngày ủy quyền có hiệu lực.",
            where="Ngày văn bản",
            mend="Sửa ngày văn bản, hoặc ngày bắt đầu.",
        )


@transaction.atomic
def delegation_revoke(*, actor: Actor, delegation: Delegation, reason: str) -> Delegation:
    """Take it back from now on; what was signed under it stays signed. Again changes nothing."""
    ensure(actor, "people.delegate", delegation.unit_code)
    why = clean(reason)[:500]
    if not why:
        raise UserError("Thiếu lý do thu hồi.", where="Lý do", mend="Ghi lý do rồi thu hồi.")
    row = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_reason = now(), why
        row.revoked_by, row.revoked_by_name = actor.key, actor.name
        row.save()
        _audit(actor, "delegation.revoke", row)
    return row


def delegations_visible(actor: Actor) -> QuerySet[Delegation]:
    """The delegations of the units where the actor delegates, the latest first."""
    units = actor.units("people.delegate")
    found = Delegation.objects.select_related("deputy")
    return found if units is None else found.filter(unit_code__in=units)


def delegation_of(user_key: UUID, unit_code: str, on: date | None = None) -> Delegation | None:
    """The delegation by which somebody signs for the chair of a unit on a campaign day."""
    day = on or campaign_today()
    found = Delegation.objects.filter(deputy_id=user_key, unit_code=unit_code)
    return found.filter(in_force(day), revoked_at__isnull=True).first()


def ground_words(delegation: Delegation) -> str:
    """`văn bản số 12/QĐ-UBND ngày 03/01/2025`, as it is quoted on paper."""
    return f"văn bản số {delegation.ground_number} ngày {delegation.ground_date:%d/%m/%Y}"


def deputies(unit_code: str) -> QuerySet[User]:
    """The people who may be delegated to in a unit today."""
    held = Grant.objects.filter(in_force(campaign_today()), role=DEPUTY_ROLE, unit_code=unit_code)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def _audit(actor: Actor, action: str, delegation: Delegation) -> None:
    record(
        actor=actor,
        action=action,
        unit=delegation.unit_code,
        subject="delegation",
        key=delegation.key,
        facts={
            "deputy": str(delegation.deputy_id),
            "valid_from": str(delegation.valid_from),
            "valid_to": str(delegation.valid_to),
        },
    )
