from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Own, Scope, Service
from sohotich.foundation.database.speaking import BOOK_VIEW, JOB_VIEW


class JobState(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Xong"
    FAILED = "failed", "Không xong"
    CANCELLED = "cancelled", "Đã dừng"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(Keyed):
    """One piece of background work, as the person who started it sees it."""

    scope = Scope(Own("started_by") | InUnits(JOB_VIEW) | InUnits(BOOK_VIEW) | Service(("worker",)))

    kind = models.TextField()
    title = models.TextField()
    unit_code = models.TextField(blank=True)
    subject = models.TextField()
    subject_key = models.UUIDField(null=True)
    args = models.JSONField(default=dict)
    state = models.TextField(choices=JobState.choices, default=JobState.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    note = models.TextField(blank=True)
    # Why it failed, for the person who started it.
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    started_by = models.UUIDField()
    started_by_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    began_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-key"]
        indexes = [
            models.Index(fields=["subject", "subject_key"], name="job_subject"),
            models.Index(fields=["started_by", "-key"], name="job_starter"),
            models.Index(
                fields=["state"],
                name="job_alive",
                condition=models.Q(state__in=["waiting", "running"]),
            ),
        ]

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.done}/{self.total}"
