"""One letter of the keying screen as JSON: what it may hold, in the register's words."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest

from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.pipeline.keying.keying_data import AID_STORED, MARK_STORED
from sohotich.register.records.packets import Packet

# What numbers of JavaScript hold exactly.
_LARGEST: Final = 1 << 53
_MOST_AT_HAND: Final = 200


def have_of(request: HttpRequest) -> list[UUID]:
    """The keys of what a screen has at hand."""
    have = json_body(request).get("have", [])
    if not isinstance(have, list) or len(have) > _MOST_AT_HAND:
        raise unreadable()
    return [key_of(one) for one in have]


def packet_of(body: dict[str, Any]) -> Packet:
    """The field that a letter to `save` tells of; UserError for what no page of ours sends."""
    mark, aid = text_of(body, "mark"), text_of(body, "aid")
    return Packet(
        text_of(body, "field"),
        number_of(body, "seq"),
        text_of(body, "value"),
        MARK_STORED.get(mark, mark),
        AID_STORED.get(aid, aid),
        number_of(body, "keystrokes", 0),
    )


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
