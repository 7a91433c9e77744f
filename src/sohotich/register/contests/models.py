"""What keyers say against decisions on their readings, and what was answered."""

from __future__ import annotations

from typing import Final

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, OneOf, Own, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW, KEYING
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry

# As of readings: while these last, nobody who keys there sees what others read.
_BLIND: Final = ("expected", "scanned", "keyed_once")


class ContestState(models.TextChoices):
    OPEN = "open", "Chờ xem lại"
    KEPT = "kept", "Giữ giá trị đã chọn"
    CHANGED = "changed", "Đã sửa"


class Contest(Keyed):
    """One field of a settled dispute that its keyer wants looked at again; said once.

    `reading` and `decision` are keys of readings, `slot` that of the reading. The answer is drafted
    (`choice`, `value`, `why`, `seq`, `drafted_by`) until it stands. `choice` and `final_choice` are
    words of decisions (a, b, other, blank, unreadable); the latter, once changed, says whose
    reading was right after all. `correction` is the key of the reading that changed the record.
    """

    scope = Scope(
        Own("keyer")
        | InUnits(BOOK_VIEW) & (~InUnits(KEYING) | Related("entry", ~OneOf("state", _BLIND)))
    )

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="contests")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=5)
    reading = models.UUIDField()
    slot = models.PositiveSmallIntegerField()
    decision = models.UUIDField()
    field = models.CharField(max_length=40)
    keyer = models.UUIDField()
    sentence = models.CharField(max_length=500)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ContestState.choices, default=ContestState.OPEN)
    choice = models.CharField(max_length=12, blank=True)
    value = models.CharField(max_length=2000, blank=True)
    why = models.CharField(max_length=500, blank=True)
    seq = models.BigIntegerField(default=-1)
    drafted_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    final_choice = models.CharField(max_length=12, blank=True)
    correction = models.UUIDField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "field"], name="contest_said_once"),
        ]
        indexes = [
            models.Index(fields=["unit_code", "state"], name="contest_unit_state"),
            models.Index(fields=["decision"], name="contest_decision"),
        ]
        ordering = ["raised_at", "key"]

    def __str__(self) -> str:
        return f"{self.field} {self.state}"
