"""What the ledger refuses, in words for the person at the screen."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class MoveRefused(UserError):
    """The state, the right or the missing reason forbids the move; nothing changed."""

    kind = "state"


class Conflict(MoveRefused):
    """Somebody else moved the entry between reading and moving; nothing changed here."""


class BookSigned(UserError):
    """The chair signed the book; it changes only once they open it again."""

    kind = "locked"


class EntryError(UserError):
    """A number that cannot be opened or added."""
