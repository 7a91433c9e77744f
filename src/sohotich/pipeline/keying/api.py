"""The keying station's JSON: letters from the two islands, each safe to send twice."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from sohotich.foundation.pages.conflict import told_as_conflict
from sohotich.foundation.pages.json_body import have_of, json_body, key_of, number_of, text_of
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.keying.asked import dispute_asked, reading_asked
from sohotich.pipeline.keying.deciding import decision_letter, settle_letter
from sohotich.pipeline.keying.dispute_data import item_data
from sohotich.pipeline.keying.disputes import next_dispute
from sohotich.pipeline.keying.holding import (
    InOtherHands,
    TakenOver,
    dispute_put_off,
    reading_hold,
)
from sohotich.pipeline.keying.holding import disputes_put_down as put_down
from sohotich.pipeline.keying.keying_data import findings_data, record_data
from sohotich.pipeline.keying.letter_body import packet_of
from sohotich.pipeline.keying.selectors import keying_payload
from sohotich.pipeline.keying.services import fields_save, next_beyond, reading_finish
from sohotich.pipeline.keying.taking_back import NotTakenBack, reading_take_back
from sohotich.register.records.errors import ReadingClosed, ReadingError
from sohotich.register.records.models import ReadingState
from sohotich.register.records.services import reading_extra

# What is done or in other hands.
answering = told_as_conflict(TakenOver, InOtherHands, NotTakenBack, ReadingClosed)


@require_POST
@requires("keying.key")
@answering
def ahead(request: ActorRequest) -> HttpResponse:
    """One more registration than those `have` at hand; `so` in the address: of this book."""
    book = key_of(request.GET["so"]) if request.GET.get("so") else None
    assignment = next_beyond(actor=request.actor, have=have_of(request), book=book)
    if assignment is None:
        return JsonResponse({"item": None})
    payload = keying_payload(actor=request.actor, reading=assignment.reading.key)
    return JsonResponse({"item": record_data(payload)})


@require_POST
@requires("keying.key")
@answering
def save(request: ActorRequest, key: UUID) -> HttpResponse:
    """Store one field; answers the findings on everything keyed so far."""
    found = reading_asked(request, key)
    packet = packet_of(json_body(request))
    saved = fields_save(actor=request.actor, reading=found.key, packets=[packet])[0]
    if isinstance(saved, ReadingError):
        raise saved
    if saved.reading.state == ReadingState.SUPERSEDED:
        # Kept, but somebody else's reading counts: the keyer must know.
        raise TakenOver(found.entry)
    return JsonResponse(
        {
            "seq": saved.seq,
            "stored": saved.stored,
            "findings": findings_data(saved.reading, saved.findings),
        }
    )


@require_POST
@requires("keying.key")
@answering
def finish(request: ActorRequest, key: UUID) -> HttpResponse:
    """Complete the reading. What the other reading said is no business of this one."""
    found = reading_asked(request, key)
    if found.state == ReadingState.SUPERSEDED and found.completed_at is None:
        reading_extra(actor=request.actor, reading=found.key)
        raise TakenOver(found.entry)
    reading_finish(actor=request.actor, reading=found.key)
    return JsonResponse({"finished": True})


@unattended
@require_POST
@requires("keying.key")
@answering
def renew(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep the registration in hand while somebody thinks over it."""
    found = reading_asked(request, key)
    if found.completed_at is None:
        reading_hold(actor=request.actor, reading=found)
    return JsonResponse({"held": found.completed_at is None})


@require_POST
@requires("keying.key")
@answering
def take_back(request: ActorRequest, key: UUID) -> HttpResponse:
    """Open a reading just finished again; answers where it goes on."""
    found = reading_asked(request, key)
    draft = reading_take_back(actor=request.actor, reading=found.key)
    return JsonResponse({"url": reverse("keying:reading", args=[draft.key])})


@require_POST
@requires("dispute.settle")
@answering
def disputes_ahead(request: ActorRequest) -> HttpResponse:
    """One more dispute than those `have` at hand, of the last one's book while it has any."""
    have = have_of(request)
    entry = next_dispute(actor=request.actor, near=have[-1] if have else None, beyond=have)
    item = item_data(actor=request.actor, entry=entry) if entry is not None else None
    return JsonResponse({"item": item})


@unattended
@require_POST
@requires("dispute.settle")
@answering
def disputes_put_down(request: ActorRequest) -> HttpResponse:
    """The screen is left: what it only fetched ahead is free for others again."""
    return JsonResponse({"free": put_down(actor=request.actor, entries=have_of(request))})


@require_POST
@requires("dispute.settle")
@answering
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """One answer: A, B, S with a value, K, T, H ask later, U taken back."""
    entry = dispute_asked(request, key)
    body = json_body(request)
    stored = decision_letter(
        actor=request.actor,
        entry=entry,
        field=text_of(body, "field"),
        choice=text_of(body, "choice"),
        value=text_of(body, "value"),
        seq=number_of(body, "seq"),
    )
    return JsonResponse({"stored": stored})


@require_POST
@requires("dispute.settle")
@answering
def settle(request: ActorRequest, key: UUID) -> HttpResponse:
    """Every field is decided: make the record. Only now are the keyers named, on its page."""
    entry = dispute_asked(request, key)
    return JsonResponse({"settled": settle_letter(actor=request.actor, entry=entry)})


@require_POST
@requires("dispute.settle")
@answering
def put_off(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask later: behind the others, with what was decided so far."""
    dispute_put_off(actor=request.actor, entry=dispute_asked(request, key))
    return JsonResponse({"put_off": True})
