"""What stood where at the end of each campaign day."""

from __future__ import annotations

from django.db import models

from sohotich.foundation.database.models import Keyed
from sohotich.foundation.database.scopes import InUnits, Open, Scope, Service
from sohotich.foundation.database.speaking import BOOK_VIEW, PROGRESS_VIEW
from sohotich.register.books.models import Book

_BY_THE_ROLL_UP = Service(("facts",))


class DailyFact(Keyed):
    """Registrations and books of one commune and type at one stage at the end of a campaign day.

    `so_far`: standing at the stage or beyond it; `today`: the net change of that day, so that it is
    negative where more came back than went on. Of stage `returned`, `today` counts how often a
    registration came back that day, `so_far` those still waiting to go on again. A book stands at a
    stage when all its countable numbers do; at `returned` when one of them does.
    """

    scope = Scope(InUnits(PROGRESS_VIEW) | Service(("public_page",)), add=_BY_THE_ROLL_UP)

    unit_code = models.CharField(max_length=5)
    type_code = models.CharField(max_length=8)
    day = models.DateField()
    stage = models.CharField(max_length=20)
    today = models.IntegerField()
    so_far = models.IntegerField()
    books_today = models.IntegerField()
    books_so_far = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "type_code", "day", "stage"], name="fact_identity"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="fact_day")]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.type_code} {self.day} {self.stage}: {self.so_far}"


class BookDay(Keyed):
    """Where the registrations of one book stood at the end of a day, from which the rest follows.

    One column for each stage of the funnel, cumulative; `waiting`: returned and not gone on;
    `came_back`: returns of that day. `numbers` and `events` (of that day) say what was counted: the
    ledger holding more of either means that the row is behind. There is one day more than the
    campaign has: the one before it, with all that had been done by then.
    """

    scope = Scope(InUnits(BOOK_VIEW), add=_BY_THE_ROLL_UP)

    # No index of its own: the constraint begins with the book.
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit_code = models.CharField(max_length=5)
    day = models.DateField()
    numbers = models.IntegerField()
    events = models.IntegerField()
    expected = models.IntegerField()
    scanned = models.IntegerField()
    keyed = models.IntegerField()
    agreed = models.IntegerField()
    reviewed = models.IntegerField()
    approved = models.IntegerField()
    exported = models.IntegerField()
    accepted = models.IntegerField()
    waiting = models.IntegerField()
    came_back = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "day"], name="book_day_identity")]
        indexes = [models.Index(fields=["unit_code", "day"], name="book_day_unit")]

    def __str__(self) -> str:
        return f"{self.book_id} {self.day}"


class RollUp(Keyed):
    """When (real time) the figures were last brought up to date with the whole ledger."""

    scope = Open("a moment, shown beside the figures to everybody")

    at = models.DateTimeField()
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="roll_up_single", condition=models.Q(single=True)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
