"""Questions about difficulties: which are open, for whom they wait, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.models import Difficulty, DifficultyEvent, State, Tier
from sohotich.oversight.difficulties.people import ANSWER, VIEW, of_department

WAITING = (State.OPEN, State.IN_PROGRESS)


@dataclass(frozen=True)
class Line:
    """A difficulty as a report tells it: `category`, `urgency` in words."""

    category: str
    urgency: str
    text: str
    raised_at: datetime
    answered: bool


def open_on(unit: str, day: date) -> list[Line]:
    """The unit's own difficulties that were not closed at the end of that day of the campaign's
    calendar, the oldest first; `answered` as they stood then.
    """
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    then = DifficultyEvent.objects.filter(difficulty=OuterRef("pk"), campaign_at__lt=end)
    state = Subquery(then.order_by("-campaign_at", "-key").values("state")[:1])
    rows = Difficulty.objects.filter(unit_code=unit, raised_at__lt=end).annotate(then=state)
    return [
        Line(
            row.get_category_display(),
            row.get_urgency_display(),
            row.text,
            row.raised_at,
            row.then == State.ANSWERED,
        )
        for row in rows.order_by("raised_at", "key")
        if row.then not in (None, State.CLOSED)
    ]


def visible(actor: Actor) -> QuerySet[Difficulty]:
    """What the actor raised, and what the units raised that they look after."""
    units = actor.units(VIEW)
    if units is None:
        return Difficulty.objects.all()
    return Difficulty.objects.filter(Q(unit_code__in=units) | Q(raised_by=actor.key))


def waiting_for(actor: Actor) -> QuerySet[Difficulty]:
    """What the actor is to answer, the one due first in front: of the department what was passed
    on or is overdue (it goes up by itself), of a district what is still its own.
    """
    if not actor.can_somewhere(ANSWER):
        return Difficulty.objects.none()
    rows = visible(actor).filter(state__in=WAITING).order_by("due_at", "key")
    if of_department(actor):
        return rows.filter(Q(tier=Tier.PROVINCE) | Q(due_at__lt=campaign_now()))
    return rows.filter(tier=Tier.DISTRICT, unit_code__in=actor.units(ANSWER) or ())


def came_back(actor: Actor) -> QuerySet[Difficulty]:
    """The actor's own that are answered and wait to be closed or reopened."""
    mine = Difficulty.objects.filter(raised_by=actor.key, state=State.ANSWERED)
    return mine.order_by("answered_at", "key")


def waiting_count(actor: Actor) -> int:
    """What the menu counts: to answer, and answered."""
    return waiting_for(actor).count() + came_back(actor).count()
