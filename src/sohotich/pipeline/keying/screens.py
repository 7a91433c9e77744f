"""The keyer's own page: what waits for this person, what they hold, how their day goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from sohotich.foundation.database.clock import day_began, now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.models import WorkItem
from sohotich.foundation.worklists.selectors import held
from sohotich.pipeline.keying.queues import ASKED, DISPUTE, FIRST, LOOKING, SECOND, VERIFY, standing
from sohotich.pipeline.keying.selectors import not_read_by
from sohotich.pipeline.keying.services import ORDER
from sohotich.register.books.handing_out import turn_of
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingKind, ReadingState

# A longer pause between two registrations was no work on the second.
_PAUSE_SECONDS: Final = 15 * 60
_ENOUGH_FOR_A_RATE: Final = 3
_ENOUGH_SECONDS: Final = 3 * 60


@dataclass(frozen=True)
class BookWaiting:
    """What one book has for this keyer: first and second readings nobody else holds."""

    book: Book
    first: int
    second: int

    @property
    def count(self) -> int:
        return self.first + self.second


@dataclass(frozen=True)
class OwnFigures:
    """Readings completed today, and per hour of keying; None while there are too few to tell."""

    today: int
    per_hour: int | None


def free_for(actor: Actor, queue: str, permission: str) -> QuerySet[Entry]:
    """Entries of a queue that this person could take now or has in hand."""
    taken = WorkItem.objects.filter(
        queue=queue, subject_key=OuterRef("pk"), claimed_until__gt=now()
    ).exclude(claimed_by=actor.key)
    return not_read_by(actor, standing(queue, actor.units(permission))).filter(~Exists(taken))


def books_waiting(actor: Actor) -> list[BookWaiting]:
    """Books with something to key for this person: those put first, then the furthest on."""
    turn = turn_of(actor)
    with as_service("keying", actor.units("keying.key")):
        first, second = (_by_book(actor, queue, turn.closed) for queue in (FIRST, SECOND))
    books = Book.objects.filter(pk__in={*first, *second}).order_by("label")
    rows = [BookWaiting(book, first.get(book.key, 0), second.get(book.key, 0)) for book in books]
    return sorted(rows, key=lambda row: (row.book.key not in turn.first, -row.second))


def _by_book(actor: Actor, queue: str, closed: Collection[UUID]) -> dict[UUID, int]:
    free = free_for(actor, queue, "keying.key").exclude(book_id__in=closed)
    rows = free.order_by().values_list("book_id")
    return dict(rows.annotate(count=Count("*")))


def waiting_to_key(actor: Actor) -> int:
    """How many registrations this person could key now."""
    closed = turn_of(actor).closed
    with as_service("keying", actor.units("keying.key")):
        return sum(
            free_for(actor, queue, "keying.key").exclude(book_id__in=closed).count()
            for queue in (FIRST, SECOND)
        )


def disputes_waiting(actor: Actor) -> int:
    """How many disputes this person could settle now."""
    return free_for(actor, DISPUTE, "dispute.settle").count()


def values_by_book(actor: Actor) -> list[tuple[Book, int]]:
    """Books with values that this person could look at now, and in how many registrations."""
    with as_service("keying", actor.units("value.verify")):
        rows = _values_free(actor).values_list("book_id").annotate(count=Count("*"))
        counts = dict(rows)
        books = list(Book.objects.filter(pk__in=counts).order_by("label"))
    return [(book, counts[book.key]) for book in books]


def values_waiting(actor: Actor) -> int:
    """In how many registrations this person could look at values now."""
    with as_service("keying", actor.units("value.verify")):
        return _values_free(actor).count()


def _values_free(actor: Actor) -> QuerySet[Entry]:
    """Those to look at, less what others have in hand, what this person keyed, and (but for those
    who answer) what somebody asked about.
    """
    units = actor.units("value.verify")
    items = WorkItem.objects.filter(subject_key=OuterRef("pk"))
    taken = items.filter(queue__in=LOOKING, claimed_until__gt=now()).exclude(claimed_by=actor.key)
    barred = items.filter(queue__in=LOOKING, barred__contains=[actor.key])
    free = not_read_by(actor, standing(VERIFY, units)).filter(~Exists(taken), ~Exists(barred))
    if actor.can_somewhere("dispute.settle"):
        return free.order_by()
    return free.filter(~Exists(items.filter(queue=ASKED))).order_by()


def verified_today(actor: Actor) -> int:
    """In how many registrations this person has looked at values since the campaign's midnight."""
    return Reading.objects.filter(
        by=actor.key,
        kind=ReadingKind.VERIFICATION,
        state=ReadingState.COMPLETE,
        completed_at__gte=day_began(),
    ).count()


