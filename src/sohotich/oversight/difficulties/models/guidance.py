"""What everybody can learn from an answer: written anew, without anybody's data."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField
from sohotich.foundation.database.scopes import Open
from sohotich.oversight.difficulties.models.difficulty import Category

_FOR_EVERYBODY = Open("written for everybody signed in, checked to name nobody of a register")


class Guidance(Keyed):
    """The present text; every text it had is a version. Withdrawn it stays, shown as such.

    `search_key`: title, tags, category and text without marks. `from_difficulty`: the answer it
    was written from, behind its own wall.
    """

    scope = _FOR_EVERYBODY

    category = models.CharField(max_length=16, choices=Category.choices)
    tags = ArrayField(models.TextField(), default=list)
    title = models.TextField()
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    search_key = models.TextField()
    title_key = models.TextField()
    from_difficulty = models.UUIDField(null=True)
    published_at = CampaignTimeField()
    changed_at = CampaignTimeField()
    changed_by_name = models.TextField()
    withdrawn_at = CampaignTimeField(null=True)
    withdrawn_by_name = models.TextField(blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-changed_at", "-key"]

    def __str__(self) -> str:
        return self.title


class GuidanceVersion(Keyed):
    """One text of a guidance, as it was published; never changed afterwards."""

    scope = _FOR_EVERYBODY
    append_only = True

    guidance = models.ForeignKey(
        Guidance, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    category = models.CharField(max_length=16, choices=Category.choices)
    tags = ArrayField(models.TextField(), default=list)
    title = models.TextField()
    text = models.TextField()
    by = models.UUIDField()
    by_name = models.TextField()
    at = CampaignTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guidance", "number"], name="guidance_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.guidance_id} {self.number}"


class GuidanceHelped(Keyed):
    """That a guidance helped somebody: once each, counted for everybody."""

    scope = Open("who pressed a button under a text, no reading of anything")

    guidance = models.ForeignKey(
        Guidance, on_delete=models.PROTECT, related_name="helped", db_index=False
    )
    person = models.UUIDField()
    at = CampaignTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guidance", "person"], name="guidance_helped_once")
        ]

    def __str__(self) -> str:
        return f"{self.guidance_id} {self.person}"
