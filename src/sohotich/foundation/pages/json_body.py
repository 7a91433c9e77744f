"""The JSON that the islands send, read once for all stations."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, RawPostDataException

from sohotich.foundation.database.errors import UserError


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
