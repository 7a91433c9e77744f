"""How often the two readings differed and how much came back, by commune and day."""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Scope, Service
from sohotich.foundation.database.speaking import PROGRESS_VIEW


class QualityDay(Keyed):
    """Of one commune and campaign day; see `quality`.

    `entries`: registrations whose content was agreed that day, `disputed` of them after a dispute;
    `fields`: what their records hold, `fields_disputed` of them decided between two readings.
    `returned`: how often one came back that day. `events`: how many changes of the ledger the day's
    figures counted: another number there means that the row is behind.
    """

    scope = Scope(InUnits(PROGRESS_VIEW), add=Service(("facts",)))

    unit_code = models.CharField(max_length=5)
    day = models.DateField()
    events = models.IntegerField()
    entries = models.IntegerField()
    disputed = models.IntegerField()
    fields = models.IntegerField()
    fields_disputed = models.IntegerField()
    returned = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "day"], name="quality_day_identity"),
        ]
        indexes = [models.Index(fields=["day"], name="quality_day_day")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.day}"
