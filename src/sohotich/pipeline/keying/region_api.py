"""The letter that says where the fields of a book stand on its pictures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.keying.asked import reading_asked
from sohotich.pipeline.keying.regions import regions_save


@require_POST
@requires("region.teach")
def regions(request: ActorRequest, key: UUID) -> HttpResponse:
    """Body {"regions": {field: [x, y, w, h]}}: all of them at once, as they lie on the picture."""
    found = reading_asked(request, key)
    told = json_body(request).get("regions")
    if not isinstance(told, dict):
        raise unreadable("regions")
    saved = regions_save(actor=request.actor, entry=found.entry, regions=told)
    return JsonResponse({"version": saved.version, "regions": saved.regions})
