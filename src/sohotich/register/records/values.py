"""What may stand in a field of one registration; pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sohotich.domain.compare import MARK_LABELS, MARKS_THAT_ARE_VALUES
from sohotich.domain.naming import (
    NamingError,
    build_quyen_so,
    build_so,
    parse_quyen_so,
    parse_so,
)
from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import Field, Kind
from sohotich.domain.text import DateError, clean, parse_date
from sohotich.register.records.errors import ReadingError

# What a screen may say of how a value came; `imported`, `decided`, `corrected` only we know.
AIDS: Final = ("typed", "carried", "completed")
# Far beyond any line of a register; keeps a runaway client out.
LONGEST: Final = 2000
# Below this something had to be supposed (27-8-81): then what was typed stays as it is.
_CERTAIN: Final = 0.9


def tidy(type_code: str, field: str, value: str, mark: str) -> tuple[str, str]:
    """The value in its stored form and its mark; ReadingError for what cannot be.

    Dates, numbers and listed values take the ministry's writing when only one is meant; everything
    else stays as typed (NFC, single spaces, the notes with their lines), and the rules say what is
    wrong with it.
    """
    kind = record_type(type_code)
    known = kind.by_key
    if field not in known:
        raise ReadingError(f"Không có trường “{field}”.", where=field)
    label = known[field].label
    if mark and mark not in MARK_LABELS:
        raise ReadingError("Dấu của giá trị không hợp lệ.", where=label)
    # The notes are kept verbatim: each later note of the book stands on its own line.
    value = _lines(value) if field == kind.notes else clean(value)
    if len(value) > LONGEST:
        raise ReadingError(f"Giá trị dài quá {LONGEST} ký tự.", where=label)
    if mark in MARKS_THAT_ARE_VALUES and value:
        raise ReadingError("Trường đã đánh dấu trống hoặc không đọc được.", where=label)
    return canonical(known[field], value), mark


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(clean, text.splitlines())))


def canonical(field: Field, value: str) -> str:
    """`27/8/1981` → `27.08.1981`, `1/98`… as typed, `Nam` → `1` for a coded field."""
    write = _WRITERS.get(field.kind)
    return write(field, value) if write is not None and value else value


def _date(field: Field, value: str) -> str:
    try:
        parsed = parse_date(value)
    except DateError:
        return value
    return parsed.value if parsed.confidence >= _CERTAIN else value


def _number(field: Field, value: str) -> str:
    try:
        return build_so(*parse_so(value))
    except NamingError:
        return value


def _book(field: Field, value: str) -> str:
    try:
        return build_quyen_so(*parse_quyen_so(value))
    except NamingError:
        return value


def _listed(field: Field, value: str) -> str:
    codes = code_list(field.code_list or "")
    match = codes.find(value)
    if match is None or match.item is None:
        return value
    return codes.value_of(match.item)


_WRITERS: Final[dict[Kind, Callable[[Field, str], str]]] = {
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.BOOK: _book,
    Kind.CODE: _listed,
    Kind.LISTED: _listed,
}
