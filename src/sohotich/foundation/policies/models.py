from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Open


class PolicyOverride(Keyed):
    """From a campaign date on, a value other than the default; a later decision stands above."""

    scope = Open("what the province decided, by which every screen goes")
    append_only: ClassVar[bool] = True

    name = models.TextField()
    value = models.JSONField()
    from_date = models.DateField()
    reason = models.TextField()
    decided_by = models.UUIDField()
    decided_by_name = models.TextField()
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["name", "from_date", "key"]
        indexes = [models.Index(fields=["name", "-from_date", "-key"], name="policy_in_force")]

    def __str__(self) -> str:
        return f"{self.name} từ {self.from_date:%d/%m/%Y}"
