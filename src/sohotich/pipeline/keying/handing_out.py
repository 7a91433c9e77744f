"""Which of the waiting registrations are handed to one keyer, and in what order of books."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.models import WorkItem
from sohotich.register.books.handing_out import turn_of


def in_turn(actor: Actor, rows: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
    """Those of the books that are this keyer's to key, books that an officer put first before the
    others; within them what came back first, then book by book in its order.
    """
    turn = turn_of(actor)
    if turn.closed:
        rows = rows.exclude(group__in=[str(key) for key in turn.closed])
    if not turn.first:
        return rows
    first = When(group__in=[str(key) for key in turn.first], then=Value(0))
    ranked = rows.annotate(turn=Case(first, default=Value(1)))
    return ranked.order_by("turn", "-priority", "group", "position", "key")


def wanted_first(actor: Actor, book: UUID | None) -> Collection[UUID]:
    """Books whose registrations must be on offer before the others of a long list."""
    return {book} if book is not None else turn_of(actor).first
