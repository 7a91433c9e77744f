"""Issuing tokens, shown once, and taking them back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import transaction

from sohotich.domain.text import clean
from sohotich.domain.workflow import TOKEN_BASE, TOKEN_RIGHTS
from sohotich.foundation.audit.services import record
from sohotich.foundation.connect.identity import digest_of, hint_of, new_secret
from sohotich.foundation.connect.models import Answer, Token
from sohotich.foundation.connect.selectors import ISSUE, rights_given
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.people.units import unit_on
from sohotich.foundation.policies.services import number

_NAME_LETTERS: Final = 80


class Issued(NamedTuple):
    """`secret` is known here and nowhere else: show it once."""

    token: Token
    secret: str


@transaction.atomic
def token_issue(
    *, actor: Actor, name: str, unit_code: str, rights: Collection[str], valid_to: date
) -> Issued:
    """A token for a machine of a unit, until a campaign day (included).

    Every token may look at the inventory (TOKEN_BASE). Forbidden for a right the actor cannot give
    there; UserError, naming the field, for a name, unit or day that cannot be.
    """
    ensure(actor, ISSUE, unit_code)
    wanted = frozenset(rights) | TOKEN_BASE
    if not wanted <= rights_given(actor, unit_code):
        raise Forbidden("Anh/chị không cấp được quyền này ở đơn vị này.")
    label = _checked_name(name)
    if unit_on(unit_code) is None:
        raise UserError(
            "Không có đơn vị này hôm nay.", where="Đơn vị", mend="Chọn trong danh sách."
        )
    _check_day(valid_to)
    secret = new_secret()
    token = Token.objects.create(
        name=label,
        unit_code=unit_code,
        rights=[right for right in TOKEN_RIGHTS if right in wanted],
        digest=digest_of(secret),
        hint=hint_of(secret),
        valid_to=valid_to,
        issued_by=actor.key,
        issued_by_name=actor.name,
    )
    facts = {"name": label, "rights": token.rights, "valid_to": str(valid_to)}
    record(
        actor=actor,
        action="token.issue",
        unit=unit_code,
        subject="token",
        key=token.key,
        facts=facts,
    )
    return Issued(token, secret)


def _checked_name(name: str) -> str:
    label = clean(name)
    if not label or len(label) > _NAME_LETTERS or not label.isprintable():
        raise UserError(
            f"Tên khóa gồm 1 đến {_NAME_LETTERS} ký tự.",
            where="Tên",
            mend="Ghi tên máy hoặc trạm, ví dụ: Máy quét 1.",
        )
    return label


def _check_day(valid_to: date) -> None:
    today, most = campaign_today(), number("api.token_days")
    if not today <= valid_to <= today + timedelta(days=most):
        last = today + timedelta(days=most)
        raise UserError(
            f"Khóa dùng được từ hôm nay đến nhiều nhất {most} ngày (hết ngày {last:%d/%m/%Y}).",
            where="Dùng đến hết ngày",
            mend="Sửa lại ngày.",
        )


@transaction.atomic
def token_revoke(*, actor: Actor, token: Token, reason: str) -> Token:
    """Take a token back at once; jobs it started stop with it. Again changes nothing."""
    ensure(actor, ISSUE, token.unit_code)
    why = clean(reason)[:500]
    if not why:
        raise UserError("Thiếu lý do thu hồi.", where="Lý do", mend="Ghi lý do rồi thu hồi.")
    row = Token.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_reason = now(), why
        row.revoked_by, row.revoked_by_name = actor.key, actor.name
        row.save()
        record(actor=actor, action="token.revoke", unit=row.unit_code, subject="token", key=row.key)
    return row


def answers_forget() -> int:
    """Remove kept answers whose time is over; returns how many."""
    removed, _ = Answer.objects.filter(expires_at__lt=now()).delete()
    return removed
