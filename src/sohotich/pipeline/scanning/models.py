"""Piles: sheets scanned in one go for whichever books their printed QR sheets name; pages of a book
that seem to be one sheet, taken twice.
"""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.foundation.files.models import Link
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page


class SheetKind(models.TextChoices):
    NEW = "new", "Chờ đọc mã"
    COVER = "cover", "Tờ bìa"
    PAGE = "page", "Trang"
    FAILED = "failed", "Không mở được"


class Pile(Keyed):
    """One pile, at the desk of one unit; its sheets may go into books of any unit of the scanner's
    right.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    unit_code = models.CharField(max_length=5)
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "key"]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.key}"


class PileSheet(Keyed):
    """One image of a pile: a file, or one page (`frame`, from 1) of a TIFF or PDF.

    Sheets stand in natural order of `name`, then by `frame`. `says_book` and `says_bundle` (0: the
    book's cover) are what the QR code of a cover names, whether or not there is such a book.
    `book` is where the sheet was put; `set_aside` that a person found it to be no page of a book.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    pile = models.ForeignKey(Pile, on_delete=models.PROTECT, related_name="sheets")
    unit_code = models.CharField(max_length=5)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    thumb = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    sort_name = models.CharField(max_length=600)
    frame = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=SheetKind.choices, default=SheetKind.NEW)
    says_book = models.UUIDField(null=True)
    says_bundle = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    book = models.ForeignKey(Book, null=True, on_delete=models.PROTECT, related_name="+")
    set_aside = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_name", "frame", "key"]
        constraints = [
            models.UniqueConstraint(fields=["pile", "sha256", "frame"], name="pile_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.frame}"


class TwiceState(models.TextChoices):
    OPEN = "open", "Chờ xem"
    BOTH = "both", "Giữ cả hai"
    ASIDE = "aside", "Đã để riêng một trang"


class TakenTwice(Keyed):
    """Two pages of a book that seem to show one sheet: a person says so, or that both stay.

    `first` stands before `second` in the book; the digests are of the images that were compared.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    first = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    first_sha256 = models.CharField(max_length=64)
    second_sha256 = models.CharField(max_length=64)
    share = models.FloatField()
    state = models.CharField(max_length=5, choices=TwiceState.choices, default=TwiceState.OPEN)
    found_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "first_sha256", "second_sha256"],
                name="taken_twice_once",
            ),
        ]
        indexes = [models.Index(fields=["book", "state"], name="taken_twice_book_state")]
        ordering = ["first__order", "second__order", "key"]

    def __str__(self) -> str:
        return f"{self.book_id} {self.state}"
