"""The published counts: all that the public page knows."""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField
from sohotich.foundation.database.scopes import Open

_PUBLISHED = "published for everybody to read"


class PublishedDay(Keyed):
    """A campaign day whose counts are published, never changed afterwards."""

    scope = Open(_PUBLISHED)
    append_only = True

    day = models.DateField(unique=True)
    campaign = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    least = models.PositiveIntegerField()
    published_at = CampaignTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}"


class PublishedCount(Keyed):
    """One commune and type at the end of a published day; 0: fewer than the day's `least`."""

    scope = Open(_PUBLISHED)
    append_only = True

    # No index of its own: the constraint begins with the day.
    day = models.ForeignKey(
        PublishedDay, on_delete=models.PROTECT, related_name="counts", db_index=False
    )
    unit_code = models.CharField(max_length=5)
    type_code = models.CharField(max_length=8)
    expected = models.PositiveIntegerField()
    scanned = models.PositiveIntegerField()
    approved = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "unit_code", "type_code"], name="published_identity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.type_code}"


class PublicPage(Keyed):
    """Whether the page is shown: the policy's word, put where the page may read it."""

    scope = Open("whether there is a page for everybody")

    shown = models.BooleanField()
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="public_page_single", condition=models.Q(single=True)),
        ]

    def __str__(self) -> str:
        return "on" if self.shown else "off"
