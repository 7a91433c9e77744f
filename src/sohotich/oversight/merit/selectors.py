"""Questions about lists and lines, each for the actor who asks."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from sohotich.foundation.audit.services import record
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.merit.models import (
    Choice,
    CriteriaSet,
    MeritLine,
    MeritList,
    Opinion,
    Stage,
    SubjectKind,
)
from sohotich.oversight.merit.rights import seen_lines


def lists_seen(actor: Actor) -> QuerySet[MeritList]:
    """Lists with a line that the actor sees, the newest days first; `waiting`: appeals without
    an answer among those lines.
    """
    lines = MeritLine.objects.filter(seen_lines(actor), merit_list=OuterRef("pk"))
    waiting = Q(
        lines__opinions__appeal=True, lines__opinions__answered_at=None, stage=Stage.ANNOUNCED
    )
    return (
        MeritList.objects.filter(Exists(lines))
        .annotate(waiting=Count("lines__opinions", filter=waiting))
        .select_related("criteria")
        .order_by("-last_day", "-drawn_at", "-key")
    )


def lines_seen(actor: Actor, found: MeritList) -> QuerySet[MeritLine]:
    """The list's lines that the actor sees, in their order; `said` opinions, `unanswered` ones."""
    return (
        MeritLine.objects.filter(seen_lines(actor), merit_list=found)
        .annotate(
            said=Count("opinions"),
            unanswered=Count("opinions", filter=Q(opinions__answered_at=None)),
        )
        .order_by("place")
    )


def line_seen(actor: Actor, key: UUID) -> MeritLine | None:
    """One line with its list; None where there is none for the actor."""
    rows = MeritLine.objects.filter(seen_lines(actor), key=key)
    return rows.select_related("merit_list__criteria").first()


def own_lines(actor: Actor) -> QuerySet[MeritLine]:
    """Announced lines on which the actor may still have a word, for themselves or their unit."""
    units = {held.unit_code for held in actor.grants if "merit.appeal" in held.permissions}
    mine = Q(person_key=actor.key) | Q(person_key=None, unit_code__in=units)
    return MeritLine.objects.filter(mine, merit_list__stage=Stage.ANNOUNCED).select_related(
        "merit_list"
    )


def taken_lines(found: MeritList) -> list[MeritLine]:
    """Those a person put into the list, in order."""
    return list(found.lines.filter(choice=Choice.TAKEN).order_by("place"))


def appeals_open(found: MeritList) -> int:
    """How many asked for a change and have no answer."""
    rows = Opinion.objects.filter(line__merit_list=found, appeal=True, answered_at=None)
    return rows.count()


def criteria_sets() -> list[CriteriaSet]:
    """Every published set, the latest day first."""
    return list(CriteriaSet.objects.order_by(F("applies_from").desc(), "-published_at", "-key"))


def trace_people(actor: Actor, found: MeritList, action: str = "merit.read") -> None:
    """On record that somebody read, or took away, what a list says of persons."""
    if found.subject == SubjectKind.PERSON:
        record(actor=actor, action=action, unit="", subject="merit_list", key=found.key)
