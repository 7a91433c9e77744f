from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Claims, InUnits, Scope, Service
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING


class WorkItem(Keyed):
    """One thing to be done by one person. Leases go by real time.

    `barred`: people who may not take it, for they did the same thing before.
    """

    scope = Scope(InUnits(BOOK_VIEW) | InUnits(KEYING) | Service(("scheduler",)))
    claims = Claims("subject_key", "claimed_by", "claimed_until")

    queue = models.TextField()
    subject_key = models.UUIDField()
    unit_code = models.TextField()
    # Claimed in runs of one group: a keyer stays with a book.
    group = models.TextField(blank=True)
    priority = models.IntegerField(default=0)
    # Order inside a group: the number in the book.
    position = models.BigIntegerField(default=0)
    barred = ArrayField(models.UUIDField(), default=list)
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "subject_key"], name="work_once"),
            models.CheckConstraint(
                name="work_lease",
                condition=models.Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | models.Q(claimed_by__isnull=False, claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "unit_code", "-priority", "group", "position"], name="work_next"
            ),
            models.Index(fields=["claimed_by", "queue"], name="work_held"),
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.subject_key}"
