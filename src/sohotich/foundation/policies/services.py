"""The value of a policy on a date, and deciding a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from sohotich.domain.policies import PolicyError, PolicyValue, default, stored, validate
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.database.once import ask_anew, once
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.models import PolicyOverride


def value(name: str, on: date | None = None) -> PolicyValue:
    """The value in force on a campaign date (today if None); `PolicyError` if unknown."""
    fallback = default(name)
    day = on or campaign_today()
    found = _decided(name, day)
    return fallback if found is None else stored(name, found)


def decisions() -> Mapping[str, list[tuple[date, object]]]:
    """Policy → everything decided about it, the latest first: (from when, what); in a request read
    once.
    """
    return once("policies", _decisions)


def _decided(name: str, day: date) -> object:
    return next((said for since, said in decisions().get(name, ()) if since <= day), None)


def _decisions() -> dict[str, list[tuple[date, object]]]:
    found: dict[str, list[tuple[date, object]]] = {}
    rows = PolicyOverride.objects.order_by("-from_date", "-key")
    for name, since, said in rows.values_list("name", "from_date", "value"):
        found.setdefault(name, []).append((since, said))
    return found


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
    ask_anew()
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
