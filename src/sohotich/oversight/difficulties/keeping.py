"""What happens to difficulties by itself: overdue ones go up, answered ones close in the end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.people.actors import Actor, service_actor
from sohotich.foundation.policies.services import number
from sohotich.oversight.difficulties.models import (
    Difficulty,
    EventKind,
    State,
    Tier,
)
from sohotich.oversight.difficulties.selectors import WAITING
from sohotich.oversight.difficulties.telling import told


def difficulties_keep() -> None:
    """Escalate what nobody answered in time, close what was answered days ago.

    Run by the worker once a minute, as the scheduler; each is a transaction of its own, and of two
    workers one does it.
    """
    scheduler = service_actor("scheduler")
    moment = campaign_now()
    overdue = Difficulty.objects.filter(state__in=WAITING, due_at__lt=moment, escalated_at=None)
    for key in overdue.values_list("pk", flat=True):
        _escalate(scheduler, key)
    silent = moment - timedelta(days=number("difficulty.close_days"))
    answered = Difficulty.objects.filter(state=State.ANSWERED, answered_at__lt=silent)
    for key in answered.values_list("pk", flat=True):
        _close(scheduler, key)


@transaction.atomic
def _escalate(actor: Actor, key: UUID) -> None:
    row = Difficulty.objects.select_for_update().get(pk=key)
    moment = campaign_now()
    if not row.waiting or row.escalated_at is not None or row.due_at >= moment:
        return
    row.tier, row.escalated_at = Tier.PROVINCE, moment
    row.save(update_fields=["tier", "escalated_at"])
    told(row, EventKind.ESCALATED, actor)


@transaction.atomic
def _close(actor: Actor, key: UUID) -> None:
    row = Difficulty.objects.select_for_update().get(pk=key)
    if row.state != State.ANSWERED:
        return
    row.state, row.closed_at = State.CLOSED, campaign_now()
    row.save(update_fields=["state", "closed_at"])
    told(row, EventKind.CLOSED, actor)
