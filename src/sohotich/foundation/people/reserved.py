"""User names that no person may have: the log and the database mean the system by them."""

from __future__ import annotations

from typing import Final

from sohotich.domain.workflow import SERVICES

FORGOTTEN_PREFIX: Final = "da-huy-"
"""Begins the user name of an account whose person was taken out of it."""

_RESERVED: Final = frozenset({*SERVICES, "owner"})


def reserved(username: str) -> bool:
    """Whether the name, in small letters, is kept for the system itself."""
    return username in _RESERVED or username.startswith(FORGOTTEN_PREFIX)
