"""Numbers beside the lines of the menu that belong to no single station."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from sohotich.foundation.people.actors import Actor
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.selectors import approvals_in_force


def books_open(actor: Actor) -> int:
    """Books of the person's units that nobody has signed yet."""
    signed = approvals_in_force().filter(book=OuterRef("pk"))
    return books_visible(actor).filter(~Exists(signed)).count()
