from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed


class AuditEntry(Keyed):
    """One reading or writing. Plain ids, no foreign keys: it outlives what it speaks of."""

    append_only: ClassVar[bool] = True

    at = models.DateTimeField(db_default=Now(), editable=False)
    actor_key = models.UUIDField()
    actor_name = models.TextField()
    action = models.TextField()
    unit = models.TextField(blank=True)
    subject = models.TextField()
    subject_key = models.UUIDField(null=True)
    purpose = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["key"]
        indexes = [
            models.Index(fields=["subject", "subject_key"], name="audit_subject"),
            models.Index(fields=["actor_key", "at"], name="audit_actor"),
            models.Index(fields=["unit", "at"], name="audit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.action} {self.subject}"
