"""The short text of a report: written from the figures, or what the officer made of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sohotich.engines.documents.progress import Standing, day_text
from sohotich.foundation.database.clock import campaign
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import Office
from sohotich.oversight.reports.stage_figures import standing_whole


@dataclass(frozen=True)
class Wording:
    """`made`: written from the figures as they stand or went up; `edited`: in its place, "" for
    none; `made_of`: what the edited text was made of.
    """

    made: str
    edited: str = ""
    made_of: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text that counts."""
        return paragraphs(self.edited or self.made)

    @property
    def stale(self) -> bool:
        """Whether the figures have moved on since somebody edited the text."""
        return bool(self.edited) and self.made_of != self.made


def wording_of(report: Report, state: State, standing: Standing, *, draft: bool = False) -> Wording:
    """The text of a report that stands so; what a closed one said then is read, not written anew.

    What somebody made of it counts once it is confirmed, before that in their `draft` alone.
    """
    frozen = report.text_made if report.figures is not None and state is not State.REOPENED else ""
    written = frozen or made(standing)
    if report.late_minutes is None and not draft:
        return Wording(written)
    return Wording(written, report.text, report.text_from)


def texts_made(units: Collection[Office], figures: Mapping[str, Kept], day: date) -> dict[str, str]:
    """Unit → the text written from its figures of a day; two questions however many units."""
    own = campaign()
    assert own is not None, "a report belongs to a campaign"
    before = figures_before([unit.code for unit in units], day)
    return {
        unit.code: made(
            standing_whole(unit.name, figures[unit.code], before.get(unit.code), own=own, day=day)
        )
        for unit in units
    }


def figures_before(units: Collection[str], day: date) -> dict[str, Kept]:
    """Unit → what its report of the day before said, where that was closed."""
    rows = Report.objects.filter(
        unit_code__in=list(units), day=day - timedelta(days=1), figures__isnull=False
    )
    return {code: cast(Kept, row) for code, row in rows.values_list("unit_code", "figures")}


def made(standing: Standing) -> str:
    """The text written from the figures, a paragraph to a line."""
    return "\n".join(day_text(standing))


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
