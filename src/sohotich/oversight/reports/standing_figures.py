"""The figures of a report as documents take them: stage by stage, with the day before."""

from __future__ import annotations

from datetime import date, timedelta

from sohotich.domain.record_types import record_type
from sohotich.engines.documents.progress import Campaign, StageFigure, Standing
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.policies.services import value
from sohotich.oversight.facts.stages import FUNNEL, RETURNED, STAGES, Stage
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.selectors import DayReport

_Pairs = dict[str, list[int]]


def standing_of(found: DayReport) -> Standing:
    """The whole unit's figures."""
    before = _day_before(found)
    return _standing(
        found.office.name,
        found.figures["counts"],
        before["counts"] if before else {},
        books=found.figures["books"].get("expected", [0, 0])[1],
        needed=needed_by(campaign_of(found), found.period.day, found.figures["expected"]),
    )


def standing_of_kept(name: str, figures: Kept) -> Standing:
    """Kept figures of a unit below, without the day before."""
    return _standing(name, figures["counts"], {})


def standings_by_type(found: DayReport) -> tuple[Standing, ...]:
    """The same for each register type that has anything."""
    return tuple(
        _standing(record_type(code).name, counts, {})
        for code, counts in found.figures["by_type"].items()
    )


def campaign_of(found: DayReport) -> Campaign:
    """The campaign as documents name it."""
    own = campaign()
    assert own is not None, "a report belongs to a campaign"
    basis = str(value("report.basis", found.period.day))
    return Campaign(own.name, basis, own.starts_on, own.ends_on)


def _standing(
    name: str,
    counts: _Pairs,
    before: _Pairs,
    *,
    books: int | None = None,
    needed: int | None = None,
) -> Standing:
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


def _day_before(found: DayReport) -> Kept | None:
    """What the unit's report of the day before said, where it was closed."""
    rows = Report.objects.filter(
        unit_code=found.office.code, day=found.period.day - timedelta(days=1)
    )
    figures: Kept | None = rows.values_list("figures", flat=True).first()
    return figures


def needed_by(own: Campaign, day: date, expected: int) -> int:
    """How many should be approved by the end of that day when each day does its equal share."""
    return expected * own.nth(day) // own.days
