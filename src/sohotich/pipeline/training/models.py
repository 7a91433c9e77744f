"""What people did in training: pages nobody's register holds, and how they came out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Own, Scope
from sohotich.foundation.database.speaking import BOARD_PEOPLE

# The learner, and whoever answers for the commune's keyers.
_WHOSE = Own("person") | InUnits(BOARD_PEOPLE)


class Attempt(Keyed):
    """One way through the course. `passed` None while it is under way.

    `looks` fields were asked, `errors` of them answered wrong at first; `by_class` maps a class of
    fields to [looks, errors]. `course` tells one edition of the pages from the next.
    """

    scope = Scope(_WHOSE, add=Own("person"))

    person = models.UUIDField()
    unit_code = models.CharField(max_length=5)
    course = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    looks = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    by_class = models.JSONField(default=dict)
    keystrokes = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(finished_at__isnull=True),
                name="training_one_attempt_under_way",
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "person"], name="training_unit_person")]
        ordering = ["-started_at", "-key"]

    def __str__(self) -> str:
        return f"{self.person} {self.started_at:%Y-%m-%d}"

    @property
    def right(self) -> int:
        """Fields whose first answer was right."""
        return self.looks - self.errors


class Exercise(Keyed):
    """One page of an attempt, keyed by the person. Columns as those of a reading; `first` maps a
    field to whether its first answer was right.
    """

    scope = Scope(_WHOSE, add=Own("person"))

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="exercises")
    person = models.UUIDField()
    unit_code = models.CharField(max_length=5)
    lesson = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    finished_at = models.DateTimeField(null=True, blank=True)
    values = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    aids = models.JSONField(default=dict)
    sequence = models.JSONField(default=dict)
    first = models.JSONField(default=dict)
    keystrokes = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "lesson"], name="training_lesson_once_an_attempt"
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.lesson} {self.attempt_id}"