def readings_in_hand(actor: Actor) -> list[Reading]:
    """The actor's drafts whose lease runs, in the order of their books."""
    entries = held(actor).filter(queue__in=ORDER).values("subject_key")
    return list(
        Reading.objects.filter(
            by=actor.key, state=ReadingState.DRAFT, slot__gt=0, entry__in=entries
        )
        .select_related("entry__book")
        .order_by("entry__book", "entry__year", "entry__number", "key")
    )


def begun(readings: Iterable[Reading]) -> list[Reading]:
    """Those in which something was typed, last touched first: a packet's number grows with time."""
    typed = [one for one in readings if any(one.values.values()) or any(one.marks.values())]
    return sorted(typed, key=lambda one: max(one.sequence.values(), default=0), reverse=True)


def own_figures(actor: Actor) -> OwnFigures:
    """The person's own day by the campaign's clock."""
    finished = (
        Reading.objects.filter(by=actor.key, slot__gt=0, completed_at__gte=day_began())
        .order_by("completed_at")
        .values_list("entry_id", "slot", "completed_at")
    )
    # One taken back and finished again is one.
    latest = {(entry, slot): moment for entry, slot, moment in finished if moment is not None}
    moments = sorted(latest.values())
    return OwnFigures(len(moments), per_hour(moments))


def per_hour(moments: Sequence[datetime]) -> int | None:
    """Registrations per hour of work from the moments they were finished, in order.

    Pauses of more than a quarter of an hour do not count, neither does what came after one. None
    below three minutes of work: a rate of so little misleads.
    """
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    worked = [gap for gap in gaps if gap <= _PAUSE_SECONDS]
    if len(worked) < _ENOUGH_FOR_A_RATE - 1 or sum(worked) < _ENOUGH_SECONDS:
        return None
    return round(len(worked) * 3600 / sum(worked))


def settled_today(actor: Actor) -> int:
    """How many disputes this person has settled since the campaign's midnight."""
    return Reading.objects.filter(
        by=actor.key,
        kind=ReadingKind.DECISION,
        state=ReadingState.COMPLETE,
        completed_at__gte=day_began(),
    ).count()


@dataclass(frozen=True)
class DisputeRow:
    """One dispute of the list, and whose hands it is in."""

    entry: Entry
    in_my_hands: bool
    in_other_hands: bool
    put_off: bool


def dispute_rows(actor: Actor) -> list[DisputeRow]:
    """Disputes of the person's units that they may settle, those in hand first."""
    entries = not_read_by(actor, standing(DISPUTE, actor.units("dispute.settle")))
    items = {
        item.subject_key: item
        for item in WorkItem.objects.filter(queue=DISPUTE, subject_key__in=entries.values("pk"))
    }
    moment = now()
    rows = []
    for entry in entries.select_related("book").order_by("book__label", "year", "number", "key"):
        item = items.get(entry.key)
        leased = item is not None and item.claimed_until is not None and item.claimed_until > moment
        mine = leased and item is not None and item.claimed_by == actor.key
        off = item is not None and item.priority < 0
        rows.append(DisputeRow(entry, mine, leased and not mine, off))
    return sorted(rows, key=lambda row: (not row.in_my_hands, row.in_other_hands, row.put_off))
