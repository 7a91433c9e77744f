"""Texts that people write here: NFC, not empty, not endless."""

from __future__ import annotations

from sohotich.domain.text import nfc
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short

LONGEST_TEXT = 4_000
LONGEST_TITLE = 200


def written(text: str, where: str, most: int = LONGEST_TEXT) -> str:
    """The text as it is kept; UserError, naming the field, where it is empty or too long."""
    kept = optional(text, where, most)
    if not kept:
        raise UserError("Chưa viết gì.", where=where, mend="Viết vài câu rồi gửi.")
    return kept


def optional(text: str, where: str, most: int = LONGEST_TEXT) -> str:
    """The same where nothing need be written."""
    kept = nfc(text).strip()
    ensure_short(kept, where, most)
    return kept
