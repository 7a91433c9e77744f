"""The package an address names, for somebody of its unit; anybody else is told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.pipeline.transfer.models import Package

PERMISSION = "package.make"


def package_asked(request: ActorRequest, key: UUID) -> Package:
    """The package with its book, where the person may make packages; else Http404."""
    package = get_object_or_404(Package.objects.select_related("book"), pk=key)
    if not request.actor.can(PERMISSION, package.unit_code):
        raise Http404
    return package
