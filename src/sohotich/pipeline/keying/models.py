"""A day's work on somebody's machine, and what was typed and does not count."""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Own, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.register.records.models import Reading


class Lease(Keyed):
    """A day's work of one keyer, fetched to a machine that may lose its line.

    What it holds are the worklist's claims of this person in this unit until `until` (real time);
    `total` counts what was handed out with it. Ended by its keyer, by an officer, or by the clock.
    """

    scope = Scope(Own("by") | InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    total = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by"], condition=models.Q(ended_at__isnull=True), name="lease_one_running"
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "ended_at"], name="lease_of_unit")]

    def __str__(self) -> str:
        return f"{self.by} {self.total}"


class WhyKept(models.TextChoices):
    OTHER_MACHINE = "other", "Gõ khác trên hai máy"
    FINISHED = "finished", "Gõ sau khi đã xong"


class KeptField(Keyed):
    """What a keyer typed into a field and what does not count: on their other machine they typed
    something else later, or the reading was finished already. Nothing typed is thrown away.
    """

    scope = Scope(Own("by") | Related("reading"))

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="kept_fields")
    by = models.UUIDField()
    field = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    mark = models.CharField(max_length=20, blank=True)
    seq = models.BigIntegerField()
    why = models.CharField(max_length=10, choices=WhyKept.choices)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "field", "seq"], name="kept_field_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.seq}"
