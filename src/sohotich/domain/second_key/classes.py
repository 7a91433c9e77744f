"""Kinds of values as far as mistakes in keying them are alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sohotich.domain.schema import Field

NAME, DATE, CODE, PLACE, NUMBER, TEXT = "name", "date", "code", "place", "number", "text"
CARRIED = "carried"

# class → what people call it, in the order of tables and lists.
CLASSES: Final[Mapping[str, str]] = {
    NAME: "họ tên",
    DATE: "ngày",
    CODE: "chọn mã",
    PLACE: "nơi chốn",
    NUMBER: "số",
    TEXT: "chữ khác",
    CARRIED: "giữ từ trước",
}

# By the kind of the record type's field; a test holds it to the whole of `schema.Kind`.
CLASS_OF_KIND: Final[Mapping[str, str]] = {
    "text": TEXT,
    "person": NAME,
    "place": PLACE,
    "date": DATE,
    "number": NUMBER,
    "book": NUMBER,
    "page": NUMBER,
    "code": CODE,
    "listed": CODE,
    "paper": NUMBER,
    "personal_id": NUMBER,
}


def field_class(field: Field, aid: str = "typed") -> str:
    """The class of one value: CARRIED where it was passed on unchanged (`aid` carried), for then
    only passing it by can be wrong; else by what is written there.
    """
    return CARRIED if aid == CARRIED else CLASS_OF_KIND[field.kind]
