"""What a keyer asks and tells of the book at hand: where its fields stand, what its others say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import (
    ActorRequest,
    Forbidden,
    requires,
    unattended,
)
from sohotich.pipeline.keying.asked import reading_asked
from sohotich.pipeline.keying.hints import hints_for
from sohotich.pipeline.keying.holding import in_hand
from sohotich.pipeline.keying.in_book import in_book, told
from sohotich.pipeline.keying.keying_data import MARK_STORED
from sohotich.pipeline.keying.proposing import regions_proposed
from sohotich.pipeline.keying.regions import regions_save


@require_POST
@requires("region.teach")
def regions(request: ActorRequest, key: UUID) -> HttpResponse:
    """Body {"regions": {field: [x, y, w, h]}}: all of them at once, as they lie on the picture."""
    found = reading_asked(request, key)
    given = json_body(request).get("regions")
    if not isinstance(given, dict):
        raise unreadable("regions")
    saved = regions_save(actor=request.actor, entry=found.entry, regions=given)
    return JsonResponse({"version": saved.version, "regions": saved.regions})


@require_POST
@requires("region.teach")
def proposed_regions(request: ActorRequest, key: UUID) -> HttpResponse:
    """{"places": {field: {x, y, w, h, sure}}, "words": why there are none}; nothing is kept."""
    found = reading_asked(request, key)
    if not in_hand(request.actor, found):
        raise Forbidden(f"Số {found.entry.label} không còn do anh/chị giữ.")
    proposed = regions_proposed(actor=request.actor, entry=found.entry)
    return JsonResponse({"places": proposed.places, "words": proposed.words})


@unattended
@require_GET
@requires("keying.key")
def hints(request: ActorRequest, key: UUID) -> HttpResponse:
    """{"hints": {field: {value, sure}}} of a registration in the keyer's hands; see `hints`."""
    found = reading_asked(request, key)
    if not in_hand(request.actor, found):
        raise Forbidden(f"Số {found.entry.label} không còn do anh/chị giữ.")
    read = hints_for(actor=request.actor, reading=found)
    told = {field: {"value": hint.text, "sure": hint.confidence} for field, hint in read.items()}
    answer = JsonResponse({"hints": told})
    answer["Cache-Control"] = "private, no-store"
    return answer


@unattended
@require_POST
@requires("keying.key")
def beside_others(request: ActorRequest, key: UUID) -> HttpResponse:
    """What is doubtful beside the other registrations of the book, for one in the keyer's hands.

    Body {"values": {field: value}, "marks": {field: mark}} as they stand on the screen.
    """
    found = reading_asked(request, key)
    if not in_hand(request.actor, found):
        raise Forbidden(f"Số {found.entry.label} không còn do anh/chị giữ.")
    body = json_body(request)
    marks = {field: MARK_STORED.get(mark, mark) for field, mark in _texts(body, "marks").items()}
    values = _texts(body, "values")
    findings = in_book(actor=request.actor, entry=found.entry, values=values, marks=marks)
    return JsonResponse({"findings": told(record_type(found.type_code), findings)})


def _texts(body: dict[str, Any], name: str) -> dict[str, str]:
    given = body.get(name, {})
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise unreadable(name)
    return given
