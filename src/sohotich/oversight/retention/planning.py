"""What may be destroyed today, by the policies: found anew each time, compared by its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.people.forgetting import lent_ended_before
from sohotich.foundation.policies.services import number, value
from sohotich.register.records.forgetting import readings_done_with


@dataclass(frozen=True)
class Plan:
    """Keys of what may go, and the policies that say so (name → value)."""

    accounts: tuple[UUID, ...]
    readings: tuple[UUID, ...]
    policies: dict[str, Any]

    @property
    def content(self) -> dict[str, list[str]]:
        return {"accounts": [*map(str, self.accounts)], "readings": [*map(str, self.readings)]}

    @property
    def sha256(self) -> str:
        """SHA-256 of the content as JSON, keys and lists sorted, without spaces."""
        ordered = {kind: sorted(keys) for kind, keys in self.content.items()}
        text = json.dumps(ordered, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def empty(self) -> bool:
        return not self.accounts and not self.readings


def plan_of_today() -> Plan:
    """What the policies let go on the campaign's date."""
    today = campaign_today()
    days = number("retention.lent_days")
    policies = {
        "retention.lent_days": days,
        "retention.readings": value("retention.readings"),
        "retention.readings_days": number("retention.readings_days"),
        "retention.audit_years": number("retention.audit_years"),
    }
    readings = readings_done_with() if _readings_may_go(today) else []
    return Plan(tuple(lent_ended_before(today, days)), tuple(readings), policies)


def readings_from() -> date | None:
    """The campaign date from which readings may go; None while there is no campaign."""
    found = campaign()
    if found is None:
        return None
    return found.ends_on + timedelta(days=number("retention.readings_days") + 1)


def _readings_may_go(today: date) -> bool:
    begins = readings_from()
    return value("retention.readings") == "destroy" and begins is not None and today >= begins
