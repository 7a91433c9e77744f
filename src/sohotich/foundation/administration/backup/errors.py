"""What can go wrong with a backup, told to the administrator."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class BackupError(UserError):
    """Nothing was made, or nothing was restored; what was there before stands."""
