"""Who is told in each field what to do there."""

from __future__ import annotations

from typing import Final

from sohotich.foundation.people.actors import Actor
from sohotich.register.records.models import Reading

# By then the keys are known; they stand in the page's foot and in its help all the same.
_FIRST: Final = 3


def is_new(actor: Actor) -> bool:
    """Whether the person has finished hardly any registration yet."""
    done = Reading.objects.filter(by=actor.key, slot__gt=0, completed_at__isnull=False)
    return done[:_FIRST].count() < _FIRST
