"""The policies as a list to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sohotich.domain.policies import POLICIES, Policy, PolicyValue, default, stored
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.policies.models import PolicyOverride


@dataclass(frozen=True)
class PolicyRow:
    """`history`: every decision about it, the newest first, future ones included."""

    policy: Policy
    value: PolicyValue
    history: tuple[PolicyOverride, ...]


def policies(on: date | None = None) -> list[PolicyRow]:
    """Every policy with the value in force on a campaign date (today when None), in one query."""
    day = on or campaign_today()
    decided: dict[str, list[PolicyOverride]] = {}
    for override in PolicyOverride.objects.order_by("-from_date", "-key"):
        decided.setdefault(override.name, []).append(override)
    return [
        PolicyRow(
            policy, _in_force(policy, decided.get(name, []), day), tuple(decided.get(name, ()))
        )
        for name, policy in POLICIES.items()
    ]


def _in_force(policy: Policy, history: Sequence[PolicyOverride], day: date) -> PolicyValue:
    for override in history:
        if override.from_date <= day:
            return stored(policy.name, override.value)
    return default(policy.name)
