"""Who looks after whose account: gives its roles, resets its password, closes it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from sohotich.domain.workflow import GIVES, ROLES
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.actors import Actor, Held
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden

_MANAGE = "people.manage"


def may_give(actor: Actor, role: str, unit_code: str) -> bool:
    """Whether the actor gives and takes this role in this unit."""
    return any(
        role in GIVES.get(held.role, ()) and (held.reach is None or unit_code in held.reach)
        for held in _managing(actor)
    )


def roles_given(actor: Actor) -> list[str]:
    """The roles the actor gives somewhere, in the table's order."""
    given = {role for held in _managing(actor) for role in GIVES.get(held.role, ())}
    return [role for role in ROLES if role in given]


def people_managed(actor: Actor) -> QuerySet[User]:
    """The accounts the actor looks after.

    Somebody who does not look after everybody needs to give every role the person holds or will
    hold, and at least one the person ever held.
    """
    if any(_gives_all(held) for held in _managing(actor)):
        return User.objects.all()
    mine = Q()
    for held in _managing(actor):
        here = Q(role__in=GIVES.get(held.role, ()))
        mine |= here if held.reach is None else here & Q(unit_code__in=held.reach)
    if not mine:
        return User.objects.none()
    grants = Grant.objects.filter(user=OuterRef("pk"))
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=campaign_today())
    return User.objects.filter(
        Exists(grants.filter(mine)), ~Exists(grants.filter(lasting).exclude(mine))
    )


def ensure_manages(actor: Actor, user: User) -> None:
    """Raise `Forbidden` unless the actor looks after this account."""
    if not people_managed(actor).filter(pk=user.pk).exists():
        raise Forbidden("Tài khoản này do người khác phụ trách.")


def ensure_other(actor: Actor, user: User) -> None:
    """Raise `Forbidden` where somebody would reset or close their own account."""
    if actor.key == user.key:
        raise Forbidden("Không tự làm việc này cho tài khoản của mình; nhờ người khác phụ trách.")


def _managing(actor: Actor) -> list[Held]:
    return [held for held in actor.grants if _MANAGE in held.permissions]


def _gives_all(held: Held) -> bool:
    return held.reach is None and GIVES.get(held.role, frozenset()) >= ROLES.keys()
