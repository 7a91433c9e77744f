"""What pydantic finds wrong, in Vietnamese: field and reason, never the value that was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

_WORDS: Final[Mapping[str, str]] = {
    "missing": "thiếu",
    "extra_forbidden": "không có trường này",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "int_parsing_size": "số quá lớn",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "string_type": "phải là chuỗi ký tự",
    "string_pattern_mismatch": "không đúng dạng",
    "list_type": "phải là một danh sách",
    "model_attributes_type": "phải là một đối tượng",
    "dict_type": "phải là một đối tượng",
    "uuid_parsing": "phải là một UUID",
    "date_from_datetime_parsing": "phải là ngày dạng 2025-01-31",
}
_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than_equal": ("ge", "nhỏ nhất là {}"),
    "less_than_equal": ("le", "lớn nhất là {}"),
    "string_too_short": ("min_length", "ngắn nhất {} ký tự"),
    "string_too_long": ("max_length", "dài nhất {} ký tự"),
    "too_short": ("min_length", "ít nhất {} mục"),
    "too_long": ("max_length", "nhiều nhất {} mục"),
    "literal_error": ("expected", "chỉ nhận {}"),
    "enum": ("expected", "chỉ nhận {}"),
}


def errors_of(found: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """[{"where": "body.runs.0.first", "message": "nhỏ nhất là 1"}, …] of ninja's errors."""
    return [
        {"where": ".".join(str(step) for step in one["loc"]), "message": _message(one)}
        for one in found
    ]


def _message(one: Mapping[str, Any]) -> str:
    kind = str(one["type"])
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        value = str(one.get("ctx", {}).get(name, "")).replace(" or ", " hoặc ")
        return words.format(value)
    return _WORDS.get(kind, "không hợp lệ")
