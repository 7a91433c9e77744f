"""A day's work handed out in one go, for a machine that may lose its line; and its way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.policies.services import number
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held
from sohotich.foundation.worklists.services import claim_many, release_many
from sohotich.pipeline.keying.handing_out import wanted_first
from sohotich.pipeline.keying.models import Lease
from sohotich.pipeline.keying.queues import STATE_OF, clear, synchronize
from sohotich.pipeline.keying.services import ORDER, SLOT, free_items, one_request_at_a_time
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState
from sohotich.register.records.services import readings_start


class NothingToLease(UserError):
    """No registration waits for this person, or the province lets nobody take work away."""


class LeaseOver(UserError):
    """The lease has been ended meanwhile."""


def lease_of(actor: Actor) -> Lease | None:
    """The actor's lease that runs now."""
    return Lease.objects.filter(by=actor.key, ended_at__isnull=True, until__gt=now()).first()


@transaction.atomic
def lease_take(*, actor: Actor, book: UUID | None = None) -> Lease:
    """Fill the actor's hands up to the day's work, all of it held until the lease ends.

    What is in hand already counts; `book`: of this book alone. A lease is of one unit: that of the
    first registration that waits. Set-based: hundreds take the time of a few. Raises Forbidden,
    NothingToLease.
    """
    if not actor.can_somewhere("keying.key"):
        raise Forbidden("Anh/chị chưa được giao nhập liệu.")
    most = number("keying.lease_records")
    if not most:
        raise NothingToLease("Tỉnh không cho lấy việc về máy.", mend="Nhập từng trường hợp một.")
    one_request_at_a_time(actor)
    Lease.objects.filter(by=actor.key, ended_at__isnull=True, until__lte=now()).update(
        ended_at=now()
    )
    running = lease_of(actor)
    taken = _fill(actor, book, most, running.unit_code if running else None)
    in_hand = held(actor).filter(queue__in=ORDER)
    unit = running.unit_code if running else _unit_of(in_hand)
    if unit is None:
        raise NothingToLease(
            "Không còn trường hợp nào cho anh/chị lúc này.",
            mend="Có việc khi có trang được xác nhận hoặc người khác nhập xong lần một.",
        )
    until = now() + timedelta(hours=number("keying.lease_hours"))
    in_hand.filter(unit_code=unit).update(claimed_until=until)
    lease = running or Lease(unit_code=unit, by=actor.key, by_name=actor.name, taken_at=now())
    lease.until = until
    lease.total = in_hand.filter(unit_code=unit).count()
    lease.save()
    audit.record(
        actor=actor,
        action="lease.take",
        unit=unit,
        subject="lease",
        key=lease.key,
        purpose="keying",
        facts={"readings": [str(reading) for reading in taken], "until": until.isoformat()},
    )
    return lease


def _unit_of(rows: QuerySet[WorkItem]) -> str | None:
    first = rows.order_by("queue", "position").values_list("unit_code", flat=True).first()
    return str(first) if first is not None else None


def _fill(actor: Actor, book: UUID | None, most: int, unit: str | None) -> list[UUID]:
    """Claim and begin what is free, as far as the cap goes; returns the readings begun."""
    until = now() + timedelta(hours=number("keying.lease_hours"))
    taken: list[UUID] = []
    for queue in ORDER:
        _offer(actor, queue, most, wanted_first(actor, book))
        room = most - held(actor).filter(queue__in=ORDER).count()
        rows = free_items(actor, queue, book)
        unit = unit or rows.values_list("unit_code", flat=True).first()
        if room <= 0 or unit is None:
            continue
        rows = rows.filter(unit_code=unit)
        items = claim_many(actor=actor, rows=rows, most=room, until=until)
        taken += _begin(actor, queue, items)
    return taken


