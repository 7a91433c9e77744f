"""Lots of agreed records, and those of them that were drawn and held against their images."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry


class LotState(models.TextChoices):
    OPEN = "open", "Đang kiểm"
    PASSED = "passed", "Đạt"
    FAILED = "failed", "Không đạt"


class Lot(Keyed):
    """Agreed records of one book, or those of one keyer in a commune: exactly one of `book` and
    `keyer` is there.

    `terms` are those of the day it was opened (`domain.sampling.Terms`). `evidence` once decided:
    records, looks, errors, `whole` (all of them were looked at), `moved` (sent to be keyed twice).
    """

    scope = Scope(InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="lots", null=True)
    keyer = models.UUIDField(null=True)
    keyer_name = models.CharField(max_length=120, blank=True)
    terms = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=LotState.choices, default=LotState.OPEN)
    evidence = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lot_of_book_or_keyer",
                condition=Q(book__isnull=True, keyer__isnull=False)
                | Q(book__isnull=False, keyer__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["unit_code", "book", "keyer"],
                condition=Q(state="open"),
                name="lot_one_open",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "state"], name="lot_unit_state")]

    def __str__(self) -> str:
        return f"{self.book_id or self.keyer} {self.state}"


class Sampled(Keyed):
    """One record of a lot: handed out, then judged field by field.

    `fields` and `wrong` are keys of fields; values stand in the record alone. `digest`: of the
    record as it was looked at.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="sampled")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    held_by = models.UUIDField()
    held_until = models.DateTimeField()
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.UUIDField(null=True, blank=True)
    judged_by_name = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=list)
    wrong = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lot", "entry"], name="sampled_once_a_lot"),
        ]
        ordering = ["judged_at", "key"]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.entry_id}"
