from typing import ClassVar

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import RealTimeField
from sohotich.foundation.database.scopes import Open


class BackupRun(Keyed):
    """One backup that ended, well or not. `name` is "" where none was made.

    `stored` are the bytes written for it, `files` all the contents it names. `message` says what
    is wrong; empty when it is good.
    """

    scope = Open("when and where to the machine was backed up; nothing of a register")
    append_only: ClassVar[bool] = True

    started_at = RealTimeField()
    ended_at = RealTimeField()
    folder = models.TextField()
    name = models.TextField(blank=True)
    good = models.BooleanField()
    message = models.TextField(blank=True)
    files = models.IntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    by = models.UUIDField()
    by_name = models.TextField()

    class Meta:
        ordering = ["-ended_at", "-key"]

    def __str__(self) -> str:
        return f"{self.name} {'good' if self.good else self.message}"
