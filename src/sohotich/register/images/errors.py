"""What scanning's rows refuse."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class ImageStateError(UserError):
    """A page or image that is not in a state for this, or a number that cannot be given."""

    kind = "state"


class RegionError(UserError):
    """A place on a picture that is none, or of a field the book does not have."""
