from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Claimed, InUnits, OneOf, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, PROGRESS_VIEW

REPORT = "report"
"""Subject of files that tell counts alone: whoever follows the unit's progress reads them."""


class Link(Keyed):
    """A file somebody stored, for a purpose, belonging to something of a unit.

    The content lies once under its SHA-256, however many links name it.
    """

    scope = Scope(
        InUnits(BOOK_VIEW)
        | Claimed("subject_key")
        | (OneOf("subject", (REPORT,)) & InUnits(PROGRESS_VIEW))
    )

    unit_code = models.TextField()
    # What it belongs to: a noun and a key, no foreign key, for files know no room above.
    subject = models.TextField()
    subject_key = models.UUIDField()
    purpose = models.TextField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    media_type = models.TextField()
    created_by = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["key"]
        indexes = [
            models.Index(fields=["subject", "subject_key", "purpose"], name="link_subject"),
            models.Index(fields=["sha256"], name="link_content"),
        ]
        constraints = [
            models.CheckConstraint(
                name="link_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="link_bytes", condition=models.Q(bytes__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.subject}/{self.purpose}/{self.name}"
