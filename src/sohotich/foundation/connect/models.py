"""Tokens by which a scanning station or a connector speaks, and the answers kept for repeats."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Open, Own, Scope, Service
from sohotich.foundation.database.speaking import BOOK_VIEW


class Token(Keyed):
    """A machine's right to work in a unit, until a campaign day (included).

    `digest` is the SHA-256 of the secret, which is kept nowhere; `hint` its first letters, by which
    people tell tokens apart. `counted` requests were asked since `counted_from`.
    """

    scope = Open("asked for before anybody speaks; names a machine, nobody of a register")

    name = models.TextField()
    unit_code = models.TextField()
    rights = ArrayField(models.TextField())
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    valid_to = models.DateField()
    issued_by = models.UUIDField()
    issued_by_name = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    last_used_at = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    counted = models.IntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_by_name = models.TextField(blank=True)
    revoked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-key"]

    def __str__(self) -> str:
        return f"{self.name} @ {self.unit_code}"


class Answer(Keyed):
    """What was answered to a write, so that the same request sent again does nothing twice.

    Written in the transaction of the deed: where it stands, the deed is done. `fingerprint` is the
    SHA-256 of what was asked. A form that shows a secret once leaves one too, under its person's
    key, without an answer.
    """

    scope = Scope(Own("token_key") | InUnits(BOOK_VIEW) | Service(("scheduler",)))

    token_key = models.UUIDField()
    unit_code = models.TextField()
    idempotency_key = models.TextField()
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["token_key", "idempotency_key"], name="answer_once")
        ]
        indexes = [models.Index(fields=["expires_at"], name="answer_expires")]

    def __str__(self) -> str:
        return f"{self.token_key} {self.status}"
