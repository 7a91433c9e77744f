"""Books as other rooms name them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sohotich.register.books.models import Book


def book_labels(keys: Iterable[UUID]) -> dict[UUID, str]:
    """Key → label of the books there are."""
    return dict(Book.objects.filter(pk__in=list(keys)).values_list("pk", "label"))
