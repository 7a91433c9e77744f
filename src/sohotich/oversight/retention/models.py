from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import RealTimeField
from sohotich.foundation.database.scopes import Open


class Destruction(Keyed):
    """A proposal to destroy, and what became of it.

    `content` holds the keys by kind, `{"accounts": [...], "readings": [...]}`, `content_sha256`
    names exactly that; `policies` the periods it went by. `destroyed_*` is somebody else than
    `proposed_*`.
    """

    scope = Open("keys and counts, nobody's name but those of the two who act")

    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    policies = models.JSONField()
    reason = models.TextField()
    proposed_by = models.UUIDField()
    proposed_by_name = models.TextField()
    proposed_by_title = models.TextField(blank=True)
    proposed_at = RealTimeField()
    withdrawn_at = RealTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    destroyed_at = RealTimeField(null=True)
    destroyed_by = models.UUIDField(null=True)
    destroyed_by_name = models.TextField(blank=True)
    destroyed_by_title = models.TextField(blank=True)

    class Meta:
        ordering = ["-proposed_at", "-key"]
        constraints = [
            models.CheckConstraint(
                name="destruction_four_eyes",
                condition=Q(destroyed_by=None) | ~Q(destroyed_by=models.F("proposed_by")),
            ),
            models.UniqueConstraint(
                fields=["withdrawn_at"],
                condition=Q(withdrawn_at=None, destroyed_at=None),
                name="destruction_one_open",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_sha256[:12]} {self.proposed_at:%Y-%m-%d}"

    @property
    def open(self) -> bool:
        return self.destroyed_at is None and self.withdrawn_at is None

    def count(self, kind: str) -> int:
        """How many of `accounts` or `readings` it names."""
        return len(self.content[kind])
