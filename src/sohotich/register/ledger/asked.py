"""The registration an address names, for somebody of its unit; others are told there is none."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.ledger.models import Entry


def entry_asked(request: ActorRequest, key: UUID, permission: str = "book.view") -> Entry:
    """The entry with its book, where the person holds `permission`; else Http404."""
    entry = get_object_or_404(Entry.objects.select_related("book"), pk=key)
    if not request.actor.can(permission, entry.unit_code):
        raise Http404
    return entry
