"""What a typed value means for its field: the stored text, and what is wrong with it, if anything.

Nothing is refused here: the book is right, and a keyer types what stands there. The caller shows
the problem; the rules of the domain judge the whole record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sohotich.domain.record_types import code_list
from sohotich.domain.schema import Field, Kind, RecordType
from sohotich.domain.text import DateError, clean, parse_date


class UnknownField(KeyError):
    """The record type has no such field."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """`value`: as stored (NFC, single spaces, dates dd.mm.yyyy, codes as the list stores them).

    `problem`: one Vietnamese sentence, "" where there is none.
    """

    value: str
    problem: str = ""


def accept(kind: RecordType, key: str, text: str) -> Accepted:
    """One field's typed text; `UnknownField` for a key the type does not have."""
    try:
        field = kind.field(key)
    except KeyError:
        raise UnknownField(key) from None
    value = clean(text)
    if not value:
        return Accepted("")
    if field.kind is Kind.DATE:
        return _date(field, value)
    if field.code_list:
        return _listed(field, value)
    return _within(field, value)


def accept_all(kind: RecordType, texts: Mapping[str, str]) -> dict[str, Accepted]:
    """Every field given, by key."""
    return {key: accept(kind, key, text) for key, text in texts.items()}


def _date(field: Field, value: str) -> Accepted:
    try:
        return Accepted(parse_date(value).value)
    except DateError:
        return Accepted(value, f"{field.label}: chưa đọc được thành ngày, giữ nguyên chữ đã gõ.")


def _listed(field: Field, value: str) -> Accepted:
    listed = code_list(field.code_list or "")
    match = listed.find(value)
    if match is None:
        problem = (
            "" if not listed.complete else f"{field.label}: “{value}” không có trong danh mục."
        )
        return Accepted(value, problem)
    if match.item is None:
        names = ", ".join(item.label for item in match.items)
        return Accepted(value, f"{field.label}: “{value}” có thể là {names}. Chọn một.")
    return Accepted(listed.value_of(match.item))


def _within(field: Field, value: str) -> Accepted:
    if field.maxlen and len(value) > field.maxlen:
        count = f"{len(value)} ký tự, mẫu của Bộ nhận {field.maxlen}"
        return Accepted(value, f"{field.label}: {count}. Giữ đúng sổ; khi chuyển sẽ hỏi lại.")
    return Accepted(value)
