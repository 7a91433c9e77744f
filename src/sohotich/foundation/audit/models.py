from typing import ClassVar

from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import RealTimeField
from sohotich.foundation.database.scopes import Anybody, InUnits, Open, Scope, Service
from sohotich.foundation.database.speaking import AUDIT_VIEW


class AuditEntry(Keyed):
    """One reading or writing. Plain ids, no foreign keys: it outlives what it speaks of.

    `number` comes from a sequence when the row is written, so that writers wait for nobody; it
    follows the order of writing, not of committing, and has holes where a transaction was undone.
    """

    # Whoever does something writes; who may read is another matter.
    scope = Scope(InUnits(AUDIT_VIEW, "unit") | Service(("scheduler",)), add=Anybody())
    append_only: ClassVar[bool] = True

    number = models.BigIntegerField(
        unique=True, db_default=Func(Value("audit_number"), function="nextval"), editable=False
    )
    at = RealTimeField(db_default=Now(), editable=False)
    actor_key = models.UUIDField()
    actor_name = models.TextField()
    action = models.TextField()
    unit = models.TextField(blank=True)
    subject = models.TextField()
    subject_key = models.UUIDField(null=True)
    purpose = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["key"]
        indexes = [
            models.Index(fields=["subject", "subject_key"], name="audit_subject"),
            models.Index(fields=["actor_key", "at"], name="audit_actor"),
            models.Index(fields=["unit", "at"], name="audit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.action} {self.subject}"


class AuditSeal(Keyed):
    """A link of the chain: which entries it holds, the digest of each, and the seal before it.

    `members` is the text of an int8multirange of entry numbers; `top` the highest number held by
    this seal or any before it; `digests` the entries' SHA-256, 32 bytes each, in the order of
    their numbers. `digest` is `chain.seal_digest` of all that.
    """

    scope = Open("digests of entries, which stand behind a wall themselves")
    append_only: ClassVar[bool] = True

    number = models.BigIntegerField(unique=True)
    made_at = RealTimeField()
    made_by = models.TextField()
    members = models.TextField()
    top = models.BigIntegerField()
    entries = models.IntegerField()
    digests = models.BinaryField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
