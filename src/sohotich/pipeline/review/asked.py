"""The thing an address names, for somebody of its unit; anybody else is told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sohotich.foundation.pages.requests import ActorRequest
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import Entry


def book_asked(request: ActorRequest, key: UUID, permission: str) -> Book:
    """The book, where the person holds `permission` in its unit; else Http404."""
    return get_object_or_404(books_visible(request.actor, permission=permission), pk=key)


def entry_asked(request: ActorRequest, key: UUID, permission: str) -> Entry:
    """The entry with its book, where the person holds `permission`; else Http404."""
    entry = get_object_or_404(Entry.objects.select_related("book"), pk=key)
    if not request.actor.can(permission, entry.unit_code):
        raise Http404
    return entry
