"""Whose second step the province asks for."""

from __future__ import annotations

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.second_step import asked_of
from sohotich.foundation.policies.services import value


def required_of(actor: Actor) -> bool:
    """Whether a role the person holds today must sign in with a code (`people.totp_roles`)."""
    roles = value("people.totp_roles")
    assert isinstance(roles, dict)
    return any(roles.get(held.role) == "có" for held in actor.grants)


def second_step_needed(actor: Actor, user: User) -> bool:
    """Whether the person must set it up before anything else."""
    return required_of(actor) and not asked_of(user)
