"""What the inventory refuses."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class BookError(UserError):
    """A book that cannot be stored as described; `where` names the field."""


class BookExists(BookError):
    """A book of this unit, type, year and volume is there already."""

    kind = "state"
