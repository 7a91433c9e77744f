"""Keys of everything stored: UUIDv7, made by us, so that they sort by time and need no server."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from uuid_utils import uuid7 as plain_uuid7
from uuid_utils.compat import uuid7


def new_key() -> UUID:
    """A fresh UUIDv7 (RFC 9562): unique across machines, ordered by the moment it was made."""
    return uuid7()


def new_key_text() -> str:
    """The same as text, for thousands of rows at once: making an object of each costs more."""
    return str(plain_uuid7())


# The same made by PostgreSQL, for rows that come out of a SELECT: a random key whose first 48 bits
# become the milliseconds since 1970, and whose version goes from 4 to 7.
NEW_KEY_SQL: Final = """encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
    FROM 1), 52, 1), 53, 1), 'hex')::uuid"""
