"""What the contests refuse."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class ContestError(UserError):
    """Nothing to contest, too late, or said already."""

    kind = "state"


class NotYours(UserError):
    """Whoever decided, or keyed, leaves the answer to somebody else."""

    kind = "state"
