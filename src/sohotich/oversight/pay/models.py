"""Pay sheets, their people, what is doubted in them, and what has been paid for good."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField, RealTimeField
from sohotich.foundation.database.scopes import InUnits, Own, Scope
from sohotich.foundation.database.speaking import PAY_VIEW
from sohotich.register.ledger.models import Entry


class SheetState(models.TextChoices):
    DRAFT = "draft", "Bản thảo"
    FINAL = "final", "Đã chốt"
    SUPERSEDED = "superseded", "Đã được thay"


class PaySheet(Keyed):
    """A unit's pay for everything finished up to a day and paid on no other sheet.

    `terms` are what was decided when it was reckoned (shape: `terms.py`). A final sheet is
    `content` (shape: `content.py`) with its SHA-256; it never changes. One that `replaces` another
    takes its place, whole, when it becomes final: what the other paid is reckoned here anew.
    """

    scope = Scope(InUnits(PAY_VIEW))

    unit_code = models.CharField(max_length=5)
    number = models.PositiveIntegerField()
    from_day = models.DateField()
    to_day = models.DateField()
    state = models.CharField(max_length=12, choices=SheetState.choices, default=SheetState.DRAFT)
    ground = models.CharField(max_length=500)
    rates = models.JSONField()
    terms = models.JSONField()
    entries = models.PositiveIntegerField(default=0)
    fields = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    counted_at = RealTimeField()
    prepared_by = models.UUIDField()
    prepared_by_name = models.TextField()
    prepared_at = CampaignTimeField()
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replacements"
    )
    reason = models.CharField(max_length=500, blank=True)
    content = models.JSONField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    final_by = models.UUIDField(null=True)
    final_by_name = models.TextField(blank=True)
    final_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "number"], name="pay_sheet_number"),
            models.UniqueConstraint(
                fields=["unit_code"], condition=Q(state="draft"), name="pay_sheet_one_draft"
            ),
            models.CheckConstraint(
                name="pay_sheet_four_eyes",
                condition=Q(final_by=None) | ~Q(final_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="pay_sheet_final_is_frozen",
                condition=Q(state="draft", content=None, final_by=None)
                | ~Q(state="draft") & Q(content__isnull=False, final_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.number}"


class PayLine(Keyed):
    """One person on a sheet.

    `items` are [{work, quantity, price, amount}] as `norms.Line`, prices as text; `unpaid` maps a
    reason to fields; `told` holds what explains the line: entries, lost, corrected, returned.
    """

    scope = Scope(InUnits(PAY_VIEW) | Own("person"), add=InUnits(PAY_VIEW))

    sheet = models.ForeignKey(PaySheet, on_delete=models.CASCADE, related_name="lines")
    unit_code = models.CharField(max_length=5)
    person = models.UUIDField()
    person_name = models.TextField()
    rule = models.CharField(max_length=8)
    rule_reason = models.CharField(max_length=500, blank=True)
    rule_by_name = models.TextField(blank=True)
    items = models.JSONField(default=list)
    unpaid = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    fields = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(default=0)
    number = models.PositiveIntegerField()
    to_day = models.DateField()
    final = models.BooleanField(default=False)

    class Meta:
        ordering = ["person_name", "person"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person"], name="pay_line_person_once"),
        ]
        indexes = [models.Index(fields=["person", "final"], name="pay_line_person")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.person}"


class DoubtKind(models.TextChoices):
    FAST = "fast", "Nhanh hơn mức có thể"
    REPEATED = "repeated", "Giá trị lặp lại quá nhanh"
    BLANK = "blank", "Nhiều trường trống"
    RETURNED = "returned", "Bị trả nhập lại vì sai"
    MACHINES = "machines", "Một tài khoản ở hai máy"


class PayDoubt(Keyed):
    """Readings of one person that look wrong, for a third person to accept or cut, with a reason.

    `facts` are the numbers it says; `readings` the keys behind; `amount` what they cost. `cut` is
    in đồng: 0 accepts.
    """

    scope = Scope(InUnits(PAY_VIEW))

    sheet = models.ForeignKey(PaySheet, on_delete=models.CASCADE, related_name="doubts")
    unit_code = models.CharField(max_length=5)
    person = models.UUIDField()
    person_name = models.TextField()
    kind = models.CharField(max_length=10, choices=DoubtKind.choices)
    facts = models.JSONField()
    readings = models.JSONField()
    amount = models.BigIntegerField(default=0)
    cut = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    settled_by = models.UUIDField(null=True)
    settled_by_name = models.TextField(blank=True)
    settled_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["person_name", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person", "kind"], name="pay_doubt_once"),
            models.CheckConstraint(
                name="pay_doubt_not_by_oneself",
                condition=Q(settled_by=None) | ~Q(settled_by=F("person")),
            ),
            models.CheckConstraint(
                name="pay_doubt_settled_with_reason",
                condition=Q(cut=None, settled_by=None)
                | Q(cut__gte=0, cut__lte=F("amount"), settled_by__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.person} {self.kind}"

    @property
    def settled(self) -> bool:
        return self.settled_by is not None


class PaidEntry(Keyed):
    """A registration that a final sheet has paid, with all its fields: it is paid on no other."""

    scope = Scope(InUnits(PAY_VIEW))

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(PaySheet, on_delete=models.PROTECT, related_name="paid")
    unit_code = models.CharField(max_length=5)

    def __str__(self) -> str:
        return f"{self.entry_id}"


class PayTally(Keyed):
    """What a commune's finished work would cost by the policies of the day it was reckoned."""

    scope = Scope(InUnits(PAY_VIEW))

    unit_code = models.CharField(max_length=5, unique=True)
    at = RealTimeField()
    entries = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    fields = models.PositiveIntegerField()
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.unit_code}: {self.amount}"
