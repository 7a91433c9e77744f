"""Letters from the comparison screen about a contest: an answer, taken back, made to stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.keying.contest_data import contest_item
from sohotich.pipeline.keying.contest_views import contest_asked
from sohotich.register.contests.errors import ContestError, NotYours
from sohotich.register.contests.selectors import contests_waiting
from sohotich.register.contests.services import answer_draft, answer_settle

# The screen's keys; H and U leave the answer open.
_CHOICES: Final = {"A": "a", "B": "b", "S": "other", "K": "unreadable", "T": "blank"}
_MOST_AT_HAND: Final = 200
_View = Callable[..., HttpResponse]


def _answering(view: _View) -> _View:
    """Tell what is answered already, or somebody else's to answer, by its own status, 409."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (ContestError, NotYours) as error:
            content = {"message": error.message, "where": error.where, "mend": error.mend}
            return JsonResponse({"error": content}, status=409)

    return answer


@require_POST
@requires("dispute.settle")
def ahead(request: ActorRequest) -> HttpResponse:
    """One more contest than those `have` at hand."""
    have = json_body(request).get("have", [])
    if not isinstance(have, list) or len(have) > _MOST_AT_HAND:
        raise unreadable("have")
    try:
        keys = [UUID(str(one)) for one in have]
    except ValueError:
        raise unreadable("have") from None
    found = contests_waiting(request.actor).exclude(pk__in=keys).first()
    item = contest_item(actor=request.actor, contest=found) if found is not None else None
    return JsonResponse({"item": item})


@require_POST
@requires("dispute.settle")
@_answering
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """One answer with its sentence: A, B, S with a value, K, T; H and U leave it open."""
    found = contest_asked(request, key)
    body = json_body(request)
    texts = {name: body.get(name, "") for name in ("choice", "value", "reason")}
    seq = body.get("seq")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(seq, int):
        raise unreadable("seq")
    stored = answer_draft(
        actor=request.actor,
        contest=found.key,
        choice=_CHOICES.get(texts["choice"], ""),
        value=texts["value"],
        why=texts["reason"],
        seq=seq,
    )
    return JsonResponse({"stored": stored})


@require_POST
@requires("dispute.settle")
@_answering
def settle(request: ActorRequest, key: UUID) -> HttpResponse:
    """The answer stands, the keyer is told."""
    found = contest_asked(request, key)
    return JsonResponse({"settled": answer_settle(actor=request.actor, contest=found.key)})


@require_POST
@requires("dispute.settle")
def later(request: ActorRequest, key: UUID) -> HttpResponse:
    """Ask later: it stays in the list."""
    contest_asked(request, key)
    return JsonResponse({"put_off": True})
