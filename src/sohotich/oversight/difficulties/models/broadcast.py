"""What is told to units and roles below, and who has read it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField
from sohotich.foundation.database.scopes import (
    AnyInUnits,
    InUnits,
    Own,
    Related,
    Scope,
    Service,
)
from sohotich.foundation.database.speaking import BROADCAST_SEND, PAGE_HOME


class Importance(models.TextChoices):
    USUAL = "usual", "Thường"
    IMPORTANT = "important", "Quan trọng"
    URGENT = "urgent", "Khẩn"


class Broadcast(Keyed):
    """`units`: codes of those addressed; `roles`: of these alone, empty: of everybody there.

    `last_day`: the campaign day after which it asks nobody any more (None: no end). `link`: the
    stored PDF that goes with it.
    """

    scope = Scope(
        AnyInUnits(PAGE_HOME, "units") | Own("sent_by"),
        add=InUnits(BROADCAST_SEND),
    )

    unit_code = models.CharField(max_length=5)
    unit_name = models.TextField()
    sent_by = models.UUIDField()
    sent_by_name = models.TextField()
    sent_at = CampaignTimeField()
    title = models.TextField()
    text = models.TextField()
    importance = models.CharField(max_length=10, choices=Importance.choices)
    units = ArrayField(models.TextField())
    roles = ArrayField(models.TextField(), default=list)
    must_confirm = models.BooleanField(default=False)
    last_day = models.DateField(null=True)
    link = models.UUIDField(null=True)
    link_name = models.TextField(blank=True)
    link_bytes = models.BigIntegerField(null=True)
    reminded_at = CampaignTimeField(null=True)
    withdrawn_at = CampaignTimeField(null=True)
    withdrawn_by_name = models.TextField(blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-sent_at", "-key"]
        indexes = [
            models.Index(
                fields=["last_day"], name="broadcast_standing", condition=Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.title


class BroadcastReceipt(Keyed):
    """That somebody read it, and said so where that was asked."""

    scope = Scope(
        Own("reader") | Related("broadcast") & InUnits(BROADCAST_SEND),
        # A restore, as the owner, brings back everybody's.
        add=Own("reader") & InUnits(PAGE_HOME) | Service(("owner",)),
    )

    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.PROTECT, related_name="receipts", db_index=False
    )
    reader = models.UUIDField()
    reader_name = models.TextField()
    unit_code = models.CharField(max_length=5)
    read_at = CampaignTimeField()
    confirmed_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["read_at", "key"]
        constraints = [models.UniqueConstraint(fields=["broadcast", "reader"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.broadcast_id} {self.reader}"
