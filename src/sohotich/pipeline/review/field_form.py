"""The form that stands in a field's place while the reviewer corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sohotich.domain.compare.marks import AS_WRITTEN, BLANK_IN_BOOK, MARK_LABELS, UNREADABLE
from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind
from sohotich.foundation.schema_forms import value_words
from sohotich.register.records.models import Record

# Offered while typing a reason; anything else may be written.
USUAL_REASONS: Final = (
    "Nhập sai so với sổ",
    "Thiếu hoặc sai dấu",
    "Nhập thiếu",
    "Nhầm dòng trên trang sổ",
    "Chữ viết đọc lại cho rõ",
)
_LONG = 300


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class FieldForm:
    """One field to correct: `value` as people type it, `choices` where the field has a list."""

    key: str
    label: str
    help: str
    value: str
    mark: str
    choices: tuple[Choice, ...]
    long: bool
    numeric: bool
    reasons: tuple[str, ...] = USUAL_REASONS

    @property
    def marks(self) -> list[Choice]:
        """What may be said of the field instead of, or beside, a value."""
        return [
            Choice("", "có giá trị"),
            *(Choice(mark, MARK_LABELS[mark]) for mark in (BLANK_IN_BOOK, UNREADABLE, AS_WRITTEN)),
        ]

    @staticmethod
    def change_of(posted: Mapping[str, str]) -> tuple[str, str]:
        """(value, mark) as sent; a field that is blank or unreadable holds no value."""
        mark = posted.get("mark", "")
        value = "" if mark in (BLANK_IN_BOOK, UNREADABLE) else posted.get("value", "")
        return value, mark


def form_for_field(record: Record, key: str) -> FieldForm:
    """The form of one field as the record stands."""
    field = record_type(record.type_code).field(key)
    value = record.values.get(key, "")
    return FieldForm(
        key=key,
        label=field.label,
        help=field.help,
        value=value_words(field, value) if field.kind is Kind.DATE else value,
        mark=record.marks.get(key, ""),
        choices=_choices(field, value),
        long=field.kind in (Kind.TEXT, Kind.PLACE) and (field.maxlen or _LONG) >= _LONG,
        numeric=field.kind is Kind.DATE,
    )


def _choices(field: Field, value: str) -> tuple[Choice, ...]:
    if not field.code_list:
        return ()
    listed = code_list(field.code_list)
    known = [Choice(listed.value_of(item), item.label) for item in listed.items]
    # A value from outside of the list stays choosable: the book may say so.
    odd = [Choice(value, value)] if value and value not in listed.values else []
    return (Choice("", "–"), *odd, *known)
