"""Publishing criteria beforehand: the numbers of the policies frozen for days to come."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import transaction

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, campaign_today, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import value
from sohotich.oversight.merit.models import CriteriaSet
from sohotich.oversight.merit.rules import NAMES, faults

DECIDE: Final = "merit.decide"
# Judged by the numbers as published; this one only says how long the next list lies open.
PREFIX: Final = "merit."


@transaction.atomic
def criteria_publish(*, actor: Actor, applies_from: date, basis: str) -> CriteriaSet:
    """Freeze the numbers in force on `applies_from`, a day to come, as the criteria from then on.

    An earlier set stays for the days before. UserError for a day that has begun, a set that does
    not add up, no ground.
    """
    if not actor.can_somewhere(DECIDE):
        raise Forbidden
    if applies_from <= campaign_today():
        raise UserError(
            "Tiêu chí phải công bố trước ngày áp dụng.",
            where=f"Áp dụng từ {applies_from:%d/%m/%Y}",
            mend="Chọn từ ngày mai: những ngày đã qua giữ tiêu chí của ngày đó.",
        )
    if not basis.strip():
        raise UserError("Thiếu căn cứ.", where="Căn cứ", mend="Ghi số, ngày của văn bản.")
    ensure_short(basis.strip(), "Căn cứ")
    numbers = numbers_on(applies_from)
    if wrong := faults(numbers):
        raise UserError(" ".join(wrong), where="Tiêu chí", mend="Sửa ở Quy định rồi công bố lại.")
    made = CriteriaSet.objects.create(
        applies_from=applies_from,
        basis=basis.strip(),
        numbers=numbers,
        published_at=campaign_now(),
        published_at_real=now(),
        published_by=actor.key,
        published_by_name=actor.name,
    )
    record(
        actor=actor,
        action="merit.publish",
        unit="",
        subject="merit_criteria",
        key=made.key,
        facts={"from": applies_from.isoformat(), "numbers": numbers},
    )
    return made


def numbers_on(day: date) -> dict[str, Any]:
    """The policies of merit as decided for a day, names without the prefix."""
    return {name.removeprefix(PREFIX): value(name, day) for name in NAMES}


def criteria_on(day: date) -> CriteriaSet | None:
    """The set that judges a day; None where nobody had published one."""
    return CriteriaSet.objects.filter(applies_from__lte=day).first()
