"""Difficulties with their conversation, the guidance that came of them, and what is broadcast."""

from sohotich.oversight.difficulties.models.broadcast import (
    Broadcast,
    BroadcastReceipt,
    Importance,
)
from sohotich.oversight.difficulties.models.difficulty import (
    Category,
    Difficulty,
    DifficultyEvent,
    EventKind,
    Picture,
    State,
    Tier,
    Urgency,
)
from sohotich.oversight.difficulties.models.guidance import (
    Guidance,
    GuidanceHelped,
    GuidanceVersion,
)

__all__ = [
    "Broadcast",
    "BroadcastReceipt",
    "Category",
    "Difficulty",
    "DifficultyEvent",
    "EventKind",
    "Guidance",
    "GuidanceHelped",
    "GuidanceVersion",
    "Importance",
    "Picture",
    "State",
    "Tier",
    "Urgency",
]
