"""What stands before every operation of the API: the token, its count, the right, the letter's
kind; and for writes, the answer kept for repeats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation

from sohotich.domain.workflow import PERMISSIONS
from sohotich.foundation.connect.identity import actor_of, token_by_secret
from sohotich.foundation.connect.models import Token
from sohotich.foundation.connect.problems import Problem
from sohotich.foundation.connect.repeating import once
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.foundation.policies.services import number

_WINDOW: Final = timedelta(minutes=1)
_Route = TypeVar("_Route", bound=Callable[..., Any])
Run = Callable[..., HttpResponseBase]


class Letter(Enum):
    """What a write carries."""

    NOTHING = ""
    JSON = "application/json"
    FORM = "multipart/form-data"


@dataclass(frozen=True)
class Needed:
    """The right an operation asks for, and the kind of letter it takes."""

    right: str
    letter: Letter


class TokenRequest(ActorRequest):
    """The request as an operation gets it; for annotations only."""

    token: Token


def needs(right: str, letter: Letter = Letter.NOTHING) -> Callable[[_Route], _Route]:
    """Declare an operation's right (of `domain.workflow`) and, for a write, its kind of letter."""
    if right not in PERMISSIONS:
        raise ValueError(right)

    def declare(route: _Route) -> _Route:
        route.needed = Needed(right, letter)  # type: ignore[attr-defined]
        return route

    return declare


def needed_by(operation: Operation) -> Needed:
    """What the operation declared; an operation without `@needs` is a mistake of ours."""
    return cast(Needed, operation.view_func.needed)  # type: ignore[attr-defined]


def guarded(run: Run) -> Run:
    """Put around an operation's `run`, before anything of the request is read."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    needed = needed_by(operation)

    @wraps(run)
    def answer(request: HttpRequest, **given: Any) -> HttpResponseBase:
        try:
            return _answer(cast(TokenRequest, request), needed, run, given)
        except Problem as problem:
            return problem.response()

    return answer


def _answer(
    request: TokenRequest, needed: Needed, run: Run, given: dict[str, Any]
) -> HttpResponseBase:
    request.token = token_asked(request)
    request.actor = actor_of(request.token)
    with acting(request.actor):
        _count(request.token)
        if not request.actor.can_somewhere(needed.right):
            raise Problem("forbidden", f"Cần quyền “{PERMISSIONS[needed.right]}”.")
        if request.method == "GET":
            response = run(request, **given)
        else:
            _check_letter(request, needed.letter)
            response = once(request, request.token, lambda: run(request, **given))
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def token_asked(request: HttpRequest) -> Token:
    """The token that the request names in its header; Problem 401 for none that stands."""
    return token_by_secret(_secret(request))


def _secret(request: HttpRequest) -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.casefold() == "bearer" else ""


def _count(token: Token) -> None:
    """Count the request in its minute; Problem 429 once there were too many."""
    moment = now()
    lasting = Q(counted_from__gt=moment - _WINDOW)
    Token.objects.filter(pk=token.pk).update(
        counted=Case(When(lasting, then=F("counted") + 1), default=Value(1)),
        counted_from=Case(When(lasting, then=F("counted_from")), default=Value(moment)),
        last_used_at=moment,
    )
    token.refresh_from_db(fields=["counted", "counted_from"])
    most = number("api.requests_per_minute")
    if token.counted > most:
        assert token.counted_from is not None
        wait = max(1, round((token.counted_from + _WINDOW - moment).total_seconds()))
        detail = f"Mỗi khóa được gọi {most} lần một phút; chờ {wait} giây."
        raise Problem("too_many", detail, headers={"Retry-After": str(wait)})


def _check_letter(request: HttpRequest, letter: Letter) -> None:
    if letter is not Letter.NOTHING and request.content_type != letter.value:
        came = request.content_type or "không ghi"
        raise Problem(
            "media_type",
            f"Kiểu nội dung là {came[:80]}.",
            where="Content-Type",
            mend=f"Gửi với Content-Type: {letter.value}.",
        )
