"""Who acts, with the rights they hold at this campaign date: a value, safe to hand to jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from sohotich.domain.workflow import DEPUTY_RIGHTS, DEPUTY_ROLE, ROLE_PERMISSIONS, SERVICES
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.models import Delegation, User
from sohotich.foundation.people.units import ALL, in_force, reach_of

_SERVICE_NAMESPACE = UUID("0193a3b6-8d5e-7c00-9000-5345525649c5")


# Identities that are no people: the rooms that have some say how one is found by its key.
_FINDERS: list[Callable[[UUID], Actor | None]] = []


class UnknownActor(LookupError):
    """No such person, or the account is closed."""


@dataclass(frozen=True)
class Held:
    """A role in a unit: its rights, and the unit codes they reach (None: the whole province)."""

    role: str
    unit_code: str
    permissions: frozenset[str]
    reach: frozenset[str] | None = ALL


@dataclass(frozen=True)
class Actor:
    """A person or service identity. `name` is for people to read, `key` for everything stored."""

    key: UUID
    name: str
    username: str
    grants: tuple[Held, ...] = ()
    title: str = ""
    _reach: Mapping[str, frozenset[str] | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        reach: dict[str, frozenset[str] | None] = {}
        for held in self.grants:
            for permission in held.permissions:
                reach[permission] = _widened(reach.get(permission, frozenset()), held.reach)
        object.__setattr__(self, "_reach", reach)

    def can(self, permission: str, unit_code: str) -> bool:
        """Whether the permission reaches that unit."""
        reach = self._reach.get(permission, frozenset())
        return reach is None or unit_code in reach

    def can_somewhere(self, permission: str) -> bool:
        """Whether the permission is held in any unit at all."""
        return permission in self._reach

    def units(self, permission: str) -> frozenset[str] | None:
        """Unit codes the permission reaches; None means all, an empty set none."""
        return self._reach.get(permission, frozenset())

    @property
    def permissions(self) -> frozenset[str]:
        """Every right held in some unit."""
        return frozenset(self._reach)


def _widened(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def actor_for(user: User) -> Actor:
    """The actor of a person with the grants in force on the campaign's date.

    A closed account, or one past its last day, gives `UnknownActor`.
    """
    today = campaign_today()
    if not user.is_active or (user.valid_to is not None and user.valid_to < today):
        raise UnknownActor(user.username)
    grants = [
        grant
        for grant in user.grants.all()
        if (grant.valid_from or today) <= today <= (grant.valid_to or today)
    ]
    # Asked at every request, and many roles are of one unit.
    reach = {unit: reach_of(unit) for unit in {grant.unit_code for grant in grants}}
    held = tuple(
        Held(g.role, g.unit_code, ROLE_PERMISSIONS.get(g.role, frozenset()), reach[g.unit_code])
        for g in grants
    )
    return Actor(user.key, user.full_name, user.username, held + _delegated(held, user), user.title)


def _delegated(own: tuple[Held, ...], user: User) -> tuple[Held, ...]:
    """What the chair's delegation adds; it falls with the deputy's own role in that unit."""
    units = {held.unit_code for held in own if held.role == DEPUTY_ROLE}
    if not units:
        return ()
    given = Delegation.objects.filter(
        in_force(campaign_today()), deputy=user, unit_code__in=units, revoked_at__isnull=True
    )
    return tuple(
        Held(DEPUTY_ROLE, one.unit_code, DEPUTY_RIGHTS, frozenset({one.unit_code})) for one in given
    )


def actor_by_key(key: UUID) -> Actor:
    """The actor of a stored key, whatever it is: for jobs that run as their starter."""
    for name in SERVICES:
        if service_key(name) == key:
            return service_actor(name)
    for find in _FINDERS:
        found = find(key)
        if found is not None:
            return found
    return actor_for(_user(key=key))


def also_found_by(find: Callable[[UUID], Actor | None]) -> None:
    """Ask `find` too for the actor of a stored key; it gives None for a key that is not its own."""
    if find not in _FINDERS:
        _FINDERS.append(find)


def actor_by_username(username: str) -> Actor:
    """The actor of somebody named on the command line; `UnknownActor` if there is none."""
    return actor_for(_user(username=username.strip().lower()))


def _user(**where: object) -> User:
    try:
        return User.objects.get(**where)
    except User.DoesNotExist:
        raise UnknownActor(str(next(iter(where.values())))) from None


def service_key(name: str) -> UUID:
    """The fixed key of a service identity."""
    return uuid5(_SERVICE_NAMESPACE, name)


def service_actor(name: str) -> Actor:
    """The system itself at work, by a name of `domain.workflow.SERVICES`; KeyError if unknown."""
    service = SERVICES[name]
    held = Held(name, "", service.permissions, ALL)
    return Actor(service_key(name), service.title, name, (held,))
