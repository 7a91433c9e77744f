"""Whose records somebody may review: not those they wrote, unless the province allows it."""

from __future__ import annotations

from django.db.models import QuerySet

from sohotich.domain.workflow import may_review
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import value
from sohotich.register.ledger.models import Entry
from sohotich.register.records.selectors import not_written_by, writers_of

_POLICY = "review.own_keying"


def own_allowed() -> bool:
    """Whether the province lets people review what they wrote."""
    return value(_POLICY) == "allow"


def may_review_entry(actor: Actor, entry: Entry) -> bool:
    """Whether the actor may mark this very record as right."""
    return may_review(actor.key, writers_of(entry), own_allowed=own_allowed())


def reviewable_by(actor: Actor, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the entries whose records the actor may review."""
    return entries if own_allowed() else not_written_by(actor.key, entries)
