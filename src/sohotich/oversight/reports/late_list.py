"""The list of units late with their report or behind the plan, as an official letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sohotich.domain.places import Level
from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.engines.documents.progress import LateDay, LateUnit, SlowUnit, late_report
from sohotich.foundation.database.clock import campaign, shown
from sohotich.oversight.facts.selectors import series
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.gathering import gathered
from sohotich.oversight.reports.heads import counted_until, head_of
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import Office
from sohotich.oversight.reports.said import reporting_of
from sohotich.oversight.reports.selectors import DayReport, Line, lines_of
from sohotich.oversight.reports.stage_figures import needed_by

_GOAL = "approved"


def late_letter_of(found: DayReport, number: str = "") -> OfficialLetter:
    """Every unit below, however deep: those late or silent that day, and the communes behind what
    equal days would have approved by then.
    """
    units = list(_below(found, found.office.code))
    lines = lines_of(units, found.chain, found.period.day, found.line.moment)
    return late_report(
        LateDay(
            **head_of(found, number),
            cut_off=counted_until(found),
            units=len(units),
            late=tuple(_late(found, lines)),
            slow=tuple(_slow(found, lines)),
        )
    )


def _below(found: DayReport, code: str) -> Iterable[Office]:
    for office in found.offices.below(code):
        yield office
        yield from _below(found, office.code)


def _late(found: DayReport, lines: list[Line]) -> Iterable[LateUnit]:
    late = [line for line in lines if line.state in (State.LATE, State.SILENT)]
    rows = Report.objects.filter(
        unit_code__in=[line.office.code for line in late],
        day__lte=found.period.day,
        figures__isnull=False,
    ).exclude(late_minutes=0)
    times = Counter(rows.values_list("unit_code", flat=True))
    for line in late:
        due = f"{shown(line.report.due_at):%H:%M}"
        yield LateUnit(
            line.office.name,
            _parent(found, line),
            due,
            reporting_of(line),
            max(times[line.office.code], 1),
        )


def _slow(found: DayReport, lines: list[Line]) -> Iterable[SlowUnit]:
    communes = [line for line in lines if line.office.level is Level.COMMUNE]
    open_units = [line.office for line in communes if line.report.figures is None]
    present = gathered(found.offices, open_units, found.period.day)
    own = campaign()
    assert own is not None, "a report belongs to a campaign"
    for line in communes:
        figures = line.report.figures or present[line.office.code]
        expected, done = figures["expected"], figures["counts"].get(_GOAL, [0, 0])[1]
        needed = needed_by(own, found.period.day, expected)
        if done < needed:
            still = _days_still(found, line.office.code)
            yield SlowUnit(line.office.name, _parent(found, line), expected, done, needed, still)


def _days_still(found: DayReport, unit: str) -> int:
    """How many days up to that one passed without anything new approved."""
    days = [today for day, today, _ in series([unit], _GOAL) if day <= found.period.day]
    still = 0
    for today in reversed(days):
        if today > 0:
            break
        still += 1
    return still


def _parent(found: DayReport, line: Line) -> str:
    above = found.offices.above(line.office.code)
    return above.name if above else ""
