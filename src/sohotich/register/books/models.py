"""A bound register: what is written on its cover and what the inventory says about it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField
from sohotich.foundation.database.scopes import InUnits, Own, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING


class Layout(models.TextChoices):
    """How registrations lie on one image; `rows` needs the number of rows.

    An open book photographed whole holds one registration over both leaves (`spread`), or one on
    each (`leaves`).
    """

    ONE = "one", "Mỗi trang một trường hợp"
    TWO = "two", "Mỗi trang hai trường hợp"
    ROWS = "rows", "Nhiều dòng trên một trang"
    SPREAD = "spread", "Ảnh mở đôi, một trường hợp trên cả hai trang"
    LEAVES = "leaves", "Ảnh mở đôi, mỗi trang một trường hợp"


class Condition(models.TextChoices):
    GOOD = "good", "Tốt"
    WORN = "worn", "Cũ, còn đọc được"
    DAMAGED = "damaged", "Rách, mờ, cần xử lý trước khi quét"


class GivenBack(models.TextChoices):
    """How a book came back from the chair: unsigned, or with its signature taken back."""

    RETURNED = "returned", "trả lại"
    REOPENED = "reopened", "mở lại"


class Book(Keyed):
    """`unit_code` is the unit that held the book at inventory; `label` is for people.

    `runs` lists the numbers the cover declares: [{"year": 1998, "first": 1, "last": 214}, …], one
    for each year, as numbers restart with the year inside a book (TT 04/2020 art. 29).
    `defaults` maps a field key to the value that keying fills in for every entry.
    `form_era` "": the form of the day the book was opened; `form_overrides` maps a field key to
    shown, folded or hidden, as an officer confirmed on one page of the book.
    `given_back` "": with the officer or with the chair in the ordinary way; else the reason, by
    whom and when stand beside it until the book is submitted again.
    """

    scope = Scope(InUnits(BOOK_VIEW) | InUnits(KEYING))

    label = models.CharField(max_length=60, unique=True)
    unit_code = models.CharField(max_length=5)
    type_code = models.CharField(max_length=8)
    year_from = models.PositiveSmallIntegerField()
    year_to = models.PositiveSmallIntegerField()
    volume = models.PositiveSmallIntegerField()
    twin = models.PositiveSmallIntegerField(default=1)
    opened_on = models.CharField(max_length=10, blank=True)
    closed_on = models.CharField(max_length=10, blank=True)
    runs = models.JSONField(default=list)
    declared_count = models.PositiveIntegerField(null=True, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    paper = models.CharField(max_length=4, default="A4")
    layout = models.CharField(max_length=8, choices=Layout.choices, default=Layout.ONE)
    rows = models.PositiveSmallIntegerField(default=1)
    condition = models.CharField(max_length=8, choices=Condition.choices, default=Condition.GOOD)
    place = models.CharField(max_length=120, blank=True)
    form_era = models.CharField(max_length=40, blank=True)
    form_overrides = models.JSONField(default=dict)
    form_confirmed_at = models.DateTimeField(null=True, blank=True)
    form_confirmed_by = models.UUIDField(null=True, blank=True)
    note = models.TextField(blank=True)
    defaults = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.UUIDField(null=True, blank=True)
    given_back = models.CharField(max_length=8, choices=GivenBack.choices, blank=True)
    given_back_reason = models.CharField(max_length=500, blank=True)
    given_back_by_name = models.CharField(max_length=120, blank=True)
    given_back_at = CampaignTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "type_code", "year_from", "year_to", "volume", "twin"],
                name="book_identity",
            ),
            models.CheckConstraint(
                condition=models.Q(year_to__gte=models.F("year_from")), name="book_years_in_order"
            ),
        ]
        ordering = ["unit_code", "type_code", "year_from", "volume", "twin"]

    def __str__(self) -> str:
        return self.label

    @property
    def years(self) -> str:
        """`1998`, or `1998-2000` for a book of several years."""
        if self.year_from == self.year_to:
            return str(self.year_from)
        return f"{self.year_from}-{self.year_to}"

    @property
    def volume_text(self) -> str:
        """The book number as the ministry writes it: `02/1998`, `02/1998-2000`."""
        return f"{self.volume:02d}/{self.years}"


class BookAlias(Keyed):
    """An earlier label of a book: after a handover people still have it on paper."""

    scope = Scope(Related("book"))

    label = models.CharField(max_length=60, unique=True)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="aliases")

    def __str__(self) -> str:
        return self.label


class Standing(models.TextChoices):
    """What an officer says of a book's turn among those to be keyed."""

    USUAL = "usual", "Theo thứ tự chung"
    FIRST = "first", "Nhập trước"
    PAUSED = "paused", "Tạm dừng giao"


class BookWork(Keyed):
    """Whose work a book is and when its turn comes; a book without a row is everybody's.

    `people` are keys of accounts; empty: whoever may key there.
    """

    scope = Scope(InUnits(BOOK_VIEW) | InUnits(KEYING))

    book = models.OneToOneField(Book, on_delete=models.PROTECT, related_name="work")
    unit_code = models.CharField(max_length=5)
    standing = models.CharField(max_length=6, choices=Standing.choices, default=Standing.USUAL)
    people = ArrayField(models.UUIDField(), default=list, blank=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.book_id} {self.standing}"


class KeyerSkill(Keyed):
    """Which books of a unit a person may key: of these types, not older than `year_from`."""

    scope = Scope(Own("person") | InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    person = models.UUIDField()
    types = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "person"], name="keyer_skill_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.person}"
