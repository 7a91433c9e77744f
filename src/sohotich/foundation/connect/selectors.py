"""Which tokens somebody looks after, and what they may put into one."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from sohotich.domain.workflow import ROLE_PERMISSIONS, TOKEN_RIGHTS
from sohotich.foundation.connect.models import Token
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.authority import may_give, roles_given

ISSUE: Final = "token.issue"


def tokens_visible(actor: Actor) -> QuerySet[Token]:
    """The tokens of the units where the actor issues them, the newest first."""
    units = actor.units(ISSUE)
    return Token.objects.all() if units is None else Token.objects.filter(unit_code__in=units)


def rights_given(actor: Actor, unit_code: str) -> frozenset[str]:
    """What the actor may put into a token of that unit: their own rights there, and those of the
    roles they give there.
    """
    own = {right for right in TOKEN_RIGHTS if actor.can(right, unit_code)}
    roles = (role for role in roles_given(actor) if may_give(actor, role, unit_code))
    given = {right for role in roles for right in ROLE_PERMISSIONS[role]}
    return frozenset(own | given) & TOKEN_RIGHTS.keys()
