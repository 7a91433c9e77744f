"""What waits in the queues."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.models import WorkItem


def open_to(person: UUID, at: datetime) -> Q:
    """Items nobody holds at that moment and this person is not barred from."""
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
    return free & ~Q(barred__contains=[person])


def waiting(
    actor: Actor, queue: str, *, unit: str | None = None, group: str | None = None
) -> QuerySet[WorkItem]:
    """Items the actor could take from a queue now, in the order they would be handed out."""
    rows = WorkItem.objects.filter(open_to(actor.key, now()), queue=queue)
    if unit is not None:
        rows = rows.filter(unit_code=unit)
    if group is not None:
        rows = rows.filter(group=group)
    return rows.order_by("-priority", "group", "position", "key")


def held(actor: Actor, queue: str | None = None) -> QuerySet[WorkItem]:
    """Items the actor holds now."""
    rows = WorkItem.objects.filter(claimed_by=actor.key, claimed_until__gt=now())
    return rows.filter(queue=queue) if queue else rows


def item_of(queue: str, subject_key: UUID) -> WorkItem | None:
    """The item of something in a queue."""
    return WorkItem.objects.filter(queue=queue, subject_key=subject_key).first()
