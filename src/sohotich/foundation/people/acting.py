"""The actor as the one who speaks to the database: who they are, and where their rights reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sohotich.domain.workflow import SERVICES
from sohotich.foundation.database.speaking import NOBODY, RIGHTS, Reach, Speaker, speaking
from sohotich.foundation.people.actors import Actor, service_actor, service_key


@contextmanager
def acting(actor: Actor | None) -> Iterator[None]:
    """Within the block the database shows what this person or service may see; None: nothing."""
    with speaking(speaker_of(actor) if actor is not None else NOBODY):
        yield


@contextmanager
def as_service(name: str, units: Reach) -> Iterator[None]:
    """Within the block a service identity speaks, held to these units (None: all).

    For the few steps that a person sets off and may not see into: handing out, comparing blind
    readings. What is written to the audit log stays in the person's name.
    """
    held = speaker_of(service_actor(name))
    with speaking(Speaker(held.actor, name, dict.fromkeys(held.reach, units))):
        yield


def speaker_of(actor: Actor) -> Speaker:
    """Who the actor is to the database; only rights they hold somewhere are named."""
    reach = {right: actor.units(right) for right in RIGHTS if actor.can_somewhere(right)}
    return Speaker(actor.key, _service(actor), reach)


def _service(actor: Actor) -> str:
    """By the key: a name alone makes nobody a service."""
    name = actor.username
    return name if name in SERVICES and service_key(name) == actor.key else ""
