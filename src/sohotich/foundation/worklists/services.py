"""Handing out human work so that no item is ever in two hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from sohotich.foundation.database.bulk import among
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.gates import ensure_open
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import open_to


class NotHeld(UserError):
    """The lease has run out or somebody else holds the item now."""

    def __init__(self) -> None:
        super().__init__(
            "Phần việc này không còn do anh/chị giữ.",
            mend="Mở lại danh sách việc để nhận tiếp. Những gì đã lưu vẫn còn.",
        )


def offer(
    *,
    queue: str,
    subject_key: UUID,
    unit: str,
    group: str = "",
    priority: int = 0,
    position: int = 0,
    barred: Iterable[UUID] = (),
) -> WorkItem:
    """Put a piece of work into a queue; offering it again renews what is said about it.

    Higher `priority` first, then group by group, by `position` in the group. `barred` people never
    get it. A lease under way stays.
    """
    item, _ = WorkItem.objects.update_or_create(
        queue=queue,
        subject_key=subject_key,
        defaults={
            "unit_code": unit,
            "group": group,
            "priority": priority,
            "position": position,
            "barred": sorted(set(barred)),
        },
    )
    return item


def offer_many(*, queue: str, offered: Sequence[WorkItem]) -> None:
    """Put pieces not offered yet into a queue, filled in as `offer` would; one that somebody else
    offered this very moment stays as it is.
    """
    for item in offered:
        item.queue = queue
        item.barred = sorted(set(item.barred))
    WorkItem.objects.bulk_create(offered, ignore_conflicts=True)


def claim_next(
    *,
    actor: Actor,
    queue: str,
    unit: str | None = None,
    group: str | None = None,
    minutes: int,
) -> WorkItem | None:
    """Take the next piece of a queue for `minutes` of real time; None when there is none.

    Work one holds already comes first, so that a lost page or a new device goes on where it was.
    The caller has checked the actor's right to this queue and unit. Raises NotYet as `claim`.
    """
    with transaction.atomic():
        held = _held(actor, queue, unit, group, minutes)
        if held is None:
            ensure_open(actor, queue)
        return held or _free(actor, queue, unit, group, minutes)


def claim(*, actor: Actor, item: WorkItem, minutes: int) -> WorkItem | None:
    """Take this very piece; None when it is in other hands or the actor is barred. Raises NotYet
    where something is to be done before, for work that is not in hand already.
    """
    with transaction.atomic():
        rows = WorkItem.objects.filter(pk=item.pk)
        # One's own is waited for: another letter of the same screen may be at it this moment.
        mine = rows.filter(claimed_by=actor.key).select_for_update().first()
        if mine is None:
            ensure_open(actor, item.queue)
        free = rows.filter(open_to(actor.key, now())).select_for_update(skip_locked=True)
        return _lease(mine or free.first(), actor, minutes)


@transaction.atomic
def claim_many(
    *, actor: Actor, rows: QuerySet[WorkItem], most: int, until: datetime
) -> list[WorkItem]:
    """Take the first `most` of these pieces, as `selectors.waiting` gives them, until a moment of
    real time; what is in other hands meanwhile is passed over. Raises NotYet as `claim`.
    """
    found = list(rows.select_for_update(skip_locked=True)[:most])
    for queue in {item.queue for item in found}:
        ensure_open(actor, queue)
    WorkItem.objects.filter(pk__in=[item.pk for item in found]).update(
        claimed_by=actor.key, claimed_until=until
    )
    return found


def release_many(*, person: UUID, rows: QuerySet[WorkItem]) -> int:
    """Give back what this person holds of these pieces; returns how many."""
    return rows.filter(claimed_by=person).update(claimed_by=None, claimed_until=None)


def _held(
    actor: Actor, queue: str, unit: str | None, group: str | None, minutes: int
) -> WorkItem | None:
    rows = _scope(queue, unit, group).filter(claimed_by=actor.key, claimed_until__gt=now())
    return _lease(rows.order_by("position", "key").select_for_update().first(), actor, minutes)


def _free(
    actor: Actor, queue: str, unit: str | None, group: str | None, minutes: int
) -> WorkItem | None:
    rows = _scope(queue, unit, group).filter(open_to(actor.key, now()))
    ordered = rows.order_by("-priority", "group", "position", "key")
    return _lease(ordered.select_for_update(skip_locked=True).first(), actor, minutes)


def _scope(queue: str, unit: str | None, group: str | None) -> QuerySet[WorkItem]:
    rows = WorkItem.objects.filter(queue=queue)
    if unit is not None:
        rows = rows.filter(unit_code=unit)
    return rows if group is None else rows.filter(group=group)


def _lease(item: WorkItem | None, actor: Actor, minutes: int) -> WorkItem | None:
    if item is None:
        return None
    until = _until(minutes)
    # A day's lease is not cut short by the minutes of a look.
    if item.claimed_by == actor.key and item.claimed_until is not None:
        until = max(until, item.claimed_until)
    item.claimed_by = actor.key
    item.claimed_until = until
    item.save(update_fields=["claimed_by", "claimed_until"])
    return item


def _until(minutes: int) -> datetime:
    return now() + timedelta(minutes=minutes)


def renew(*, actor: Actor, item: WorkItem, minutes: int) -> None:
    """Prolong one's lease, never shorten it; `NotHeld` once it is somebody else's or free again."""
    rows = WorkItem.objects.filter(pk=item.pk, claimed_by=actor.key)
    if not rows.update(claimed_until=Greatest(F("claimed_until"), _until(minutes))):
        raise NotHeld


def release(*, actor: Actor, item: WorkItem) -> None:
    """Give a piece back unfinished; nothing happens when it is not held."""
    rows = WorkItem.objects.filter(pk=item.pk, claimed_by=actor.key)
    rows.update(claimed_by=None, claimed_until=None)


def complete(*, actor: Actor, item: WorkItem) -> None:
    """The piece is done and leaves the queue; `NotHeld` when it is not the actor's any more."""
    if not WorkItem.objects.filter(pk=item.pk, claimed_by=actor.key).delete()[0]:
        raise NotHeld


def withdraw(*, queue: str, subject_key: UUID) -> bool:
    """Take a piece out of its queue whoever holds it; whether it was there."""
    return bool(WorkItem.objects.filter(queue=queue, subject_key=subject_key).delete()[0])


def withdraw_many(*, queue: str, subject_keys: Sequence[UUID]) -> int:
    """Take many pieces out of a queue whoever holds them; returns how many were there."""
    rows = WorkItem.objects.filter(among("worklists_workitem.subject_key", subject_keys))
    return rows.filter(queue=queue).delete()[0]


def expire() -> int:
    """Free every lease that has run out; returns how many. Claiming needs it not: lists do."""
    return WorkItem.objects.filter(claimed_until__lte=now()).update(
        claimed_by=None, claimed_until=None
    )
