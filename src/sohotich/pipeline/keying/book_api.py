"""What a keyer asks and tells of the book at hand: where its fields stand, what its others say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sohotich.domain.record_types import record_type
from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import (
    ActorRequest,
    Forbidden,
    requires,
    unattended,
)
from sohotich.pipeline.keying.asked import reading_asked
from sohotich.pipeline.keying.holding import in_hand
from sohotich.pipeline.keying.in_book import in_book, told
from sohotich.pipeline.keying.keying_data import MARK_STORED
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
