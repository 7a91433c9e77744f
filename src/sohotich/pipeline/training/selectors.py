"""Who went through the course, and how it came out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from sohotich.domain.second_key import CLASSES
from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import Grant
from sohotich.pipeline.training.course import edition
from sohotich.pipeline.training.models import Attempt

_LEARNING = tuple(role for role, rights in ROLE_PERMISSIONS.items() if "board.own" in rights)


@dataclass(frozen=True)
class ClassRate:
    """First answers of one class of fields."""

    name: str
    looks: int
    errors: int

    @property
    def right(self) -> int:
        return self.looks - self.errors


@dataclass(frozen=True)
class Learner:
    """Somebody who keys in the unit. `best`: the attempt that passed, else the last finished."""

    key: UUID
    name: str
    lent: bool
    tries: int
    best: Attempt | None
    under_way: bool

    @property
    def passed_at(self) -> datetime | None:
        return self.best.finished_at if self.best is not None and self.best.passed else None


def own_attempts(actor: Actor) -> list[Attempt]:
    """The person's finished attempts, the newest first."""
    return list(Attempt.objects.filter(person=actor.key, finished_at__isnull=False))


def under_way(actor: Actor) -> Attempt | None:
    """The attempt begun and not finished, of this edition."""
    return Attempt.objects.filter(person=actor.key, finished_at=None, course=edition()).first()


def class_rates(attempt: Attempt) -> list[ClassRate]:
    """By class of fields, in the order in which classes are always told."""
    return [
        ClassRate(words, *attempt.by_class[name])
        for name, words in CLASSES.items()
        if name in attempt.by_class
    ]


def per_hour(attempt: Attempt) -> int | None:
    """Pages an hour at the pace of this attempt; None where no time was told."""
    pages = attempt.exercises.count()
    return round(pages * 3600 / attempt.seconds) if attempt.seconds else None


def learners(unit: str) -> list[Learner]:
    """Everybody who keys in this unit today, by name. As the officer of the unit asks."""
    today = campaign_today()
    grants = (
        Grant.objects.filter(unit_code=unit, role__in=_LEARNING, user__is_active=True)
        .filter(Q(valid_from=None) | Q(valid_from__lte=today))
        .filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("user")
    )
    people = {grant.user_id: grant.user for grant in grants}
    done: dict[UUID, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(person__in=people, course=edition()):
        done.setdefault(attempt.person, []).append(attempt)
    rows = [
        _learner(key, user.full_name, user.valid_to is not None, done.get(key, ()))
        for key, user in people.items()
    ]
    return sorted(rows, key=lambda row: row.name)


def _learner(key: UUID, name: str, lent: bool, tries: Iterable[Attempt]) -> Learner:
    finished = [one for one in tries if one.finished_at is not None]
    passed = [one for one in finished if one.passed]
    # Newest first: the day on which somebody passed is that of the first time.
    best = passed[-1] if passed else next(iter(finished), None)
    return Learner(key, name, lent, len(finished), best, len(finished) < len(list(tries)))
