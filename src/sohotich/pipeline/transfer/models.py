"""Packages made for the ministry's software, one per signing of a book."""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import BookApproval


class Package(Keyed):
    """A complete package, one per approval: making it again gives the same bytes.

    `files` is [{"name", "sha256", "bytes", "link"}].
    """

    scope = Scope(InUnits(BOOK_VIEW))

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="packages")
    approval = models.OneToOneField(BookApproval, on_delete=models.PROTECT, related_name="package")
    unit_code = models.CharField(max_length=5)
    stem = models.CharField(max_length=120)
    version = models.CharField(max_length=12)
    content_sha256 = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    made_by_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.stem
