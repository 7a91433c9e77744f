"""How difficulties, guidance and broadcasts look in lists: badges and clocks in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sohotich.foundation.pages.states import Badge
from sohotich.oversight.difficulties.answer_clock import AnswerClock
from sohotich.oversight.difficulties.clock import left_words
from sohotich.oversight.difficulties.models import (
    Broadcast,
    Difficulty,
    Guidance,
    Importance,
    State,
    Urgency,
)

_STATES = {
    State.OPEN: ("action", "shape-open"),
    State.IN_PROGRESS: ("action", "shape-half"),
    State.ANSWERED: ("done", "shape-check"),
    State.CLOSED: ("quiet", "shape-approved"),
}
_URGENCIES = {
    Urgency.STOPPED: ("error", "stop"),
    Urgency.SLOWED: ("doubt", "shape-triangle"),
    Urgency.QUESTION: ("quiet", "help"),
}
_IMPORTANCES = {
    Importance.URGENT: ("error", "alert"),
    Importance.IMPORTANT: ("doubt", "shape-triangle"),
    Importance.USUAL: ("quiet", "info"),
}


def state_badge(row: Difficulty) -> Badge:
    return Badge(row.get_state_display(), *_STATES[State(row.state)])


def urgency_badge(row: Difficulty) -> Badge:
    return Badge(row.get_urgency_display(), *_URGENCIES[Urgency(row.urgency)])


def importance_badge(row: Broadcast) -> Badge:
    if row.withdrawn_at is not None:
        return Badge("Đã thu hồi", "quiet", "shape-slash")
    return Badge(row.get_importance_display(), *_IMPORTANCES[Importance(row.importance)])


def guidance_badge(row: Guidance) -> Badge:
    if row.withdrawn_at is not None:
        return Badge("Đã thu hồi", "quiet", "shape-slash")
    return Badge("Đang dùng", "done", "shape-check")


@dataclass(frozen=True)
class Clocked:
    """A difficulty with its clock at one moment: `due` is "" once it is answered."""

    row: Difficulty
    due: str
    late: bool


def clocked(row: Difficulty, moment: datetime, clock: AnswerClock) -> Clocked:
    if not row.waiting:
        return Clocked(row, "", False)
    return Clocked(row, *left_words(row.due_at, moment, clock))


def due_cell(one: Clocked) -> Badge | str:
    """`còn 1 giờ 20`, or a badge that says how long it is overdue."""
    return Badge(one.due, "error", "clock") if one.late else one.due
