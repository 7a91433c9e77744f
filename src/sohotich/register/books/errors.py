"""What the inventory refuses."""

from __future__ import annotations

from sohotich.foundation.database.errors import UserError


class BookError(UserError):
    """A book that cannot be stored as described; `where` names the field."""


class BookWithChair(BookError):
    """The book is submitted or signed: what was or will be signed for is not changed beside it."""

    kind = "state"

    def __init__(self, label: str) -> None:
        super().__init__(
            "Sổ đã trình ký hoặc đã ký nên không sửa được.",
            where=label,
            mend="Rút sổ về ở Trình ký; sổ đã ký thì Chủ tịch mở lại, ghi lý do.",
        )


class BookExists(BookError):
    """A book of this unit, type, year and volume is there already."""

    kind = "state"
