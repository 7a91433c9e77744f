"""The page an address names, for somebody of its unit; anybody else is told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.images.models import Page


def page_asked(request: ActorRequest, key: UUID, permission: str) -> Page:
    """The page with its book and files, where the person holds `permission`; else Http404."""
    page = get_object_or_404(Page.objects.select_related("book", "link", "thumb"), pk=key)
    if not request.actor.can(permission, page.unit_code):
        raise Http404
    return page
