"""Sessions that know whose they are: listed, and ended when a password, a role or an account ends.

Named by SESSION_ENGINE, which asks for a class `SessionStore` here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from sohotich.foundation.database.clock import now
from sohotich.foundation.database.moments import RealTime
from sohotich.foundation.people.models import SignedIn

BEGUN, SEEN, ADDRESS, AGENT = "begun", "seen", "address", "agent"
"""What a session remembers: seconds since 1970 of signing in and of the last act; from where."""

LOCKED = "locked"
"""In a session whose screen is locked: nothing is shown or taken until the password opens it."""


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the person's key beside each."""

    @classmethod
    def get_model_class(cls) -> type[SignedIn]:
        return SignedIn

    def create_model_instance(self, data: Mapping[str, Any]) -> SignedIn:
        row = super().create_model_instance(dict(data))
        assert isinstance(row, SignedIn)
        key = data.get(SESSION_KEY)
        row.user_key = UUID(str(key)) if key else None
        return row


@dataclass(frozen=True)
class Session:
    """One place where somebody is signed in. `name` tells it apart without giving it away."""

    name: str
    begun_at: datetime | None
    seen_at: datetime | None
    address: str
    machine: str
    here: bool


def sessions_of(user_key: UUID, current: str | None = None) -> list[Session]:
    """Where a person is signed in, the latest seen first; `current` is this session's own key."""
    rows = SignedIn.objects.filter(user_key=user_key, expire_date__gt=now())
    found = [_session(row, current) for row in rows]
    earliest = datetime.min.replace(tzinfo=UTC)
    return sorted(found, key=lambda one: one.seen_at or earliest, reverse=True)


def session_end(user_key: UUID, name: str) -> bool:
    """End one of a person's sessions by its `name`; False if it had ended already."""
    for row in SignedIn.objects.filter(user_key=user_key):
        if _name(row.session_key) == name:
            return row.delete()[0] > 0
    return False


def sessions_end(user_key: UUID, keep: str | None = None) -> int:
    """End a person's sessions, all but `keep` (a session key); returns how many."""
    rows = SignedIn.objects.filter(user_key=user_key)
    return int((rows.exclude(session_key=keep) if keep else rows).delete()[0])


def sessions_clear_expired() -> int:
    """Remove sessions that have ended; returns how many."""
    return int(SignedIn.objects.filter(expire_date__lt=now()).delete()[0])


def _session(row: SignedIn, current: str | None) -> Session:
    data = SessionStore().decode(row.session_data)
    return Session(
        name=_name(row.session_key),
        begun_at=_moment(data.get(BEGUN)),
        seen_at=_moment(data.get(SEEN)),
        address=str(data.get(ADDRESS, "")),
        machine=machine_words(str(data.get(AGENT, ""))),
        here=row.session_key == current,
    )


def _name(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()[:24]


def _moment(seconds: object) -> datetime | None:
    return RealTime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


# In the order to look for: Edge and Opera call themselves Chrome too, Android calls itself Linux.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def machine_words(agent: str) -> str:
    """`Chrome trên Windows`, as a person recognises their machine; "" for what is unknown."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    return " trên ".join(word for word in (browser, system) if word)
