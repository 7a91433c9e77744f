"""Every reading of a registration, and the settled record made from them."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, OneOf, Own, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry

# While these last, somebody who keys there sees nothing of what others read, now or formerly.
_BLIND: Final = ("expected", "scanned", "keyed_once")
_NOT_BLIND: Final = Related("entry", ~OneOf("state", _BLIND))


class ReadingKind(models.TextChoices):
    KEYING = "keying", "Nhập từ ảnh"
    IMPORT = "import", "Nhập từ Excel"
    DECISION = "decision", "Giải quyết tranh chấp"
    CORRECTION = "correction", "Sửa khi soát xét"
    VERIFICATION = "verification", "Soát giá trị"


class ReadingState(models.TextChoices):
    DRAFT = "draft", "Đang làm"
    COMPLETE = "complete", "Đã xong"
    SUPERSEDED = "superseded", "Đã được thay"


class Reading(Keyed):
    """What one person read, whole and for ever. Slots 1 and 2 are the blind readings, 0 the rest.

    `marks` maps a field to `blank_in_book`, `unreadable` or `as_written`. `aids` tells with what
    help a value came (`typed`, `carried`, `completed`, `imported`). `sequence` holds the last
    packet number stored for each field: a packet that is not newer changes nothing.
    In a decision, `choices` maps each field to `a`, `b`, `other`, `blank` or `unreadable`; in a
    verification to `right`, `other`, `blank`, `unreadable` or `ask`; in a
    correction, `reason` says why and `before` keeps the values and marks that were replaced; in an
    import, `before` keeps the row as it came; in a draft that goes on from a finished reading, its
    key (`reopened`).
    """

    scope = Scope(Own("by") | InUnits(BOOK_VIEW) & (~InUnits(KEYING) | _NOT_BLIND))

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="readings")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=12, choices=ReadingKind.choices)
    slot = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=12, choices=ReadingState.choices, default=ReadingState.DRAFT
    )
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    type_code = models.CharField(max_length=8)
    version = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    aids = models.JSONField(default=dict)
    sequence = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    keystrokes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "slot"],
                condition=Q(slot__gt=0) & ~Q(state="superseded"),
                name="reading_live_slot",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(kind="decision", state="draft"),
                name="reading_one_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["book", "by"], name="reading_book_by"),
            models.Index(fields=["by", "state", "completed_at"], name="reading_by_state"),
        ]
        ordering = ["started_at", "key"]

    def __str__(self) -> str:
        return f"{self.kind} {self.slot} {self.state}"

    @property
    def writes(self) -> bool:
        """Whether a value of the record may be this person's writing. A correction that only
        answers a warning (blank, just as written) vouches for what others wrote, as does a
        verification that found everything right.
        """
        if self.kind == ReadingKind.VERIFICATION:
            return any(choice not in ("right", "ask") for choice in self.choices.values())
        if self.kind != ReadingKind.CORRECTION:
            return True
        was = self.before.get("values", {})
        return any(self.values.get(field, "") != value for field, value in was.items())

    def says(self, field: str) -> bool:
        """Whether it holds a value or a mark for the field."""
        return field in self.values or field in self.marks


class Record(Keyed):
    """The settled values of one registration, by the ministry's column names.

    `provenance` maps each field to the key of the reading its value came from. `digest` is the
    content list's digest of values and marks (`engines.exchange.content`); the chair signs for it.
    The columns below repeat values for lists and checks; `values` is the truth. `title` names whom
    the record is about: the child, or husband and wife.
    """

    scope = Scope(InUnits(BOOK_VIEW) & (~InUnits(KEYING) | _NOT_BLIND))

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="record")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    type_code = models.CharField(max_length=8)
    version = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    provenance = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    so = models.CharField(max_length=20, blank=True)
    quyen_so = models.CharField(max_length=20, blank=True)
    ngay_dang_ky = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    title_key = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["unit_code", "title_key"], name="record_unit_title"),
        ]

    def __str__(self) -> str:
        return self.so


class Person(Keyed):
    """One person named in a record, for search and matching.

    `role` is one of the type's roles (`RecordType.persons`), the prefix of its fields: chong, me.
    """

    scope = Scope(InUnits(BOOK_VIEW) & (~InUnits(KEYING) | Related("record")))

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="persons")
    unit_code = models.CharField(max_length=5)
    role = models.CharField(max_length=8)
    ho_ten = models.CharField(max_length=200)
    unmarked_key = models.CharField(max_length=200)
    ngay_sinh = models.CharField(max_length=10, blank=True)
    so_giay_to = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "role"], name="person_role_once"),
        ]
        indexes = [
            models.Index(fields=["unmarked_key"], name="person_unmarked"),
            models.Index(fields=["unit_code", "unmarked_key"], name="person_unit_unmarked"),
            models.Index(fields=["ngay_sinh"], name="person_born"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.record_id}"
