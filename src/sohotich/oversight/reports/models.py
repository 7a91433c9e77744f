"""What each unit said of a day, what went up, and everything that was done to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.domain.places import Level
from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField, RealTimeField
from sohotich.foundation.database.scopes import InUnits, Open, Own, Scope, Service
from sohotich.foundation.database.speaking import PROGRESS_VIEW
from sohotich.foundation.files.models import Link

_TIERS = [(level.value, level.value) for level in Level]


class ReportingBegan(Keyed):
    """When this installation first looked after the chain: days before it blame nobody."""

    scope = Open("one moment, nobody's data")

    at = CampaignTimeField()
    single = models.BooleanField(default=True, unique=True, editable=False)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class ReportPeriod(Keyed):
    """A tier's period that is closed. Of two servers that close it, one can store it.

    `closes_at` is the hour that was decided, `closed_at` when it was done: later where the server
    stood still at that hour.
    """

    scope = Open("days and hours, nobody's data")

    day = models.DateField()
    tier = models.CharField(max_length=8, choices=_TIERS)
    due_at = CampaignTimeField()
    closes_at = CampaignTimeField()
    closed_at = CampaignTimeField()
    closed_at_real = RealTimeField()

    class Meta:
        ordering = ["closes_at", "tier"]
        constraints = [models.UniqueConstraint(fields=["day", "tier"], name="period_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.tier}"


class Report(Keyed):
    """A unit's report of one day; there once somebody writes in it, reminds, or it is closed.

    `figures` are frozen when the period closes (their shape: `figures.py`), with or without a
    confirmation, and with them `text_made`, what is written from them, and `open_difficulties`,
    those raised and not closed. `text`: the officer's words in its place ("": none), made of
    `text_from`, which was written from the figures of that moment. `late_minutes` None: nobody
    confirmed; 0: on time. `reopened_until`: the end of a reopening under way; the former ones are
    events.
    """

    scope = Scope(InUnits(PROGRESS_VIEW))

    unit_code = models.CharField(max_length=5)
    unit_name = models.TextField()
    tier = models.CharField(max_length=8, choices=_TIERS)
    day = models.DateField()
    due_at = CampaignTimeField()
    closes_at = CampaignTimeField()

    people = models.PositiveIntegerField(null=True, blank=True)
    shifts = models.PositiveIntegerField(null=True, blank=True)
    machines = models.PositiveIntegerField(null=True, blank=True)
    difficulties = models.TextField(blank=True)
    remarks = models.TextField(blank=True)
    text = models.TextField(blank=True)
    text_from = models.TextField(blank=True)
    text_made = models.TextField(blank=True)
    open_difficulties = models.JSONField(default=list)

    figures = models.JSONField(null=True)
    figures_at = CampaignTimeField(null=True)

    confirmed_at = CampaignTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_by_name = models.TextField(blank=True)
    late_minutes = models.PositiveIntegerField(null=True)

    reopened_until = CampaignTimeField(null=True)
    reminded_at = CampaignTimeField(null=True)
    reminded_by_name = models.TextField(blank=True)

    class Meta:
        ordering = ["day", "unit_code"]
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "day"], name="report_once"),
            models.CheckConstraint(
                name="report_confirmed_by_somebody",
                condition=Q(confirmed_at=None, confirmed_by=None, late_minutes=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & Q(late_minutes__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["day", "tier"], name="report_day_tier"),
            models.Index(
                fields=["reopened_until"],
                name="report_reopened",
                condition=Q(reopened_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.day}"


class EventKind(models.TextChoices):
    CONFIRMED = "confirmed", "Xác nhận"
    CLOSED = "closed", "Chốt"
    REOPENED = "reopened", "Mở lại"
    CLOSED_AGAIN = "closed_again", "Chốt lại"
    REMINDED = "reminded", "Nhắc"


class ReportEvent(Keyed):
    """One thing done to a report; never changed afterwards.

    `content`: what was said (confirmed), or the figures that were frozen (closed, closed again).
    """

    scope = Scope(InUnits(PROGRESS_VIEW))
    append_only = True

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    unit_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    at = RealTimeField()
    campaign_at = CampaignTimeField()
    actor_key = models.UUIDField()
    actor_name = models.TextField()
    reason = models.TextField(blank=True)
    until = CampaignTimeField(null=True)
    content = models.JSONField(null=True)

    class Meta:
        ordering = ["campaign_at", "key"]
        indexes = [models.Index(fields=["report", "campaign_at"], name="report_event_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.campaign_at:%Y-%m-%d %H:%M}"


class DocumentKind(models.TextChoices):
    DAILY = "daily", "Báo cáo ngày"
    LATE = "late", "Danh sách đơn vị chậm"
    FINAL = "final", "Báo cáo tổng kết"


class IssuedDocument(Keyed):
    """One file of a letter as it was issued; never changed afterwards.

    A letter is issued in every form at once, under one number; issued again it is the next version.
    `figures_at`: when the figures were frozen that it tells.
    """

    scope = Scope(InUnits(PROGRESS_VIEW))
    append_only = True

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    unit_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=8, choices=DocumentKind.choices)
    version = models.PositiveIntegerField()
    ending = models.CharField(max_length=8)
    number = models.CharField(max_length=30)
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    figures_at = CampaignTimeField()
    at = RealTimeField()
    campaign_at = CampaignTimeField()
    actor_key = models.UUIDField()
    actor_name = models.TextField()

    class Meta:
        ordering = ["kind", "version", "ending"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "version", "ending"], name="issued_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.kind} {self.version} {self.ending})"


class MailAddress(Keyed):
    """Where somebody who confirms reports wants to be reminded; theirs alone to see and change."""

    scope = Scope(Own("user_key") | Service(("scheduler", "owner")), add=Own("user_key"))

    user_key = models.UUIDField(unique=True)
    address = models.EmailField()

    def __str__(self) -> str:
        return str(self.user_key)


class ReportMail(Keyed):
    """The one reminder by mail of a unit's report of a day, and how the sending went.

    `sent_to` addresses got it at `sent_at`; before that `error` says what stood in the way of the
    last of `attempts`, and `next_at` (real time) when it is tried again.
    """

    scope = Scope(InUnits(PROGRESS_VIEW))

    unit_code = models.CharField(max_length=5)
    unit_name = models.TextField()
    day = models.DateField()
    due_at = CampaignTimeField()
    attempts = models.PositiveIntegerField(default=0)
    next_at = RealTimeField()
    error = models.TextField(blank=True)
    sent_to = models.PositiveIntegerField(default=0)
    sent_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["day", "unit_code"]
        constraints = [models.UniqueConstraint(fields=["unit_code", "day"], name="mail_once")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.day}"
