"""Letters from the comparison screen about a contest: an answer, taken back, made to stand."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sohotich.foundation.pages.conflict import told_as_conflict
from sohotich.foundation.pages.json_body import have_of, json_body, number_of, text_of
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.keying.contest_data import contest_item
from sohotich.pipeline.keying.contest_views import contest_asked
from sohotich.register.contests.errors import ContestError, NotYours
from sohotich.register.contests.selectors import contests_waiting
from sohotich.register.contests.services import answer_draft, answer_settle

# The screen's keys; H and U leave the answer open.
_CHOICES: Final = {"A": "a", "B": "b", "S": "other", "K": "unreadable", "T": "blank"}
# What is answered already, or somebody else's to answer.
_answering = told_as_conflict(ContestError, NotYours)


@require_POST
@requires("dispute.settle")
def ahead(request: ActorRequest) -> HttpResponse:
    """One more contest than those `have` at hand."""
    have = have_of(request)
    found = contests_waiting(request.actor).exclude(pk__in=have).first()
    item = contest_item(actor=request.actor, contest=found) if found is not None else None
    return JsonResponse({"item": item})


@require_POST
@requires("dispute.settle")
@_answering
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """One answer with its sentence: A, B, S with a value, K, T; H and U leave it open."""
    found = contest_asked(request, key)
    body = json_body(request)
    stored = answer_draft(
        actor=request.actor,
        contest=found.key,
        choice=_CHOICES.get(text_of(body, "choice"), ""),
        value=text_of(body, "value"),
        why=text_of(body, "reason"),
        seq=number_of(body, "seq"),
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
