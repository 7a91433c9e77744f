"""Accounts: made with a password shown once, given roles for a time, closed, never deleted."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from sohotich.domain.text import nfc
from sohotich.domain.workflow import ROLES
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.people.units import unit_on

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
def create_user(*, actor: Actor, username: str, full_name: str, title: str = "") -> Created:
    """Make an account with a random password; rights come by `grant_role`."""
    if not actor.can_somewhere("people.manage"):
        raise Forbidden
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UserError(
            "Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ -",
            where=username,
            mend="Ví dụ: nguyen.thi.lan",
        )
    if not full_name.strip():
        raise UserError("Thiếu họ và tên.", where="Họ và tên", mend="Nhập họ và tên người dùng.")
    password = new_password()
    user = User(username=username, full_name=nfc(full_name).strip(), title=nfc(title).strip())
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
    unit = unit_on(unit_code, valid_from)
    if role not in ROLES or unit is None:
        day = valid_from or campaign_today()
        raise UserError(
            f"Không có vai trò này, hoặc không có đơn vị này vào ngày {day:%d/%m/%Y}.",
            where=f"{role} {unit_code}",
            mend="Chọn trong danh sách.",
        )
    if unit.level not in set(ROLES[role].levels):
        raise UserError(
            f"Vai trò “{ROLES[role].title}” không giao ở {unit.name}.",
            where=unit_code,
            mend="Chọn đơn vị đúng cấp của vai trò.",
        )
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
    """Take a role back at once."""
    ensure(actor, "people.manage", grant.unit_code)
    record(
        actor=actor,
        action="grant.revoke",
        unit=grant.unit_code,
        subject="user",
        key=grant.user_id,
        facts={"role": grant.role},
    )
    grant.delete()


@transaction.atomic
def reset_password(*, actor: Actor, user: User) -> str:
    """A fresh random password, shown once; whoever is signed in with the old one is signed out."""
    if not actor.can_somewhere("people.manage"):
        raise Forbidden
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor=actor, action="user.reset_password", unit="", subject="user", key=user.key)
    return password


@transaction.atomic
def set_active(*, actor: Actor, user: User, active: bool) -> None:
    """Close an account (it keeps its history) or open it again."""
    if not actor.can_somewhere("people.manage"):
        raise Forbidden
    user.is_active = active
    user.save(update_fields=["is_active"])
    action = "user.open" if active else "user.close"
    record(actor=actor, action=action, unit="", subject="user", key=user.key)


def confirm_password(request: HttpRequest, password: str) -> bool:
    """Whether `password` is that of the person signed in: asked again before a signature.

    Counts against the same limit of wrong passwords as signing in.
    """
    from allauth.account.adapter import get_adapter
    from allauth.account.internal.flows.reauthentication import reauthenticate_by_password

    if not get_adapter(request).reauthenticate(request.user, password):
        return False
    reauthenticate_by_password(request)
    return True


def sessions_clear_expired() -> int:
    """Remove sessions that have ended; returns how many."""
    from sohotich.foundation.database.clock import now

    return Session.objects.filter(expire_date__lt=now()).delete()[0]
