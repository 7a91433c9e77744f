"""A session after its person proved to be there."""

from __future__ import annotations

import time

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.foundation.people.sessions import LOCKED, SEEN


def session_open(request: ActorRequest) -> None:
    """Take the lock off and count idleness anew."""
    request.session.pop(LOCKED, None)
    request.session[SEEN] = int(time.time())
    record(
        actor=request.actor,
        action="user.unlock_screen",
        unit="",
        subject="user",
        key=request.actor.key,
    )
