"""The figures of a report as documents take them, and how documents name the campaign."""

from __future__ import annotations

from sohotich.domain.record_types import record_type
from sohotich.engines.documents.progress import Campaign, Standing
from sohotich.foundation.database.clock import campaign
from sohotich.foundation.policies.services import value
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.stage_figures import standing_of_counts, standing_whole
from sohotich.oversight.reports.texts import figures_before


def standing_of(found: DayReport) -> Standing:
    """The whole unit's figures."""
    own, office, day = campaign(), found.office, found.period.day
    assert own is not None, "a report belongs to a campaign"
    before = figures_before([office.code], day).get(office.code)
    return standing_whole(office.name, found.figures, before, own=own, day=day)


def standing_of_kept(name: str, figures: Kept) -> Standing:
    """Kept figures of a unit below, without the day before."""
    return standing_of_counts(name, figures["counts"], {})


def standings_by_type(found: DayReport) -> tuple[Standing, ...]:
    """The same for each register type that has anything."""
    return tuple(
        standing_of_counts(record_type(code).name, counts, {})
        for code, counts in found.figures["by_type"].items()
    )


def campaign_of(found: DayReport) -> Campaign:
    """The campaign as documents name it."""
    own = campaign()
    assert own is not None, "a report belongs to a campaign"
    basis = str(value("report.basis", found.period.day))
    return Campaign(own.name, basis, own.starts_on, own.ends_on)
