"""The thing an address names, for the person it is meant for; others are told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.pipeline.workbooks.models import Sending, SentFile


def sending_asked(request: ActorRequest, key: UUID) -> Sending:
    """The person's own sending, else Http404."""
    return get_object_or_404(Sending, pk=key, by=request.actor.key)


def file_asked(request: ActorRequest, key: UUID) -> SentFile:
    """A file of the person's own, else Http404."""
    return get_object_or_404(SentFile, pk=key, by=request.actor.key)
