"""Every number of every book: its state, each change of it, and the chair's signing of a book."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sohotich.domain.workflow import RETURNING
from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField
from sohotich.foundation.database.scopes import Claimed, InUnits, Related, Scope
from sohotich.foundation.database.speaking import BOOK_VIEW
from sohotich.register.books.models import Book


class Entry(Keyed):
    """One registration, there before anything is scanned or keyed.

    `suffix` is what stands behind the number (*bis*); `twin` tells apart numbers that the book
    itself uses twice (1 for the first). `state` changes through `services.move` alone.
    `unit_code` repeats the book's, for scoping without a join.
    """

    scope = Scope(InUnits(BOOK_VIEW) | Claimed("key"))

    # No index of its own: the constraint and the state index begin with the book.
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries", db_index=False)
    unit_code = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=10, blank=True)
    twin = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default="expected")
    reason = models.CharField(max_length=500, blank=True)
    returned = models.BooleanField(default=False)
    page_hint = models.CharField(max_length=20, blank=True)
    state_changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["book", "year", "number", "suffix", "twin"], name="entry_identity"
            ),
        ]
        indexes = [
            # Counting a province reads this index alone.
            models.Index(fields=["unit_code", "state"], name="entry_unit_state"),
            models.Index(fields=["book", "state"], name="entry_book_state"),
            # Gaps: the furthest number that has an image, and what waits before it.
            models.Index(
                fields=["book", "year", "number"],
                name="entry_reached",
                condition=~Q(state__in=["expected", "missing", "cancelled"]),
            ),
            models.Index(
                fields=["book", "year", "number"],
                name="entry_waiting",
                condition=Q(state="expected"),
            ),
            models.Index(fields=["book"], name="entry_doubles", condition=Q(twin__gt=1)),
        ]
        ordering = ["year", "number", "suffix", "twin"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """`41/1998`, `41bis/1998`; a number written twice: `41/1998 (2)`."""
        twin = f" ({self.twin})" if self.twin > 1 else ""
        return f"{self.number}{self.suffix}/{self.year}{twin}"


class LedgerEvent(Keyed):
    """One change of one entry's state; never changed afterwards.

    `at` is real time, `campaign_at` the campaign's clock, by which work of a day is counted.
    """

    scope = Scope(InUnits(BOOK_VIEW))
    append_only = True

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit_code = models.CharField(max_length=5)
    action = models.CharField(max_length=24)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    actor_key = models.UUIDField()
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    campaign_at = CampaignTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["entry", "at"], name="event_entry_at"),
            models.Index(fields=["book", "actor_key"], name="event_book_actor"),
            models.Index(fields=["unit_code", "campaign_at"], name="event_unit_day"),
            # Few come back; daily figures ask which.
            models.Index(
                fields=["unit_code", "entry"],
                name="event_returning",
                condition=Q(action__in=sorted(RETURNING)),
            ),
        ]
        ordering = ["at", "key"]

    def __str__(self) -> str:
        return f"{self.action} {self.from_state} → {self.to_state}"


class BookApproval(Keyed):
    """The chair's signing of a book, bound to its content list (one line per entry).

    `content_sha256` is the SHA-256 of `content` in UTF-8. A reopened approval stays, revoked.
    """

    scope = Scope(Related("book", InUnits(BOOK_VIEW)))

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="approvals")
    version = models.PositiveSmallIntegerField()
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    statement = models.TextField()
    signer_key = models.UUIDField()
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    campaign_at = CampaignTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "version"], name="approval_version"),
            models.UniqueConstraint(
                fields=["book"], condition=Q(revoked_at__isnull=True), name="approval_in_force"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("signed_at")),
                name="approval_revoked_after",
            ),
        ]
        ordering = ["book", "version"]

    def __str__(self) -> str:
        return f"{self.book_id} v{self.version}"
