"""What every stored thing shares, and the campaign whose clock the work runs by."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from sohotich.foundation.database.keys import new_key


class Keyed(models.Model):
    """Base of every model: a UUIDv7 key made by us.

    `append_only = True` on a model leaves the application role INSERT and SELECT only.
    """

    append_only: ClassVar[bool] = False

    key = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Campaign(Keyed):
    """The one campaign of this installation (one installation = one province)."""

    name = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Campaign time = real time + offset.
    offset = models.DurationField(default=timedelta(0))
    root_unit = models.TextField()
    # Of two writers, one loses: a second campaign cannot be stored.
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="campaign_single", condition=models.Q(single=True)),
            models.CheckConstraint(
                name="campaign_days", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name
