"""What every stored thing shares, and the campaign whose clock the work runs by."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from sohotich.foundation.database.keys import new_key
from sohotich.foundation.database.scopes import Open, Scope


class Keyed(models.Model):
    """Base of every model: a UUIDv7 key made by us.

    `append_only = True` on a model leaves the application role INSERT and SELECT only. `scope` says
    whose rows are whose; a model without one is refused by a test.
    """

    append_only: ClassVar[bool] = False
    scope: ClassVar[Scope | Open | None] = None

    key = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Campaign(Keyed):
    """The one campaign of this installation (one installation = one province)."""

    scope = Open("days and clock of the campaign, shown to everybody")

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
