"""What stands on every page until it is read: urgent broadcasts, and those one was reminded of."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from sohotich.foundation.pages.notices import Standing
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.difficulties.audience import unread
from sohotich.oversight.difficulties.models import Broadcast, Importance

_SHOWN = 2


def broadcast_notices(actor: Actor) -> Iterable[Standing]:
    """At most two, the newest; by title alone."""
    pressing = [row for row in unread(actor) if _presses(row)]
    for row in pressing[:_SHOWN]:
        yield Standing(
            f"{row.unit_name}: {row.title}",
            "Mở thông báo và xác nhận đã đọc." if row.must_confirm else "Mở thông báo để đọc.",
            "Đọc thông báo",
            reverse("difficulties:broadcast", args=[row.key]),
        )


def _presses(row: Broadcast) -> bool:
    return row.importance == Importance.URGENT or row.reminded_at is not None
