"""Criteria as published, lists drawn by them, what those named said, documents as issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField, RealTimeField
from sohotich.foundation.database.scopes import InUnits, OneOf, Open, Own, Scope
from sohotich.foundation.database.speaking import MERIT_PEOPLE, MERIT_VIEW


class SubjectKind(models.TextChoices):
    COMMUNE = "commune", "Đơn vị cấp xã"
    DISTRICT = "district", "Đơn vị cấp huyện"
    PERSON = "person", "Cá nhân nhập liệu"


class PurposeKind(models.TextChoices):
    COMMEND = "commend", "Đề nghị khen thưởng"
    CRITICISE = "criticise", "Đề nghị phê bình"


class Stage(models.TextChoices):
    DRAFT = "draft", "Bản thảo"
    ANNOUNCED = "announced", "Đang lấy ý kiến"
    ISSUED = "issued", "Đã phát hành"


class Choice(models.TextChoices):
    OPEN = "", "Chưa quyết định"
    TAKEN = "taken", "Đưa vào danh sách"
    LEFT = "left", "Không đưa vào"


# A unit's line is the unit's; a person's is their own, their officer's and the province's.
_OF_OTHERS = InUnits(MERIT_VIEW) & OneOf("subject", ("commune", "district")) | InUnits(MERIT_PEOPLE)
_LINE = Scope(_OF_OTHERS | Own("person_key"))


class CriteriaSet(Keyed):
    """A set of criteria as published: from `applies_from` it judges, until a later one does.

    `numbers`: the values of the policies `merit.…` on that day, without the prefix.
    """

    scope = Open("criteria are published for everybody they judge")
    append_only = True

    applies_from = models.DateField()
    basis = models.TextField()
    numbers = models.JSONField()
    published_at = CampaignTimeField()
    published_at_real = RealTimeField()
    published_by = models.UUIDField()
    published_by_name = models.TextField()

    class Meta:
        ordering = ["-applies_from", "-published_at", "-key"]
        constraints = [
            models.CheckConstraint(
                name="criteria_beforehand",
                condition=Q(published_at__date__lt=models.F("applies_from")),
            )
        ]

    def __str__(self) -> str:
        return f"từ {self.applies_from:%d/%m/%Y}"


class MeritList(Keyed):
    """A list for some days: a draft, announced to those named, issued and frozen from then on."""

    scope = Open("which days are judged by which criteria; who is named stands behind walls")

    purpose = models.CharField(max_length=10, choices=PurposeKind.choices)
    subject = models.CharField(max_length=10, choices=SubjectKind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="lists")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    drawn_at = CampaignTimeField()
    drawn_by_name = models.TextField()
    comment_until = CampaignTimeField(null=True)
    announced_at = CampaignTimeField(null=True)
    announced_by_name = models.TextField(blank=True)
    issued_at = CampaignTimeField(null=True)
    issued_by_name = models.TextField(blank=True)
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["-last_day", "-drawn_at", "-key"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject", "first_day", "last_day"], name="merit_list_once"
            ),
            models.CheckConstraint(
                name="merit_list_days", condition=Q(last_day__gte=models.F("first_day"))
            ),
            models.CheckConstraint(
                name="merit_list_stages",
                condition=Q(stage="draft", comment_until=None, issued_at=None)
                | Q(stage="announced", comment_until__isnull=False, issued_at=None)
                | Q(stage="issued", comment_until__isnull=False, issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject} {self.first_day} {self.last_day}"

    @property
    def title(self) -> str:
        """`Đề nghị khen thưởng · đơn vị cấp xã`."""
        subject = self.get_subject_display()
        return f"{self.get_purpose_display()} · {subject[:1].lower()}{subject[1:]}"


class MeritLine(Keyed):
    """Somebody in a list, with points and why. `evidence`: one object a criterion
    (`evidence.Evidence`). `person_key` None: the unit itself is judged.
    """

    # Nobody judges themselves: one's own line is there to be read.
    scope = Scope(_LINE.see, add=_OF_OTHERS)

    merit_list = models.ForeignKey(
        MeritList, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    subject = models.CharField(max_length=10, choices=SubjectKind.choices)
    unit_code = models.CharField(max_length=5)
    person_key = models.UUIDField(null=True)
    name = models.TextField()
    unit_name = models.TextField(blank=True)
    place = models.PositiveIntegerField()
    rank = models.PositiveIntegerField(null=True)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    evidence = models.JSONField()
    proposed = models.BooleanField()
    why = models.TextField()
    tie = models.TextField(blank=True)
    choice = models.CharField(max_length=5, choices=Choice.choices, blank=True)
    choice_reason = models.TextField(blank=True)
    chosen_by_name = models.TextField(blank=True)
    chosen_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["merit_list", "place"], name="merit_line_place"),
            models.CheckConstraint(
                name="merit_line_reason",
                condition=Q(choice="") | ~Q(choice_reason="") & Q(chosen_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person_key"],
                name="merit_line_person",
                condition=Q(person_key__isnull=False),
            ),
            models.Index(fields=["unit_code"], name="merit_line_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.place}"


class Opinion(Keyed):
    """What a unit or person said of their line; `appeal`: asks for it to be changed.

    `unit_code`, `subject`, `person_key` repeat the line's, for the wall.
    """

    scope = _LINE

    line = models.ForeignKey(MeritLine, on_delete=models.CASCADE, related_name="opinions")
    subject = models.CharField(max_length=10, choices=SubjectKind.choices)
    unit_code = models.CharField(max_length=5)
    person_key = models.UUIDField(null=True)
    appeal = models.BooleanField()
    text = models.TextField()
    by = models.UUIDField()
    by_name = models.TextField()
    at = CampaignTimeField()
    answer = models.TextField(blank=True)
    answered_by_name = models.TextField(blank=True)
    answered_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["at", "key"]
        constraints = [
            models.CheckConstraint(
                name="opinion_answered",
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & ~Q(answered_by_name="") & Q(answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.at:%Y-%m-%d %H:%M}"


class IssuedDocument(Keyed):
    """A file of an issued list, byte for byte as it went out; of the office that issued it."""

    scope = Scope(
        InUnits(MERIT_VIEW, "office_code") & OneOf("subject", ("commune", "district"))
        | InUnits(MERIT_PEOPLE, "office_code")
    )
    append_only = True

    merit_list = models.ForeignKey(MeritList, on_delete=models.PROTECT, related_name="documents")
    subject = models.CharField(max_length=10, choices=SubjectKind.choices)
    office_code = models.CharField(max_length=5)
    ending = models.CharField(max_length=4)
    name = models.TextField()
    media_type = models.TextField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()

    class Meta:
        ordering = ["ending"]
        constraints = [
            models.UniqueConstraint(fields=["merit_list", "ending"], name="merit_document_once"),
            models.CheckConstraint(
                name="merit_document_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name
