"""One letter of the keying screen as JSON: what it may hold, in the register's words."""

from __future__ import annotations

from typing import Any

from sohotich.foundation.pages.json_body import number_of, text_of
from sohotich.pipeline.keying.keying_data import AID_STORED, MARK_STORED
from sohotich.register.records.packets import Packet


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
