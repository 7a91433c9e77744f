"""Names of those who spoke: kept beside their words, but for people lent for some days.

A temporary account loses its name after its time, so its name is written nowhere else: it is read
from the account when somebody looks, and is that of nobody once the account is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.oversight.difficulties.models import DifficultyEvent


def kept_name(actor: Actor) -> str:
    """The name as it may be written down; "" for somebody lent."""
    lent = User.objects.filter(pk=actor.key, valid_to__isnull=False).exists()
    return "" if lent else actor.name


def names_now(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Key → the name the account has now."""
    return dict(User.objects.filter(pk__in=list(keys)).values_list("key", "full_name"))


def with_names(events: Iterable[DifficultyEvent]) -> list[DifficultyEvent]:
    """The events, each with the name of its speaker, by at most one question."""
    found = list(events)
    names = names_now({one.actor_key for one in found if not one.actor_name})
    for one in found:
        one.actor_name = one.actor_name or names.get(one.actor_key, "")
    return found
