"""A day's work as the keying screen takes it: what to download, how long it may lie there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from sohotich.foundation.pages import front_end
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.policies.services import number
from sohotich.pipeline.keying.keying_data import (
    finished_today,
    last_finished,
    lease_urls,
    record_data,
    short_label,
)
from sohotich.pipeline.keying.leasing import in_hand_of, lease_of, leased_readings
from sohotich.pipeline.keying.selectors import keying_payload


def lease_data(actor: Actor) -> dict[str, Any]:
    """`LeaseData`: what is held now, in its order; `until` None where nothing was fetched."""
    lease = lease_of(actor)
    readings = leased_readings(actor) if lease is not None else []
    return {
        "until": lease.until.isoformat() if lease is not None else None,
        "total": lease.total if lease is not None else 0,
        "records": [
            {"reading": str(reading.key), "url": reverse("keying:record", args=[reading.key])}
            for reading in readings
        ],
        "urls": lease_urls(reading.book_id for reading in readings),
        "screen": [reverse("keying:desk"), *front_end.files_of("shell", "keying")],
    }


def lease_context(actor: Actor) -> dict[str, Any]:
    """What the keyer's own page says of a day's work: held now, left of it, the most there is."""
    lease = lease_of(actor)
    return {
        "lease": lease,
        "lease_left": in_hand_of(lease).count() if lease is not None else 0,
        "lease_most": number("keying.lease_records"),
        "may_take_back": actor.can_somewhere("work.assign"),
    }


def desk_data(actor: Actor) -> dict[str, Any]:
    """The keying screen's data without a registration: those lie in the browser."""
    return {
        "book": {"label": "", "title": "", "total": 0, "done": 0},
        "pause": reverse("keying:pause"),
        "ahead": {"url": reverse("keying:ahead"), "count": number("keying.claim_batch") - 1},
        "after": reverse("keying:start"),
        "last": last_finished(actor),
        "today": finished_today(actor),
        "mayTeach": False,
        "record": None,
    }


def leased_record(*, actor: Actor, reading: UUID) -> dict[str, Any]:
    """`RecordData` of one's own reading with the book it is of, for the browser to keep."""
    payload = keying_payload(actor=actor, reading=reading)
    return {**record_data(payload), "book": short_label(payload.book)}
