"""Whose values somebody else looked at, beside the image, and how many of them were wrong."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Own, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry


class Source(models.TextChoices):
    """On what occasion somebody looked."""

    SECOND_KEY = "second_key", "Nhập lần hai"
    DISPUTE = "dispute", "Giải quyết tranh chấp"
    VERIFICATION = "verification", "Soát giá trị"
    SAMPLE = "sample", "Kiểm mẫu"
    GOLD = "gold", "Bản ghi mẫu"
    REVIEW = "review", "Sửa khi soát xét"


class Look(Keyed):
    """One reading under somebody else's eyes, once for each occasion.

    `occasion` is the key of what it was held against (the other reading, a decision, a correction,
    a sample). `counts` maps a class of fields to [looks, errors]; values stand in the readings
    alone. `day` is the campaign's.
    """

    scope = Scope(Own("keyer") | InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", null=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="looks", null=True)
    reading = models.UUIDField()
    keyer = models.UUIDField()
    source = models.CharField(max_length=12, choices=Source.choices)
    occasion = models.UUIDField()
    by = models.UUIDField()
    day = models.DateField()
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "source", "occasion"], name="look_once_an_occasion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.reading}"


class Slip(Keyed):
    """One field found wrong in a look."""

    scope = Scope(Own("keyer") | InUnits(BOOK_VIEW))

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="slips")
    unit_code = models.CharField(max_length=5)
    keyer = models.UUIDField()
    field = models.CharField(max_length=40)
    field_class = models.CharField(max_length=12)
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["look", "field"], name="slip_once_a_look"),
        ]
        indexes = [models.Index(fields=["keyer", "day"], name="slip_keyer_day")]

    def __str__(self) -> str:
        return f"{self.field} {self.look_id}"


class Tally(Keyed):
    """The looks of a day, summed: keyer × class of fields × book × source.

    A province has some hundred thousand of these rows, where the single looks at fields would be
    thirteen million. `book` is empty for gold records.
    """

    scope = Scope(Own("keyer") | InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", null=True)
    keyer = models.UUIDField()
    field_class = models.CharField(max_length=12)
    source = models.CharField(max_length=12, choices=Source.choices)
    day = models.DateField()
    looks = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["keyer", "field_class", "book", "unit_code", "source", "day"],
                name="tally_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="tally_errors_among_looks", condition=Q(errors__lte=F("looks"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field_class} {self.errors}/{self.looks}"
