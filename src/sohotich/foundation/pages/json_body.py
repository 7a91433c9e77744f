"""The JSON that the islands send, read once for all stations."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, RawPostDataException

from sohotich.foundation.database.errors import UserError

# What numbers of JavaScript hold exactly.
_LARGEST: Final = 1 << 53
_MOST_AT_HAND: Final = 200


def json_body(request: HttpRequest) -> dict[str, Any]:
    """The object in the body, {} for none; `UserError` for anything else.

    Refused as well: NUL and lone surrogates, which the database takes in no column, numbers that
    are none (NaN, 1e999), and nesting without end.
    """
    try:
        data = json.loads(request.body or b"{}")
        written = json.dumps(data, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (ValueError, RecursionError, RawPostDataException):
        # The last one: a form was sent instead, and its parts have been read already.
        raise unreadable() from None
    if not isinstance(data, dict) or "\\u0000" in written:
        raise unreadable()
    return data


def unreadable(where: str = "") -> UserError:
    """What is told of a letter that no page of ours sends."""
    return UserError("Máy chủ không đọc được yêu cầu.", where=where, mend="Tải lại trang.")


def have_of(request: HttpRequest) -> list[UUID]:
    """The keys of what a screen has at hand: `have` of the body."""
    have = json_body(request).get("have", [])
    if not isinstance(have, list) or len(have) > _MOST_AT_HAND:
        raise unreadable("have")
    return [key_of(one) for one in have]


def text_of(body: dict[str, Any], name: str) -> str:
    """A text of the body, "" where it lacks."""
    value = body.get(name, "")
    if not isinstance(value, str):
        raise unreadable(name)
    return value


def number_of(body: dict[str, Any], name: str, default: int | None = None) -> int:
    """A whole number of the body."""
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _LARGEST:
        raise unreadable(name)
    return value


def key_of(text: object) -> UUID:
    """A key of the body or the address."""
    try:
        return UUID(str(text))
    except ValueError:
        raise unreadable() from None
