"""Whether somebody has passed, and whether work waits for that; what the province decides."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.policies.services import value
from sohotich.foundation.worklists.gates import Gate, gate_register
from sohotich.pipeline.training.course import edition
from sohotich.pipeline.training.models import Attempt

_WHO: Final = "training.before_work"
_MARK: Final = "training.pass_share"
# Every queue of the keying station; names of queues belong to the worklists, not to a station.
_QUEUES: Final = "keying."
_LEARNER: Final = "nguoi_nhap_lieu"
_KEYS: Final = "keying.key"


def register_gate() -> None:
    """Called once, when the app is ready."""
    gate_register(_QUEUES, gate)


def gate(actor: Actor) -> Gate | None:
    """What stands before the keying work of this person: nothing, a reminder, or the course."""
    who = value(_WHO)
    if who == "none" or not learns(actor) or has_passed(actor.key):
        return None
    shut = who == "keyers" or (who == "lent" and _lent(actor.key))
    words = (
        "Việc được giao khi anh/chị đạt phần tập."
        if shut
        else "Anh/chị chưa học. Học trước thì nhập nhanh và đúng hơn."
    )
    return Gate(
        "Học nhập liệu: 15 phút, tập trên trang sổ mẫu", words, "Học", "training:home", shut
    )


def learns(actor: Actor) -> bool:
    """Whether the person keys as a keyer alone: officers are not held up."""
    roles = {held.role for held in actor.grants if _KEYS in ROLE_PERMISSIONS.get(held.role, ())}
    return roles == {_LEARNER}


def has_passed(person: UUID) -> bool:
    """Whether this edition of the course was ever passed."""
    return Attempt.objects.filter(person=person, passed=True, course=edition()).exists()


def passes(errors: int, looks: int) -> bool:
    """Whether so many first answers wrong are few enough; nothing answered is no pass."""
    needed = value(_MARK)
    assert isinstance(needed, float)
    return looks > 0 and (looks - errors) / looks >= needed


def _lent(person: UUID) -> bool:
    return User.objects.filter(pk=person, valid_to__isnull=False).exists()
