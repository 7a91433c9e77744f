"""What the shell of every page knows: the person, their unit, the menu, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign_offset
from sohotich.foundation.pages import front_end
from sohotich.foundation.pages.clock_line import ClockLine, clock_line
from sohotich.foundation.pages.navigation import GROUPS, NavLine, lines_for, search_for
from sohotich.foundation.pages.notices import Standing, notices_for
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import actor_of
from sohotich.foundation.people.units import unit_on
from sohotich.foundation.policies.services import number, value

_ON_PHONE = 4


@dataclass(frozen=True)
class Shell:
    """`actor` None: nobody is signed in, the page stands without bar and menu."""

    actor: Actor | None
    unit: str = ""
    role: str = ""
    clock: ClockLine | None = None
    lines: tuple[NavLine, ...] = ()
    notices: tuple[Standing, ...] = ()
    search: tuple[str, str] | None = None
    lock_minutes: int = 0
    must_change_password: bool = False

    @property
    def clock_offset(self) -> int:
        """Seconds to add to the machine's clock for the campaign's."""
        return round(campaign_offset().total_seconds())

    @property
    def icons(self) -> str:
        return front_end.icons()

    @property
    def asks_second_step(self) -> bool:
        """Whether some role signs in with a code of the telephone as well."""
        roles = value("people.totp_roles")
        return isinstance(roles, dict) and "có" in roles.values()

    @property
    def groups(self) -> list[tuple[str, str, list[NavLine]]]:
        """(group, heading, lines) of each group that has a line for this person."""
        found = (
            (group, heading, [line for line in self.lines if line.item.group == group])
            for group, heading in GROUPS.items()
        )
        return [one for one in found if one[2]]

    @property
    def on_phone(self) -> list[NavLine]:
        return [line for line in self.lines if line.item.short][:_ON_PHONE]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`, made only when a template asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def shell_beside_an_error(request: HttpRequest) -> Shell:
    """The shell without what waits and what stands: a refusal asks the registers nothing more."""
    return _shell(request, asks=False)


def _shell(request: HttpRequest, *, asks: bool = True) -> Shell:
    actor = actor_of(request) if hasattr(request, "user") else None
    if actor is None:
        return Shell(None)
    held = actor.grants[0] if actor.grants else None
    unit = unit_on(held.unit_code) if held else None
    roles = dict.fromkeys(ROLES[grant.role].title for grant in actor.grants if grant.role in ROLES)
    return Shell(
        actor,
        unit=unit.name if unit else "",
        role=", ".join(roles),
        clock=clock_line(unit.level if unit else ""),
        lines=tuple(lines_for(actor, request.path, counted=asks)),
        notices=notices_for(actor) if asks else (),
        search=search_for(actor),
        lock_minutes=number("session.lock_minutes"),
        must_change_password=bool(getattr(request.user, "must_change_password", False)),
    )
