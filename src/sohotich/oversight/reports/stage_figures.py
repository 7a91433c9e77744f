"""Kept figures as documents take them: stage by stage, with the day before. Pure."""

from __future__ import annotations

from datetime import date

from sohotich.engines.documents.progress import StageFigure, Standing
from sohotich.foundation.database.models import Campaign
from sohotich.oversight.facts.stages import FUNNEL, RETURNED, STAGES, Stage
from sohotich.oversight.reports.figures import Kept

_Pairs = dict[str, list[int]]


def standing_whole(
    name: str, figures: Kept, before: Kept | None, *, own: Campaign, day: date
) -> Standing:
    """A unit's figures of a day; `before`: what its report of the day before said, if there is one.

    What is needed by then: each day of the campaign does its equal share.
    """
    return standing_of_counts(
        name,
        figures["counts"],
        before["counts"] if before else {},
        books=figures["books"].get("expected", [0, 0])[1],
        needed=needed_by(own, day, figures["expected"]),
    )


def standing_of_counts(
    name: str,
    counts: _Pairs,
    before: _Pairs,
    *,
    books: int | None = None,
    needed: int | None = None,
) -> Standing:
    """Stage → [that day, so far] as a standing."""

    def figure(stage: Stage) -> StageFigure:
        if not stage.built:
            return StageFigure(stage.key, stage.label, None, None)
        today, so_far = counts.get(stage.key, [0, 0])
        earlier = before[stage.key][0] if stage.key in before else None
        return StageFigure(stage.key, stage.label, today, so_far, earlier)

    shown = {stage.key: figure(stage) for stage in STAGES if stage.key != "expected"}
    return Standing(
        name=name,
        expected=counts.get("expected", [0, 0])[1],
        stages=tuple(one for key, one in shown.items() if key in FUNNEL),
        returned=shown[RETURNED],
        others=tuple(one for key, one in shown.items() if key not in (*FUNNEL, RETURNED)),
        books=books,
        needed=needed,
    )


def needed_by(own: Campaign, day: date, expected: int) -> int:
    """How many should be approved by the end of that day when each day does its equal share."""
    days = (own.ends_on - own.starts_on).days + 1
    return expected * ((day - own.starts_on).days + 1) // days
