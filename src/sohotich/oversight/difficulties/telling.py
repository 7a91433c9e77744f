"""What was done to a difficulty, written down: its own event, and the entry in the log."""

from __future__ import annotations

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, now
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.models import Difficulty, DifficultyEvent, EventKind
from sohotich.oversight.difficulties.names import kept_name
from sohotich.oversight.difficulties.people import office_name


def told(row: Difficulty, kind: EventKind, actor: Actor, text: str = "") -> None:
    """Write the event of now; the log holds codes, never what was said."""
    DifficultyEvent.objects.create(
        difficulty=row,
        kind=kind,
        state=row.state,
        text=text,
        actor_key=actor.key,
        actor_name=kept_name(actor),
        actor_unit=office_name(actor),
        at=now(),
        campaign_at=campaign_now(),
    )
    record(
        actor=actor,
        action=f"difficulty.{kind}",
        unit=row.unit_code,
        subject="difficulty",
        key=row.key,
        facts={"category": row.category, "urgency": row.urgency, "state": row.state},
    )
