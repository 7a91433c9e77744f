"""The book an address names, for somebody of its unit; anybody else is told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible


def book_asked(request: ActorRequest, key: UUID, permission: str = "book.view") -> Book:
    """The book, where the person holds `permission` in its unit; else Http404."""
    return get_object_or_404(books_visible(request.actor, permission=permission), pk=key)
