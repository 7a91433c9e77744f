"""JSON of a day's work on a keyer's machine: what it holds, its letters, what is to be erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.json_body import json_body, key_of, text_of, unreadable
from sohotich.foundation.people.actors import UnknownActor, actor_for
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import (
    ActorRequest,
    Forbidden,
    actor_of,
    public,
    requires,
    unattended,
)
from sohotich.foundation.policies.services import number
from sohotich.pipeline.keying.api import answering
from sohotich.pipeline.keying.asked import reading_asked
from sohotich.pipeline.keying.holding import TakenOver, in_hand
from sohotich.pipeline.keying.keying_data import findings_data
from sohotich.pipeline.keying.lease_data import lease_data, leased_record
from sohotich.pipeline.keying.leasing import lease_of
from sohotich.pipeline.keying.letter_body import packet_of
from sohotich.pipeline.keying.letters import Letter, Taken, letters_take
from sohotich.register.records.errors import ReadingClosed
from sohotich.register.records.models import Reading
from sohotich.register.records.selectors import trace_reading

# One request of a few seconds; the browser sends the next as soon as this one is answered.
_MOST_LETTERS = 400
_MOST_PEOPLE = 50


@unattended
@require_GET
@requires("keying.key")
def lease(request: ActorRequest) -> HttpResponse:
    """What this person's lease holds now: the browser downloads it and drops everything else."""
    return JsonResponse({"lease": lease_data(request.actor), "now": _milliseconds()})


@unattended
@require_GET
@requires("keying.key")
def record(request: ActorRequest, key: UUID) -> HttpResponse:
    """One registration in hand with its form and what is filled in already. Audited."""
    found = reading_asked(request, key)
    if not in_hand(request.actor, found):
        raise Forbidden(f"Số {found.entry.label} không còn do anh/chị giữ.")
    trace_reading(actor=request.actor, entry=found.entry, purpose="keying")
    return JsonResponse(leased_record(actor=request.actor, reading=found.key))


@require_POST
@requires("keying.key")
@answering
def letters(request: ActorRequest) -> HttpResponse:
    """Letters that waited, `{"letters": [{url, body}]}`, each as it would be sent to its own
    address; `{"answers": […]}` in their order, a refused one as `{"error", "status"}`.
    """
    sent = json_body(request).get("letters")
    if not isinstance(sent, list) or len(sent) > _MOST_LETTERS:
        raise unreadable("letters")
    known: dict[UUID, Reading | None] = {}
    asked = [_letter(request, one, known) for one in sent]
    taken = iter(letters_take(actor=request.actor, letters=[one for one in asked if one]))
    answers = []
    for one in asked:
        own = known[one.reading] if one is not None else None
        answers.append(_answer(next(taken), own) if own is not None else _NOT_THERE)
    return JsonResponse({"answers": answers})


_NOT_THERE = {"status": 404, "error": {"message": "Không tìm thấy lần nhập này."}}


def _letter(
    request: ActorRequest, sent: object, known: dict[UUID, Reading | None]
) -> Letter | None:
    """The letter, None where the person has no such reading."""
    if not isinstance(sent, dict) or not isinstance(sent.get("body"), dict):
        raise unreadable("letters")
    try:
        match = resolve(text_of(sent, "url"))
    except Resolver404:
        raise unreadable("url") from None
    if match.view_name not in ("keying:save", "keying:finish"):
        raise unreadable("url")
    key: UUID = match.kwargs["key"]
    if key not in known:
        known[key] = _own(request, key)
    if known[key] is None:
        return None
    return Letter(key, packet_of(sent["body"]) if match.view_name == "keying:save" else None)


def _own(request: ActorRequest, key: UUID) -> Reading | None:
    try:
        return reading_asked(request, key)
    except Http404:
        return None


def _answer(taken: Taken, asked: Reading) -> dict[str, Any]:
    if taken.refused is not None:
        return _told(taken.refused, isinstance(taken.refused, ReadingClosed))
    if taken.late:
        # Stored, beside what counts: the keyer must know.
        return {"late": True, **_told(TakenOver(asked.entry), True)}
    found = taken.reading
    return {
        "stored": taken.stored,
        "late": False,
        "findings": findings_data(found, taken.findings) if found is not None else {},
    }


def _told(error: UserError, kept: bool) -> dict[str, Any]:
    words = {"message": error.message, "where": error.where, "mend": error.mend}
    return {"status": 409 if kept else 400, "error": words}


@unattended
@require_POST
@public
def copies(request: HttpRequest) -> HttpResponse:
    """What lies in this browser and for how long: of `{"people": [keys]}` those whose account is
    over, whether the person signed in holds a lease, the limits. Asked on every page, also before
    anybody signs in: an account that is over signs in no more.
    """
    people = json_body(request).get("people", [])
    if not isinstance(people, list) or len(people) > _MOST_PEOPLE:
        raise unreadable("people")
    keys = [key_of(one) for one in people]
    actor = actor_of(request)
    return JsonResponse(
        {
            "ended": [str(key) for key in keys if _is_over(key)],
            "person": str(actor.key) if actor is not None else "",
            "leased": actor is not None and lease_of(actor) is not None,
            "hours": number("keying.local_hours"),
            "days": number("keying.unsent_days"),
            "now": _milliseconds(),
        }
    )


def _is_over(key: UUID) -> bool:
    user = User.objects.filter(pk=key).first()
    if user is None:
        return True
    try:
        return not actor_for(user).grants
    except UnknownActor:
        return True


def _milliseconds() -> int:
    return int(now().timestamp() * 1000)
