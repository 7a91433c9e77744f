"""No answer of a reader is believed before the record type's schema has judged it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from sohotich.domain.record_types import code_list, record_type
from sohotich.domain.schema import PATTERNS, Field, Kind
from sohotich.domain.text import DateError, clean, parse_date
from sohotich.engines.recognition.readers.port import Guess, ReaderWrong

_LONGEST: Final = 500
_PAPER: Final = re.compile(r"[0-9A-Z ]{1,20}")
# What a reader knows only by guessing: the number's year stands on the page's head.
_NUMBER: Final = re.compile(r"[0-9]{1,5} ?[A-Za-z]{0,8}(?:/[0-9]{4})?")


def checked(type_code: str, asked: Collection[str], answer: Any) -> dict[str, Guess]:
    """The guesses that may be shown, by field; empty values and values that the field could not
    hold are left out, the others cleaned.

    ReaderWrong for an answer of another shape, for a field that was not asked for and for a
    confidence that is no number from 0 to 1.
    """
    if not isinstance(answer, Mapping):
        raise ReaderWrong("Máy đọc trả lời sai khuôn dạng: không phải danh sách trường.")
    fields = record_type(type_code).by_key
    guesses = {}
    for key, given in answer.items():
        if key not in asked or key not in fields:
            raise ReaderWrong("Máy đọc trả lời một trường không được hỏi.")
        value, sure = _parts(given)
        kept = _held(fields[key], clean(value))
        if kept:
            guesses[key] = Guess(kept, round(sure, 3))
    return guesses


def _parts(given: Any) -> tuple[str, float]:
    if not isinstance(given, Mapping) or set(given) != {"value", "confidence"}:
        raise ReaderWrong("Máy đọc trả lời sai khuôn dạng: mỗi trường cần value và confidence.")
    value, sure = given["value"], given["confidence"]
    number = isinstance(sure, int | float) and not isinstance(sure, bool)
    if not isinstance(value, str) or not number or not math.isfinite(sure) or not 0 <= sure <= 1:
        raise ReaderWrong("Máy đọc trả lời sai khuôn dạng: value là chữ, confidence từ 0 đến 1.")
    return value, float(sure)


def _held(field: Field, value: str) -> str:
    """The value as the field stores it, "" where it cannot hold it."""
    if len(value) > (field.maxlen or _LONGEST) or not value.isprintable():
        return ""
    if field.code_list:
        found = code_list(field.code_list).find(value)
        return code_list(field.code_list).value_of(found.item) if found and found.item else ""
    if field.kind is Kind.DATE:
        return _date(value)
    pattern = {Kind.NUMBER: _NUMBER, Kind.PAPER: _PAPER}.get(field.kind)
    pattern = pattern or re.compile(PATTERNS.get(field.kind, r".*"))
    return value if pattern.fullmatch(value) else ""


def _date(value: str) -> str:
    try:
        return parse_date(value).value
    except DateError:
        return ""
