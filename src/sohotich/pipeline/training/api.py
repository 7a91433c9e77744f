"""The course's JSON: the same letters as the keying station's, answered with what the page says."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.training.asked import exercise_asked
from sohotich.pipeline.training.course import lesson
from sohotich.pipeline.training.dictionary import dictionary
from sohotich.pipeline.training.exercise_data import (
    AID_STORED,
    MARK_STORED,
    answer_data,
    record_data,
)
from sohotich.pipeline.training.services import (
    ExerciseClosed,
    answer_save,
    exercise_finish,
    exercise_next,
)

_MOST_AT_HAND = 200
_View = Callable[..., HttpResponse]


def _answering(view: _View) -> _View:
    """Tell what is judged already by its own status, 409."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ExerciseClosed as error:
            content = {"message": error.message, "where": error.where, "mend": error.mend}
            return JsonResponse({"error": content}, status=409)

    return answer


@require_POST
@requires("keying.key")
def ahead(request: ActorRequest) -> HttpResponse:
    """The page after those `have` at hand; null behind the last."""
    have = json_body(request).get("have", [])
    if not isinstance(have, list) or len(have) > _MOST_AT_HAND:
        raise unreadable("have")
    found = exercise_next(actor=request.actor, beyond=[_key(one) for one in have])
    return JsonResponse({"item": record_data(found) if found is not None else None})


@unattended
@require_GET
@requires("keying.key")
def names(request: ActorRequest, key: UUID) -> HttpResponse:
    """What completes names on a page of one's own."""
    page = lesson(exercise_asked(request, key).lesson)
    if page is None:
        raise Http404
    return JsonResponse(dictionary(page), headers={"Cache-Control": "private, no-store"})


@require_POST
@requires("keying.key")
@_answering
def save(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep one answer; what the page says of it comes back at once."""
    found = exercise_asked(request, key)
    body = json_body(request)
    mark, aid, field = _text(body, "mark"), _text(body, "aid"), _text(body, "field")
    answered = answer_save(
        actor=request.actor,
        exercise=found.key,
        field=field,
        value=_text(body, "value"),
        mark=MARK_STORED.get(mark, mark),
        aid=AID_STORED.get(aid, aid),
        seq=_number(body, "seq"),
        keystrokes=_number(body, "keystrokes", 0),
    )
    return JsonResponse(answer_data(answered.exercise, field, answered.verdict))


@require_POST
@requires("keying.key")
def finish(request: ActorRequest, key: UUID) -> HttpResponse:
    """Close the page; the last one closes the attempt."""
    body = json_body(request)
    exercise_finish(
        actor=request.actor,
        exercise=exercise_asked(request, key).key,
        keystrokes=_number(body, "keystrokes", 0),
        seconds=_number(body, "seconds", 0),
    )
    return JsonResponse({"finished": True})


@unattended
@require_POST
@requires("keying.key")
def renew(request: ActorRequest, key: UUID) -> HttpResponse:
    """A page of the course is nobody else's: there is nothing to keep in hand."""
    return JsonResponse({"held": exercise_asked(request, key).finished_at is None})


@require_POST
@requires("keying.key")
@_answering
def closed(request: ActorRequest, key: UUID) -> HttpResponse:
    """A judged page is not opened again: the way back is the course from the beginning."""
    exercise_asked(request, key)
    raise ExerciseClosed


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise unreadable(name)
    return value


def _number(body: dict[str, Any], name: str, default: int | None = None) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 1 << 53:
        raise unreadable(name)
    return value


def _key(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise unreadable("have") from None
