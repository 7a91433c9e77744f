"""The one way into the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.utils.crypto import salted_hmac

from sohotich.domain.text import unmarked_key
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.bulk import insert_many, plain_insert
from sohotich.foundation.database.keys import new_key_text

_JSON = json.JSONEncoder().encode


class Who(Protocol):
    """Whoever acts: a person or a service identity."""

    @property
    def key(self) -> UUID: ...
    @property
    def username(self) -> str: ...


def record(
    *,
    actor: Who,
    action: str,
    unit: str,
    subject: str,
    key: UUID | None = None,
    purpose: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write one entry in the transaction of the deed itself.

    `action` is `noun.verb` (`book.create`), `unit` a unit code or "" for the installation,
    `subject` the noun and `key` the thing. `facts` hold ids, states and counts as JSON, never a
    person's data from a register.
    """
    # A conflict fails the deed: nothing happens that the log does not hold.
    plain_insert(
        AuditEntry(
            actor_key=actor.key,
            actor_name=actor.username,
            action=action,
            unit=unit,
            subject=subject,
            subject_key=key,
            purpose=purpose,
            facts=dict(facts or {}),
        )
    )


def fingerprint(words: str) -> str:
    """Search words as the log holds them: equal words give the same sixteen digits, and nobody
    without the installation's secret key can tell which words they were. "" for none.
    """
    plain = unmarked_key(words).strip()
    return salted_hmac("audit words", plain, algorithm="sha256").hexdigest()[:16] if plain else ""


def record_many(
    *,
    actor: Who,
    action: str,
    subject: str,
    done: Iterable[tuple[str, UUID, Mapping[str, Any]]],
    purpose: str = "",
) -> int:
    """The same entry for each of many things, as `record` would write them: (unit, key, facts)."""
    shared = AuditEntry(
        actor_key=actor.key,
        actor_name=actor.username,
        action=action,
        subject=subject,
        purpose=purpose,
    )
    rows = ((new_key_text(), unit, key, _JSON(facts)) for unit, key, facts in done)
    return insert_many(shared, ("key", "unit", "subject_key", "facts"), rows)