def _offer(actor: Actor, queue: str, most: int, before_others: Collection[UUID]) -> None:
    """Put as much into the queue as a lease may take: one call offers a commune's morning."""
    offered = 0
    while offered < most:
        more = synchronize(queue, actor.units("keying.key"), before_others)
        if not more:
            return
        offered += more


def _begin(actor: Actor, queue: str, items: list[WorkItem]) -> list[UUID]:
    keys = [item.subject_key for item in items]
    entries = list(Entry.objects.select_related("book").filter(pk__in=keys))
    there = [entry for entry in entries if entry.state == STATE_OF[queue]]
    drafts = readings_start(actor=actor, entries=there, slot=SLOT[queue])
    for entry in entries:
        # Stale, or offered before the other reading had a name: offered anew where it belongs.
        if entry.key not in drafts:
            clear(queue, entry)
    return [reading.key for reading in drafts.values()]


def leased_readings(actor: Actor) -> list[Reading]:
    """The actor's drafts in hand, in the order in which they would be handed out one by one."""
    items = held(actor).filter(queue__in=ORDER)
    place = {
        item.subject_key: (ORDER.index(item.queue), -item.priority, item.group, item.position)
        for item in items
    }
    rows = Reading.objects.filter(
        by=actor.key, state=ReadingState.DRAFT, slot__gt=0, entry__in=list(place)
    )
    return sorted(rows, key=lambda row: place[row.entry_id])


def in_hand_of(lease: Lease) -> QuerySet[WorkItem]:
    """What the lease still holds."""
    rows = WorkItem.objects.filter(claimed_by=lease.by, unit_code=lease.unit_code, queue__in=ORDER)
    return rows.filter(claimed_until__gt=now())


def leases_running(units: Collection[str] | None) -> list[Lease]:
    """The leases that run in these units (None: all), the oldest first."""
    rows = Lease.objects.filter(ended_at__isnull=True, until__gt=now())
    return list((rows if units is None else rows.filter(unit_code__in=units)).order_by("taken_at"))


def leased_by_book(units: Collection[str] | None) -> dict[UUID, int]:
    """How many registrations of each book lie on somebody's machine, in these units (None: all)."""
    holders = {(lease.by, lease.unit_code) for lease in leases_running(units)}
    rows = (
        WorkItem.objects.filter(
            claimed_by__in={by for by, _ in holders}, queue__in=ORDER, claimed_until__gt=now()
        )
        .values_list("group", "claimed_by", "unit_code")
        .annotate(count=Count("key"))
    )
    books: Counter[UUID] = Counter()
    for book, by, unit, count in rows.order_by():
        if (by, unit) in holders:
            books[UUID(book)] += count
    return books


@transaction.atomic
def lease_end(*, actor: Actor) -> int:
    """Give the day's work back; drafts stay with what was typed. Returns how many were free."""
    lease = lease_of(actor)
    if lease is None:
        return 0
    return _end(lease, actor, "lease.end")


@transaction.atomic
def lease_take_back(*, actor: Actor, lease: UUID) -> int:
    """An officer frees what somebody fetched to their machine; returns how many.

    What its keyer typed and sends later is kept: it counts where nobody has begun meanwhile, else
    it is kept beside. Raises Forbidden, LeaseOver.
    """
    found = Lease.objects.select_for_update().get(pk=lease)
    ensure(actor, "work.assign", found.unit_code)
    if found.ended_at is not None:
        raise LeaseOver("Việc này đã được trả lại rồi.", mend="Tải lại trang để xem.")
    return _end(found, actor, "lease.take_back")


def _end(lease: Lease, actor: Actor, action: str) -> int:
    count = release_many(person=lease.by, rows=in_hand_of(lease))
    lease.ended_at, lease.ended_by_name = now(), actor.name
    lease.save(update_fields=["ended_at", "ended_by_name"])
    audit.record(
        actor=actor,
        action=action,
        unit=lease.unit_code,
        subject="lease",
        key=lease.key,
        facts={"person": str(lease.by), "free": count},
    )
    return count
