"""Accounts: made with a password shown once, given roles for a time, closed, never deleted."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction

from sohotich.domain.text import nfc
from sohotich.domain.workflow import ROLES
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import NAME, ensure_short
from sohotich.foundation.people.actors import Actor, service_actor
from sohotich.foundation.people.authority import ensure_manages, ensure_other, may_give
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.people.reserved import reserved
from sohotich.foundation.people.sessions import sessions_end
from sohotich.foundation.people.units import in_force, unit_on

# Without the letters and digits that are mistaken for one another on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


class Created(NamedTuple):
    """`password` is known here and nowhere else: print or show it once."""

    user: User
    password: str


def new_password() -> str:
    """A random password easy to copy from paper: three groups of letters, one of digits."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)]
    return "-".join([*groups, "".join(secrets.choice(_DIGITS) for _ in range(4))])


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    title: str = "",
    on_paper: bool = False,
    valid_to: date | None = None,
    lent_line: str | None = None,
) -> Created:
    """Make an account with a random password; rights come by `grant_role`.

    `on_paper`: the password is handed over on a card, so the first sign-in must change it.
    `valid_to`: the campaign's last day of a temporary account.
    """
    if not actor.can_somewhere("people.manage"):
        raise Forbidden
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UserError(
            "Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ -",
            where=username,
            mend="Ví dụ: nguyen.thi.lan",
        )
    if reserved(username):
        raise UserError(
            "Tên đăng nhập này dành cho hệ thống.", where=username, mend="Chọn tên khác."
        )
    if not full_name.strip():
        raise UserError("Thiếu họ và tên.", where="Họ và tên", mend="Nhập họ và tên người dùng.")
    ensure_short(full_name.strip(), "Họ và tên", NAME)
    ensure_short(title.strip(), "Chức danh", NAME)
    password = new_password()
    user = User(
        username=username,
        full_name=nfc(full_name).strip(),
        title=nfc(title).strip(),
        must_change_password=on_paper,
        valid_to=valid_to,
        lent_line=lent_line,
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise UserError(
            "Tên đăng nhập này đã có.", where=username, mend="Chọn tên khác."
        ) from error
    record(actor=actor, action="user.create", unit="", subject="user", key=user.key)
    return Created(user, password)


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    user: User,
    role: str,
    unit_code: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Grant:
    """Give a role in a unit, from and until campaign dates (both included, None: open)."""
    ensure(actor, "people.manage", unit_code)
    if role not in ROLES:
        raise UserError("Không có vai trò này.", where=role, mend="Chọn trong danh sách.")
    unit = unit_on(unit_code, valid_from)
    if unit is None:
        raise UserError(
            f"Không có đơn vị này vào ngày {valid_from or campaign_today():%d/%m/%Y}.",
            where=unit_code,
            mend="Dùng mã có hiệu lực vào ngày đó.",
        )
    if unit.level not in set(ROLES[role].levels):
        raise UserError(
            f"Vai trò “{ROLES[role].title}” không giao ở {unit.name}.",
            where=unit_code,
            mend="Chọn đơn vị đúng cấp của vai trò.",
        )
    if not may_give(actor, role, unit_code):
        raise Forbidden(f"Vai trò “{ROLES[role].title}” do cấp trên giao.")
    ensure_other(actor, user)
    if user.grants.exists():
        ensure_manages(actor, user)
    grant, new = Grant.objects.get_or_create(
        user=user, role=role, unit_code=unit_code, valid_from=valid_from, valid_to=valid_to
    )
    if new:
        facts = {"role": role, "valid_from": str(valid_from), "valid_to": str(valid_to)}
        record(
            actor=actor,
            action="grant.create",
            unit=unit_code,
            subject="user",
            key=user.key,
            facts=facts,
        )
    return grant


@transaction.atomic
def grant_revoke(*, actor: Actor, grant: Grant) -> None:
    """Take a role back at once; who holds none any more is signed out."""
    ensure(actor, "people.manage", grant.unit_code)
    if not may_give(actor, grant.role, grant.unit_code):
        raise Forbidden
    record(
        actor=actor,
        action="grant.revoke",
        unit=grant.unit_code,
        subject="user",
        key=grant.user_id,
        facts={"role": grant.role},
    )
    grant.delete()
    if not Grant.objects.filter(in_force(campaign_today()), user=grant.user_id).exists():
        sessions_end(grant.user_id)


@transaction.atomic
def reset_password(*, actor: Actor, user: User, on_paper: bool = False) -> str:
    """A fresh random password, shown once; whoever is signed in with the old one is signed out."""
    ensure_manages(actor, user)
    ensure_other(actor, user)
    password = new_password()
    user.set_password(password)
    user.must_change_password = on_paper
    user.save(update_fields=["password", "must_change_password"])
    sessions_end(user.key)
    record(actor=actor, action="user.reset_password", unit="", subject="user", key=user.key)
    return password


@transaction.atomic
def password_changed(*, actor: Actor, user: User, session_key: str | None) -> None:
    """After somebody changed their own password: every session but this one ends."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    sessions_end(user.key, keep=session_key)
    record(actor=actor, action="user.change_password", unit="", subject="user", key=user.key)


@transaction.atomic
def set_active(*, actor: Actor, user: User, active: bool) -> None:
    """Close an account (it keeps its history, its sessions end) or open it again."""
    ensure_manages(actor, user)
    ensure_other(actor, user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        sessions_end(user.key)
    action = "user.open" if active else "user.close"
    record(actor=actor, action=action, unit="", subject="user", key=user.key)


def accounts_close_ended() -> int:
    """Close temporary accounts past their last day, by the system's own name; returns how many."""
    actor = service_actor("scheduler")
    closed = 0
    for user in User.objects.filter(is_active=True, valid_to__lt=campaign_today()):
        with transaction.atomic():
            if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
                continue
            sessions_end(user.key)
            facts = {"valid_to": str(user.valid_to)}
            record(
                actor=actor,
                action="user.close",
                unit="",
                subject="user",
                key=user.key,
                facts=facts,
            )
            closed += 1
    return closed
