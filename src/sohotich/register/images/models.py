"""Page images of a book and the one PDF of each registration cut from them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import Claimed, InUnits, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING
from sohotich.foundation.files.models import Link
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry


class PageState(models.TextChoices):
    NEW = "new", "Chờ xử lý"
    PROCESSED = "processed", "Chờ xác nhận"
    RESCAN = "rescan", "Cần quét lại"
    BLANK = "blank", "Không có trường hợp"


class Page(Keyed):
    """One image of a book: an uploaded file, or one page (`frame`, from 1) of a TIFF or PDF.

    Pages stand in the order `batch_number`, `sort_name`, `frame`; `order` repeats that place, from
    1. `former` lists the links of images replaced by a rescan, oldest first.
    `quad` is the page's outline in the image (eight shares, from top left clockwise), None where
    the image is the page; `skew` how many degrees its lines still turn. `cuts` is what `cuts.Cut`
    describes, its boxes as shares of the straightened page, which `thumb` shows.
    `layout` and `rows` override the book's when not empty. `accepted_at` is set when a person has
    confirmed cuts and numbers.
    """

    scope = Scope(InUnits(BOOK_VIEW))

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="pages")
    unit_code = models.CharField(max_length=5)
    order = models.PositiveIntegerField(default=0)
    batch = models.CharField(max_length=64)
    batch_number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    sort_name = models.CharField(max_length=600)
    frame = models.PositiveIntegerField(default=1)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+")
    former = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.NEW)
    layout = models.CharField(max_length=8, blank=True)
    rows = models.PositiveSmallIntegerField(default=0)
    quad = models.JSONField(null=True, blank=True)
    skew = models.FloatField(default=0)
    confidence = models.FloatField(default=0)
    cuts = models.JSONField(default=list)
    thumb = models.ForeignKey(
        Link, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    problem = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "sha256", "frame"], name="page_once_in_book"),
        ]
        indexes = [models.Index(fields=["book", "order"], name="page_book_order")]
        ordering = ["batch_number", "sort_name", "frame", "key"]

    def __str__(self) -> str:
        return self.name


class EntryImageState(models.TextChoices):
    WAITING = "waiting", "Chờ tạo PDF"
    MADE = "made", "Đã có PDF"
    FAILED = "failed", "Không tạo được PDF"


class EntryImage(Keyed):
    """The PDF of one registration; the newest is `current`, earlier ones are kept.

    `regions` is [{"page": key, "sha256": …, "frame": n, "order": n, "quad": …,
    "skew": …, "box": […], "link": key, "joins": bool}] in reading order;
    `fingerprint` is the SHA-256 of these, so that equal cuts never make a second PDF.
    `view` is the same registration as one JPEG for screens. `verdict` is `ok`, `look` or `rescan`;
    a person who has looked at a doubtful one and found it legible sets `cleared_at`.
    """

    scope = Scope(InUnits(BOOK_VIEW) | Claimed("entry"))

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="images")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    state = models.CharField(
        max_length=8, choices=EntryImageState.choices, default=EntryImageState.WAITING
    )
    current = models.BooleanField(default=True)
    regions = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    pdf = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    view = models.ForeignKey(
        Link, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    score = models.FloatField(null=True, blank=True)
    recipe = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.UUIDField()
    made_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(current=True), name="entry_image_current"
            ),
        ]
        indexes = [
            models.Index(fields=["book", "state"], name="entry_image_book_state"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"

    @property
    def usable(self) -> bool:
        """Whether the book may be submitted with this image: legible, or looked at by a person."""
        return self.state == EntryImageState.MADE and (
            self.verdict == "ok" or self.cleared_at is not None
        )


class FieldRegions(Keyed):
    """Where the fields of a book stand on the picture of a registration, as somebody showed once.

    `form` is the era of the printed form, `place` what `field_regions.place_of` says of where on
    the page the registration was cut; `regions` maps a field to x, y, width and height as shares
    of the picture. Rows are never changed: the highest `version` counts.
    """

    scope = Scope(InUnits(BOOK_VIEW) | InUnits(KEYING))

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="field_regions")
    unit_code = models.CharField(max_length=5)
    form = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField()
    regions = models.JSONField(default=dict)
    taught_at = models.DateTimeField()
    taught_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "form", "place", "version"], name="field_regions_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_id} {self.form} {self.place} {self.version}"
