"""What a keyer may say about a field instead of, or beside, a value."""

from __future__ import annotations

from typing import Final

BLANK_IN_BOOK: Final = "blank_in_book"
UNREADABLE: Final = "unreadable"
AS_WRITTEN: Final = "as_written"

MARK_LABELS = {
    BLANK_IN_BOOK: "trống trong sổ",
    UNREADABLE: "không đọc được",
    AS_WRITTEN: "đúng như trong sổ",
}

# These say what the book holds, so two keyings must agree on them; `as_written` only vouches
# for a value that looks odd.
MARKS_THAT_ARE_VALUES = frozenset({BLANK_IN_BOOK, UNREADABLE})


def mark_as_value(mark: str | None) -> str:
    """The mark where it counts as a value, else empty; ValueError for a mark nobody knows."""
    if mark and mark not in MARK_LABELS:
        raise ValueError(f"Dấu hiệu “{mark}” không có trong danh sách: {', '.join(MARK_LABELS)}.")
    return mark if mark in MARKS_THAT_ARE_VALUES else ""
