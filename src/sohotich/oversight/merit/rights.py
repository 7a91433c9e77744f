"""Who sees a line, who speaks for it, who decides."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.merit.models import MeritLine, MeritList, PurposeKind, Stage, SubjectKind

VIEW, PEOPLE, APPEAL = "merit.view", "merit.people", "merit.appeal"
DECIDES: Final[dict[str, str]] = {
    PurposeKind.COMMEND: "merit.decide",
    PurposeKind.CRITICISE: "merit.criticise",
}
"""Purpose → the right to draw, decide and issue such a list."""


def decides(actor: Actor, purpose: str) -> bool:
    return actor.can_somewhere(DECIDES[purpose])


def ensure_decides(actor: Actor, purpose: str) -> None:
    """Raise Forbidden for everybody else."""
    if not decides(actor, purpose):
        raise Forbidden


def seen_lines(actor: Actor) -> Q:
    """The condition on lines: those of one's units, of one's people, one's own; drafts only for
    those who decide them.
    """
    units = Q(person_key=None) & _within(actor, VIEW)
    people = Q(person_key__isnull=False) & _within(actor, PEOPLE)
    shown = ~Q(merit_list__stage=Stage.DRAFT)
    for purpose in PurposeKind.values:
        if decides(actor, purpose):
            shown |= Q(merit_list__purpose=purpose)
    return shown & (units | people | Q(person_key=actor.key))


def speaks_for(actor: Actor, line: MeritLine) -> bool:
    """Whether the actor may comment: the person, or whoever answers for that very unit."""
    if line.person_key is not None and line.person_key == actor.key:
        return True
    needed = {APPEAL, PEOPLE} if line.subject == SubjectKind.PERSON else {APPEAL}
    return any(
        held.unit_code == line.unit_code and needed <= held.permissions for held in actor.grants
    )


def whole_list(actor: Actor, found: MeritList) -> bool:
    """Whether the actor sees every line of the list, and so its documents."""
    right = PEOPLE if found.subject == SubjectKind.PERSON else VIEW
    drafts = found.stage != Stage.DRAFT or decides(actor, found.purpose)
    return drafts and actor.units(right) is None


def _within(actor: Actor, right: str) -> Q:
    reach = actor.units(right)
    return Q() if reach is None else Q(unit_code__in=reach)
