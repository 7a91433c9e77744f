"""The course's JSON: the same letters as the keying station's, answered with what the page says."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.pages.conflict import told_as_conflict
from sohotich.foundation.pages.json_body import have_of, json_body, number_of, text_of
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

# What is judged already.
_answering = told_as_conflict(ExerciseClosed)


@require_POST
@requires("keying.key")
def ahead(request: ActorRequest) -> HttpResponse:
    """The page after those `have` at hand; null behind the last."""
    found = exercise_next(actor=request.actor, beyond=have_of(request))
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
    mark, aid, field = text_of(body, "mark"), text_of(body, "aid"), text_of(body, "field")
    answered = answer_save(
        actor=request.actor,
        exercise=found.key,
        field=field,
        value=text_of(body, "value"),
        mark=MARK_STORED.get(mark, mark),
        aid=AID_STORED.get(aid, aid),
        seq=number_of(body, "seq"),
        keystrokes=number_of(body, "keystrokes", 0),
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
        keystrokes=number_of(body, "keystrokes", 0),
        seconds=number_of(body, "seconds", 0),
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
