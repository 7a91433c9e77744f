"""Taking the person out of an account whose time is over; what they did stays under its key."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sohotich.foundation.people.models import SecondStep, User
from sohotich.foundation.people.reserved import FORGOTTEN_PREFIX
from sohotich.foundation.people.sessions import sessions_end

FORGOTTEN = "Tài khoản đã hủy"


def lent_ended_before(day: date, days: int) -> list[UUID]:
    """Keys of temporary accounts that ended more than `days` days before a campaign date."""
    ended = User.objects.filter(valid_to__lt=day - timedelta(days=days))
    rows = ended.exclude(username__startswith=FORGOTTEN_PREFIX).order_by("key")
    return list(rows.values_list("key", flat=True))


def account_forget(key: UUID) -> None:
    """Remove name, user name, title, password and second step; the key and its grants stay.

    Runs in the caller's transaction; who may and why is the caller's business.
    """
    user = User.objects.select_for_update().get(key=key)
    user.username = f"{FORGOTTEN_PREFIX}{key.hex}"
    user.full_name, user.title, user.lent_line = FORGOTTEN, "", None
    user.is_active, user.must_change_password = False, False
    user.set_unusable_password()
    user.save()
    SecondStep.objects.filter(user=user).delete()
    sessions_end(key)
