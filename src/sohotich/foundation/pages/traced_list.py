"""A list that shows people is one entry in the log: how it was narrowed, never whom it showed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sohotich.foundation.audit.services import fingerprint, record
from sohotich.foundation.people.permissions import ActorRequest


def trace_list(
    request: ActorRequest,
    *,
    action: str,
    subject: str,
    purpose: str,
    found: int,
    unit: str = "",
    words: str = "",
    key: UUID | None = None,
    filters: Mapping[str, Any] | None = None,
) -> None:
    """Write the entry of one showing: page, workbook (`?xuat=`) or print (`?in=`).

    `words` are what somebody searched by, a name perhaps: the log holds their fingerprint alone.
    `filters` are codes, labels and days.
    """
    shown_as = "xlsx" if "xuat" in request.GET else "print" if "in" in request.GET else "page"
    facts = {"as": shown_as, "found": found, "words": fingerprint(words), **(filters or {})}
    record(
        actor=request.actor,
        action=action,
        unit=unit,
        subject=subject,
        purpose=purpose,
        key=key,
        facts=facts,
    )
