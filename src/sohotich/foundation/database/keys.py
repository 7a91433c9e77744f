"""Keys of everything stored: UUIDv7, made by us, so that they sort by time and need no server."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """A fresh UUIDv7 (RFC 9562): unique across machines, ordered by the moment it was made."""
    return uuid7()
