"""Workbooks that somebody sent in, and what became of each."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models.functions import Now

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Own, Scope, Service

# What stands in them is a first reading: nobody else may see it who could be the second to read.
_WHOSE: Final = Scope(Own("by") | Service(("owner", "scheduler")))


class Sending(Keyed):
    """Files that go in together, with what their sender chose for them.

    `type_code` "" leaves the type to each file's headings; `whole`: a book with a wrong row is left
    out; `repair`: repairs of old encodings are confirmed, `encoding` names one or "".
    """

    scope = _WHOSE

    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    type_code = models.CharField(max_length=8, blank=True)
    whole = models.BooleanField(default=False)
    repair = models.BooleanField(default=False)
    encoding = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-key"]
        indexes = [models.Index(fields=["by"], name="sending_by")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.key}"


class FileState(models.TextChoices):
    WAITING = "waiting", "Chờ kiểm tra"
    DONE = "done", "Đã kiểm tra"
    REFUSED = "refused", "Không nhận"


class SentFile(Keyed):
    """One workbook and what became of its rows; the numbers are those of `FileImported`.

    `findings` are lists (row, column, cell, rule, severity, message, proposal), `books` objects
    (key, label, taken, waiting). `refused` says why the file is no template.
    """

    scope = _WHOSE

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="files")
    by = models.UUIDField()
    name = models.CharField(max_length=300)
    content = models.BinaryField()
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.WAITING)
    type_code = models.CharField(max_length=8, blank=True)
    version = models.CharField(max_length=12, blank=True)
    rows = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    held_back = models.PositiveIntegerField(default=0)
    unfilled = models.PositiveIntegerField(default=0)
    refused = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    repairs = models.PositiveIntegerField(default=0)
    books = models.JSONField(default=list)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["sending", "sha256"], name="sent_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id} {self.state}"
