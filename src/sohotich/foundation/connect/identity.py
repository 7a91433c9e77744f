"""A token as an actor: limited to its rights, its unit and the units below."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final
from uuid import UUID

from sohotich.domain.workflow import TOKEN_RIGHTS
from sohotich.foundation.connect.models import Token
from sohotich.foundation.connect.problems import Problem
from sohotich.foundation.connect.selectors import ISSUE
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.actors import Actor, Held, UnknownActor, actor_by_key
from sohotich.foundation.people.units import reach_of

# Scanners of leaked secrets know a token by its beginning.
_PREFIX: Final = "sht_"
_WRITTEN: Final = re.compile(r"sht_[A-Za-z0-9_-]{43}")
_HINT_LETTERS: Final = 8
ROLE: Final = "token"


def new_secret() -> str:
    """256 random bits: nobody guesses them, so a plain digest keeps them."""
    return _PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    """The letters by which people tell tokens apart."""
    return secret[:_HINT_LETTERS]


def token_by_secret(written: str) -> Token:
    """The token of a secret as it was sent; Problem 401 for none, a revoked or an ended one."""
    if not written:
        raise Problem("no_token", mend="Gửi tiêu đề Authorization: Bearer <khóa>.")
    if not _WRITTEN.fullmatch(written):
        raise Problem("wrong_token")
    token = Token.objects.filter(digest=digest_of(written)).first()
    if token is None:
        raise Problem("wrong_token")
    if token.revoked_at is not None:
        raise Problem("token_revoked", f"Khóa “{token.name}” đã bị thu hồi.")
    if token.valid_to < campaign_today():
        day = f"{token.valid_to:%d/%m/%Y}"
        raise Problem("token_ended", f"Khóa “{token.name}” dùng đến hết ngày {day}.")
    if not issuer_stands(token):
        who = token.issued_by_name
        raise Problem("token_orphaned", f"{who}, người cấp khóa “{token.name}”, thôi quyền cấp.")
    return token


def issuer_stands(token: Token) -> bool:
    """Whether who issued it may still issue tokens there: a token never outlives that right."""
    try:
        issuer = actor_by_key(token.issued_by)
    except UnknownActor:
        return False
    return issuer.can(ISSUE, token.unit_code)


def actor_of(token: Token) -> Actor:
    """Who the token is to every service; a right that tokens no longer have counts for nothing."""
    rights = frozenset(token.rights) & TOKEN_RIGHTS.keys()
    held = Held(ROLE, token.unit_code, rights, reach_of(token.unit_code))
    return Actor(token.key, f"Khóa kết nối “{token.name}”", f"api:{token.name}", (held,))


def actor_by_token_key(key: UUID) -> Actor | None:
    """The actor of a stored key, for jobs that a token started; None where it is no token's.

    A token revoked meanwhile, or whose issuer lost the right to issue, gives UnknownActor: what it
    started does not go on.
    """
    token = Token.objects.filter(key=key).first()
    if token is None:
        return None
    if token.revoked_at is not None or not issuer_stands(token):
        raise UnknownActor(token.name)
    return actor_of(token)
