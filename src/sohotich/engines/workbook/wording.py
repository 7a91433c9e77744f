"""A rule's words as somebody mends a workbook: a cell takes no mark, only a value or nothing.

A row with nothing but warnings is taken in as it stands, and an empty cell counts as blank in the
book; what an error keeps out though the book says so can only be keyed at the screen.
"""

from __future__ import annotations

from typing import Final

_BLANK: Final = "đánh dấu “trống trong sổ”"
_AS_WRITTEN: Final = "đánh dấu “đúng như trong sổ”"
_AT_THE_SCREEN: Final = "nhập trường hợp này ở màn hình nhập liệu"
_PROPOSED: Final = (
    ("Chấp nhận đề xuất để sửa", "Sửa theo đề xuất"),
    ("Chấp nhận đề xuất để bỏ", "Sửa theo đề xuất"),
    ("Chấp nhận đề xuất", "Sửa theo đề xuất"),
)


def in_a_workbook(message: str, *, error: bool, empty: bool) -> str:
    """The message with what to do in a cell; `empty`: nothing stands in it."""
    for asked, done in _PROPOSED:
        message = message.replace(asked, done)
    message = message.replace(_BLANK, _AT_THE_SCREEN if error and empty else "để trống ô")
    return message.replace(_AS_WRITTEN, _AT_THE_SCREEN if error else "giữ nguyên ô")
