"""How long a text may be that somebody writes freely: whoever reads the log reads it whole."""

from __future__ import annotations

from typing import Final

from sohotich.foundation.database.errors import UserError

REASON: Final = 500
"""Letters of a reason or a ground."""

NAME: Final = 120
"""Letters of a person's name or title."""


def ensure_short(text: str, where: str, most: int = REASON) -> None:
    """Raise UserError, naming the field `where`, for a text of more than `most` letters."""
    if len(text) > most:
        raise UserError(
            f"Dài {len(text)} ký tự, nhiều nhất là {most}.", where=where, mend="Rút gọn lại."
        )
