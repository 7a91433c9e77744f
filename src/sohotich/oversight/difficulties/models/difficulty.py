"""A commune's difficulty, everything said of it, and its pictures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.moments import CampaignTimeField, RealTimeField
from sohotich.foundation.database.scopes import InUnits, Own, Related, Scope
from sohotich.foundation.database.speaking import DIFFICULTY_VIEW, PAGE_HOME


class Category(models.TextChoices):
    """What it is about; the plan's own list of what stops communes."""

    PROFESSION = "nghiep_vu", "Nghiệp vụ hộ tịch"
    BOOK = "so_hong", "Sổ hỏng, mất"
    MACHINE = "may_moc", "Máy móc"
    SOFTWARE = "phan_mem", "Phần mềm"
    PEOPLE = "nhan_luc", "Nhân lực"
    LINE = "duong_truyen", "Đường truyền"
    POPULATION = "dan_cu", "Dữ liệu dân cư"
    OTHER = "khac", "Khác"


class Urgency(models.TextChoices):
    """How it holds the work up; each has its hours by policy (`difficulty.hours_<code>`)."""

    STOPPED = "stopped", "Dừng việc"
    SLOWED = "slowed", "Chậm việc"
    QUESTION = "question", "Cần hỏi"


class State(models.TextChoices):
    OPEN = "open", "Mở"
    IN_PROGRESS = "in_progress", "Đang xử lý"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Đã đóng"


class Tier(models.TextChoices):
    """Who is to answer."""

    DISTRICT = "district", "Phòng Tư pháp"
    PROVINCE = "province", "Sở Tư pháp"


class Difficulty(Keyed):
    """`opened_at`: raised, or reopened last; `due_at` counts from then. `answer_minutes`: from
    raising to the first answer, on the clock of the policy. `escalated_at`: when it went up by
    itself because nobody had answered in time.
    """

    # One's own stays in one's own unit: nobody moves a row to another's.
    scope = Scope(
        InUnits(DIFFICULTY_VIEW) | Own("raised_by"),
        add=InUnits(DIFFICULTY_VIEW) | InUnits(PAGE_HOME),
    )

    unit_code = models.CharField(max_length=5)
    unit_name = models.TextField()
    category = models.CharField(max_length=16, choices=Category.choices)
    urgency = models.CharField(max_length=10, choices=Urgency.choices)
    text = models.TextField()
    # What it is about, by its label; the record itself stays behind its own rights.
    about = models.TextField(blank=True)
    book_key = models.UUIDField(null=True)
    entry_key = models.UUIDField(null=True)

    raised_by = models.UUIDField()
    raised_by_name = models.TextField()
    raised_at = CampaignTimeField()

    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    tier = models.CharField(max_length=8, choices=Tier.choices)
    opened_at = CampaignTimeField()
    due_at = CampaignTimeField()
    holder = models.UUIDField(null=True)
    holder_name = models.TextField(blank=True)
    escalated_at = CampaignTimeField(null=True)
    answered_at = CampaignTimeField(null=True)
    answer_minutes = models.PositiveIntegerField(null=True)
    closed_at = CampaignTimeField(null=True)

    class Meta:
        ordering = ["-raised_at", "-key"]
        constraints = [
            models.CheckConstraint(
                name="difficulty_closed",
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="difficulty_answered",
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["unit_code", "raised_at"], name="difficulty_unit"),
            models.Index(fields=["raised_by"], name="difficulty_raiser"),
            models.Index(
                fields=["due_at"],
                name="difficulty_waiting",
                condition=Q(state__in=["open", "in_progress"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.category} {self.raised_at:%Y-%m-%d %H:%M}"

    @property
    def waiting(self) -> bool:
        """Somebody above is to answer."""
        return self.state in (State.OPEN, State.IN_PROGRESS)


class EventKind(models.TextChoices):
    RAISED = "raised", "Nêu khó khăn"
    TAKEN = "taken", "Nhận xử lý"
    PASSED = "passed", "Chuyển Sở Tư pháp"
    SAID = "said", "Trao đổi"
    ANSWERED = "answered", "Trả lời"
    ESCALATED = "escalated", "Quá hạn, tự chuyển lên Sở Tư pháp"
    CLOSED = "closed", "Đóng"
    REOPENED = "reopened", "Mở lại"


class DifficultyEvent(Keyed):
    """One thing said or done; never changed afterwards.

    `state`: how the difficulty stood then; `actor_unit`: the name of the speaker's unit.
    """

    scope = Scope(Related("difficulty"))
    append_only = True

    difficulty = models.ForeignKey(
        Difficulty, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    text = models.TextField(blank=True)
    actor_key = models.UUIDField()
    actor_name = models.TextField()
    actor_unit = models.TextField(blank=True)
    at = RealTimeField()
    campaign_at = CampaignTimeField()

    class Meta:
        ordering = ["campaign_at", "key"]
        indexes = [models.Index(fields=["difficulty", "campaign_at"], name="difficulty_event_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.campaign_at:%Y-%m-%d %H:%M}"


class Picture(Keyed):
    """A picture of a difficulty: the stored file's link, shown to whoever sees the difficulty."""

    scope = Scope(Related("difficulty"))
    append_only = True

    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="pictures")
    link = models.UUIDField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["difficulty", "order"], name="picture_order")
        ]

    def __str__(self) -> str:
        return f"{self.difficulty_id} {self.order}"
