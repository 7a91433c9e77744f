"""What an address asks for, for somebody who may see it; else 404."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.oversight.difficulties.attachments import opened
from sohotich.oversight.difficulties.audience import shown_to
from sohotich.oversight.difficulties.models import Broadcast, Difficulty
from sohotich.oversight.difficulties.people import sees


def difficulty_asked(request: ActorRequest, key: UUID) -> Difficulty:
    row = Difficulty.objects.filter(pk=key).first()
    if row is None or not sees(request.actor, row):
        raise Http404
    return row


def broadcast_asked(request: ActorRequest, key: UUID) -> Broadcast:
    row = Broadcast.objects.filter(pk=key).first()
    if row is None or not shown_to(request.actor, row):
        raise Http404
    return row


def file_response(request: ActorRequest, *, unit: str, link: UUID, shown: bool) -> FileResponse:
    """A stored file of something the actor was found to see; never kept by the browser."""
    found = opened(actor=request.actor, unit=unit, link=link, purpose="screen")
    if found is None:
        raise Http404
    file, about = found
    return FileResponse(
        file,
        as_attachment=not shown,
        filename=about.name,
        content_type=about.media_type,
        headers={"Cache-Control": "private, no-store"},
    )
