"""How often a person may get a password or a code wrong, and letting them try again."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import number

# Longer than any window of counting: an opening outlives the count it opens.
_OPENING_SECONDS = 2 * 86_400


def tries_key(username: str, address: str) -> str:
    """Where the tries of a person from an address are counted.

    Both together: a commune sits behind one address, and nobody can lock somebody else out from
    afar.
    """
    name = username.strip().lower()
    opened = cache.get(_opening_key(name)) or 0
    return "sign-in:" + hashlib.sha256(f"{name}|{address}|{opened}".encode()).hexdigest()


def count_or_refuse(key: str, too_many: str = "Nhập sai mật khẩu quá nhiều lần.") -> None:
    """Count a try before it is looked at, so that parallel tries count too; ValidationError, in
    Vietnamese, once there were too many in the province's window.
    """
    window = number("sign_in.window_minutes") * 60
    if count_try(key, window) > number("sign_in.attempts_per_user"):
        raise ValidationError(
            f"{too_many} Thử lại sau {window // 60} phút, hoặc nhờ người phụ trách tài khoản."
        )


@transaction.atomic
def count_try(key: str, window: int) -> int:
    """How many tries there were in this window, this one included; it ends `window` seconds after
    the first. One at a time: the cache's own counting reads and writes apart, and starts the time
    anew at each count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    now = time.time()
    tries, ends = cache.get(key) or (0, now + window)
    cache.set(key, (tries + 1, ends), max(1, round(ends - now)))
    return int(tries) + 1


def forget_tries(key: str) -> None:
    """After a right answer."""
    cache.delete(key)


@transaction.atomic
def tries_open(*, actor: Actor, username: str) -> None:
    """Let a person try again at once, from wherever they are; tells nothing of who exists."""
    if not actor.can_somewhere("people.unlock"):
        raise Forbidden
    name = username.strip().lower()
    key = _opening_key(name)
    cache.set(key, (cache.get(key) or 0) + 1, _OPENING_SECONDS)
    facts = {"username": name[:64]}
    record(actor=actor, action="user.unlock", unit="", subject="user", facts=facts)


def _opening_key(name: str) -> str:
    return "sign-in-opened:" + hashlib.sha256(name.encode()).hexdigest()
