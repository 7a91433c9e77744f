"""Whose values somebody else looked at, beside the image, and how many of them were wrong."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q

from sohotich.domain.second_key import Treatment
from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, OneOf, Own, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry

# As with the readings: while one is open, somebody who keys there sees nothing of the other.
_NOT_BLIND: Final = Related("entry", ~OneOf("state", ("expected", "scanned", "keyed_once")))


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
    alone. `suspect`: fields looked at because their value was doubtful, which are in no count.
    `day` is the campaign's.
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
    suspect = models.JSONField(default=list)

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


class LookPlan(Keyed):
    """What was decided for one finished first reading: which values somebody else looks at, how.

    It stays as it was decided: `table` is the text of the table in force on `day`. `treatments`
    maps fields to `accept`, `verify` or `second` (`domain.second_key.Treatment`) by that table;
    fields left out are accepted. `suspect`: those of them that are looked at only because of a
    warning or a poor image, and say nothing of how often their keyer is wrong. `whole`: every field
    is keyed a second time, whatever the table says, and why: drawn by chance, or its lot failed.
    """

    scope = Scope(InUnits(BOOK_VIEW) & (~InUnits(KEYING) | _NOT_BLIND))

    class Whole(models.TextChoices):
        NO = "", "theo bảng"
        DRAWN = "drawn", "rút ngẫu nhiên"
        LOT = "lot", "lô kiểm mẫu không đạt"

    unit_code = models.CharField(max_length=5)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="look_plans")
    reading = models.UUIDField(unique=True)
    treatments = models.JSONField(default=dict)
    suspect = models.JSONField(default=list)
    whole = models.CharField(max_length=8, choices=Whole.choices, blank=True)
    table = models.TextField()
    day = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reading} {self.whole}"

    @property
    def twice(self) -> frozenset[str]:
        """Fields that are keyed a second time; of a `whole` one those of the plan alone."""
        return frozenset(self.treatments) if self.whole else self._with(Treatment.SECOND)

    @property
    def looked_at(self) -> frozenset[str]:
        """Fields whose value another person looks at beside the image."""
        return frozenset() if self.whole else self._with(Treatment.VERIFY)

    @property
    def unmeasured(self) -> frozenset[str]:
        """Fields whose second look measures nobody; of a `whole` one none."""
        return frozenset() if self.whole else frozenset(self.suspect)

    @property
    def careful(self) -> frozenset[str]:
        """Fields that the table does not accept as one person keyed them."""
        return self._with(Treatment.SECOND) | self._with(Treatment.VERIFY)

    def _with(self, treatment: Treatment) -> frozenset[str]:
        return frozenset(key for key, said in self.treatments.items() if said == treatment)


class BookSample(Keyed):
    """What the sampled records of a book showed, of each the latest look; for those who sign it.

    `counts` maps a class of fields to [looks, errors]; `verdict`: of the book's last decided lot,
    `passed` or `failed`, "" while there is none.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="sample")
    records = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    verdict = models.CharField(max_length=8, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.book_id} {self.records} {self.verdict}"
