"""What the records refuse."""

from __future__ import annotations

from collections.abc import Sequence

from sohotich.foundation.database.errors import UserError


class ReadingError(UserError):
    """A value, field or mark that a reading cannot take."""


class ReadingClosed(ReadingError):
    """The reading is complete or was handed to somebody else; what it holds is kept."""


class NotBlind(ReadingError):
    """Somebody who read the entry before may not read it again, nor settle it."""


class Undecided(ReadingError):
    """Differing fields without a decision; `fields` are their keys."""

    def __init__(self, fields: Sequence[str], labels: Sequence[str]) -> None:
        super().__init__(
            f"Còn {len(fields)} trường chưa quyết định: {', '.join(labels)}.",
            mend="Chọn A, B hoặc nhập giá trị đúng cho từng trường.",
        )
        self.fields = tuple(fields)
