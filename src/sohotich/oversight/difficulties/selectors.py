"""Questions about difficulties: which are open, for whom they wait, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from sohotich.oversight.difficulties.models import Difficulty, DifficultyEvent, State


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
