"""The value of a policy on a date, and deciding a new one."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sohotich.domain.policies import PolicyError, PolicyValue, default, stored, validate
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.models import PolicyOverride


def value(name: str, on: date | None = None) -> PolicyValue:
    """The value in force on a campaign date (today if None); `PolicyError` if unknown."""
    fallback = default(name)
    day = on or campaign_today()
    found = (
        PolicyOverride.objects.filter(name=name, from_date__lte=day)
        .order_by("-from_date", "-key")
        .values_list("value", flat=True)
        .first()
    )
    return fallback if found is None else stored(name, found)


def number(name: str, on: date | None = None) -> int:
    """A whole-number policy's value."""
    found = value(name, on)
    if not isinstance(found, int):
        raise TypeError(name)
    return found


@transaction.atomic
def set_value(
    *, actor: Actor, name: str, value: object, from_date: date, reason: str
) -> PolicyOverride:
    """Decide a value from a campaign date on; the past keeps what was in force then."""
    if not actor.can_somewhere("policy.set"):
        raise Forbidden
    if not reason.strip():
        raise UserError("Thiếu lý do.", where=name, mend="Ghi căn cứ của quyết định.")
    ensure_short(reason.strip(), "Căn cứ")
    if from_date < campaign_today():
        raise UserError(
            "Ngày áp dụng đã qua.",
            where=f"{from_date:%d/%m/%Y}",
            mend="Chọn từ hôm nay trở đi: việc đã làm giữ quy định của ngày đó.",
        )
    try:
        checked = validate(name, value)
    except PolicyError as error:
        raise UserError(str(error)) from error
    override = PolicyOverride.objects.create(
        name=name,
        value=checked,
        from_date=from_date,
        reason=reason.strip(),
        decided_by=actor.key,
        decided_by_name=actor.name,
    )
    facts = {"name": name, "value": checked, "from_date": str(from_date)}
    record(
        actor=actor,
        action="policy.set",
        unit="",
        subject="policy",
        key=override.key,
        facts=facts,
    )
    return override
