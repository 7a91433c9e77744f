"""The page of the course an address names, for its learner; others are told there is no such."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from sohotich.foundation.people.permissions import ActorRequest
from sohotich.pipeline.training.course import course
from sohotich.pipeline.training.models import Attempt, Exercise


def exercise_asked(request: ActorRequest, key: UUID) -> Exercise:
    """The person's own page of an edition that is still here, else Http404."""
    names = [one.key for one in course()]
    rows = Exercise.objects.select_related("attempt").filter(
        person=request.actor.key, lesson__in=names
    )
    return get_object_or_404(rows, pk=key)


def attempt_asked(request: ActorRequest, key: UUID) -> Attempt:
    """The person's own attempt, finished, else Http404."""
    rows = Attempt.objects.filter(person=request.actor.key, finished_at__isnull=False)
    return get_object_or_404(rows, pk=key)
