"""Decisions that went against somebody's readings; contests that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant
from sohotich.foundation.policies.services import number
from sohotich.register.contests.against import Said, is_against
from sohotich.register.contests.models import Contest, ContestState
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.selectors import SETTLED

WINDOW = "contest.hours"
# Once signed, a book is changed by reopening it alone.
CONTESTABLE = ("agreed", "reviewed")
_RIGHT = "dispute.settle"
_ANSWERING = tuple(role for role, rights in ROLE_PERMISSIONS.items() if _RIGHT in rights)


@dataclass(frozen=True)
class Against:
    """One field decided against one's own reading, and what became of it.

    `until`: the last moment to contest, None once that is over or a contest was raised.
    """

    entry: Entry
    reading: Reading
    decision: UUID
    field: str
    mine: Said
    decided: Said
    decided_at: datetime
    until: datetime | None
    contest: Contest | None


def decided_against(actor: Actor) -> list[Against]:
    """Fields of the person's own readings that were decided otherwise, the newest first: those that
    may still be contested, and those contested. Nothing of another reading, nothing of an entry
    that is being keyed anew.
    """
    hours = number(WINDOW)
    since = now() - timedelta(hours=hours)
    own = list(Contest.objects.filter(keyer=actor.key))
    # The decision and the entry are no keyer's to see; only the decided value is told.
    with as_service("keying", actor.units("keying.key")):
        decisions = Reading.objects.filter(
            kind=ReadingKind.DECISION, state=ReadingState.COMPLETE
        ).filter(Q(completed_at__gte=since) | Q(pk__in=[one.decision for one in own]))
        mine = Reading.objects.filter(
            by=actor.key, kind=ReadingKind.KEYING, slot__gt=0, state=ReadingState.COMPLETE,
            entry__state__in=SETTLED, entry__in=decisions.values("entry_id"),
        ).select_related("entry__book")  # fmt: skip
        readings = {reading.entry_id: reading for reading in mine}
        rows = [
            row
            for decision in decisions.filter(entry__in=readings)
            for row in _rows(readings[decision.entry_id], decision, hours, own)
        ]
    return sorted(rows, key=lambda row: row.decided_at, reverse=True)


def _rows(
    reading: Reading, decision: Reading, hours: int, contests: Iterable[Contest]
) -> Iterable[Against]:
    done = decision.completed_at
    if done is None or reading.completed_at is None or done < reading.completed_at:
        return
    raised = {one.field: one for one in contests if one.reading == reading.key}
    over = done + timedelta(hours=hours)
    may = reading.entry.state in CONTESTABLE and now() < over
    for field, choice in decision.choices.items():
        mine = Said.of(reading.values, reading.marks, field)
        decided = Said.of(decision.values, decision.marks, field)
        contest = raised.get(field)
        if not is_against(reading.slot, choice, mine, decided):
            continue
        if may or contest is not None:
            until = over if may and contest is None else None
            yield Against(
                reading.entry, reading, decision.key, field, mine, decided, done, until, contest
            )


def answered_unseen(actor: Actor) -> int:
    """How many answers wait for the person who asked."""
    rows = Contest.objects.filter(keyer=actor.key, seen_at=None)
    return rows.exclude(state=ContestState.OPEN).count()


def contests_waiting(actor: Actor) -> QuerySet[Contest]:
    """Open contests of the person's units that they may answer, the oldest first."""
    rows = Contest.objects.filter(state=ContestState.OPEN, entry__state__in=CONTESTABLE)
    units = actor.units(_RIGHT)
    if units is not None:
        rows = rows.filter(unit_code__in=list(units))
    mine = [one.key for one in rows.select_related("entry") if may_answer(actor, one)]
    return rows.filter(pk__in=mine).select_related("entry__book")


def may_answer(actor: Actor, contest: Contest) -> bool:
    """Whether this person may answer: they have the right, keyed neither reading, and did not
    decide themselves where somebody else could answer instead.
    """
    if not actor.can(_RIGHT, contest.unit_code):
        return False
    with as_service("keying", frozenset({contest.unit_code})):
        keyers = _keyers(contest)
        decider = Reading.objects.filter(pk=contest.decision).values_list("by", flat=True).first()
    if actor.key in keyers:
        return False
    return actor.key != decider or not (_answerers(contest.unit_code) - keyers - {actor.key})


def _keyers(contest: Contest) -> set[UUID]:
    rows = Reading.objects.filter(entry=contest.entry_id, slot__gt=0, state=ReadingState.COMPLETE)
    return set(rows.values_list("by", flat=True))


def _answerers(unit: str) -> set[UUID]:
    """Everybody with the right in this unit today."""
    today = campaign_today()
    grants = Grant.objects.filter(unit_code=unit, role__in=_ANSWERING, user__is_active=True).filter(
        Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_to=None) | Q(valid_to__gte=today)
    )
    ended = Q(user__valid_to__lt=today)
    return set(grants.exclude(ended).values_list("user_id", flat=True))
