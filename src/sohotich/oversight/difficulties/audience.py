"""Whom a broadcast addresses, who of them has read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sohotich.domain.workflow import ROLES
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.once import once
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant
from sohotich.foundation.people.units import in_force, unit_names
from sohotich.oversight.difficulties.models import Broadcast, BroadcastReceipt
from sohotich.oversight.difficulties.names import names_now

SEND = "broadcast.send"


@dataclass(frozen=True)
class Reader:
    """Somebody addressed; `read_at` None: not yet. `gone`: read it, but holds no such role now."""

    key: UUID
    name: str
    unit: str
    unit_name: str
    role: str
    read_at: datetime | None = None
    confirmed_at: datetime | None = None
    gone: bool = False


def addressed(actor: Actor, row: Broadcast) -> bool:
    """Whether the actor is one of those it speaks to."""
    return any(
        held.unit_code in row.units and (not row.roles or held.role in row.roles)
        for held in actor.grants
    )


def readers(row: Broadcast) -> list[Reader]:
    """Everybody it addresses today, by unit and name, then those who read it and left; each person
    once. Its sender is none of them.
    """
    receipts = {receipt.reader: receipt for receipt in row.receipts.all()}
    names = unit_names(row.units)
    found: dict[UUID, Reader] = {}
    for grant in _grants(row.units, row.roles).exclude(user=row.sent_by):
        receipt = receipts.get(grant.user_id)
        found.setdefault(
            grant.user_id,
            Reader(
                grant.user_id,
                grant.user.full_name,
                grant.unit_code,
                names.get(grant.unit_code, grant.unit_code),
                ROLES[grant.role].title if grant.role in ROLES else "",
                receipt.read_at if receipt else None,
                receipt.confirmed_at if receipt else None,
            ),
        )
    named = names_now(key for key, one in receipts.items() if not one.reader_name)
    left = [
        Reader(
            one.reader,
            one.reader_name or named.get(one.reader, ""),
            one.unit_code,
            names.get(one.unit_code, one.unit_code),
            "",
            one.read_at,
            one.confirmed_at,
            gone=True,
        )
        for one in receipts.values()
        if one.reader not in found and one.reader != row.sent_by
    ]
    return [*found.values(), *left]


def _grants(units: Collection[str], roles: Collection[str]) -> QuerySet[Grant]:
    today = campaign_today()
    lasting = Q(user__valid_to=None) | Q(user__valid_to__gte=today)
    rows = Grant.objects.filter(in_force(today), lasting, user__is_active=True, unit_code__in=units)
    if roles:
        rows = rows.filter(role__in=roles)
    return rows.select_related("user").order_by("unit_code", "user__full_name", "user_id")


def standing() -> Q:
    """The condition of those that still ask to be read."""
    return Q(withdrawn_at=None) & (Q(last_day=None) | Q(last_day__gte=campaign_today()))


def unread(actor: Actor) -> list[Broadcast]:
    """Those that address the actor and that they have not read, or not confirmed where that is
    asked; the newest first. Menu and notices of every page ask it: one question for both.
    """
    return once(("unread", actor.key), lambda: _unread(actor))


def _unread(actor: Actor) -> list[Broadcast]:
    mine = BroadcastReceipt.objects.filter(broadcast=OuterRef("pk"), reader=actor.key)
    done = Exists(mine.filter(Q(confirmed_at__isnull=False) | Q(broadcast__must_confirm=False)))
    units = sorted({held.unit_code for held in actor.grants if held.unit_code})
    if not units:
        return []
    rows = Broadcast.objects.filter(standing(), ~done, units__overlap=units)
    return [row for row in rows.exclude(sent_by=actor.key) if addressed(actor, row)]


def shown_to(actor: Actor, row: Broadcast) -> bool:
    """Whether it addresses the actor, or the actor's unit or one below it sent it."""
    return addressed(actor, row) or row.sent_by == actor.key or actor.can(SEND, row.unit_code)


def sent_or_received(actor: Actor) -> list[Broadcast]:
    """The actor's list, the newest first."""
    return [row for row in Broadcast.objects.all() if shown_to(actor, row)]


def follows(actor: Actor, row: Broadcast) -> bool:
    """Whether the actor sees who has read it, reminds and withdraws: for the unit that sent it."""
    return any(
        SEND in held.permissions and held.unit_code == row.unit_code for held in actor.grants
    )
