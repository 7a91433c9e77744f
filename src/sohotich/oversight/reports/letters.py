"""The day's report as an official letter, and the files it can be had as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from sohotich.domain.places import Level
from sohotich.engines.documents.official.docx import letter_docx
from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.engines.documents.official.pdf import letter_pdf
from sohotich.engines.documents.official.xlsx import letter_xlsx
from sohotich.engines.documents.progress import (
    CommuneDay,
    Reporting,
    Standing,
    SynthesisDay,
    UnitDay,
    UnitGroup,
    commune_report,
    synthesis_report,
)
from sohotich.foundation.database.clock import shown
from sohotich.foundation.pages.numbers import grouped
from sohotich.oversight.reports.agencies import sender_of
from sohotich.oversight.reports.gathering import gathered
from sohotich.oversight.reports.models import Report
from sohotich.oversight.reports.offices import Office
from sohotich.oversight.reports.selectors import DayReport, Line, lines_of
from sohotich.oversight.reports.standing_figures import (
    campaign_of,
    standing_of,
    standing_of_kept,
    standings_by_type,
)

WRITERS: Final[dict[str, tuple[str, Callable[[OfficialLetter], bytes]]]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        letter_docx,
    ),
    "pdf": ("application/pdf", letter_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", letter_xlsx),
}
"""Ending → (media type, writer)."""


def letter_of(found: DayReport) -> OfficialLetter:
    """The letter of the unit's report as it stands: figures that went up, or go up as of now."""
    return _commune(found) if found.office.level is Level.COMMUNE else _synthesis(found)


def file_name(found: DayReport, ending: str, what: str = "bao-cao-ngay") -> str:
    """`bao-cao-ngay-2025-01-07-09508.docx`."""
    return f"{what}-{found.period.day.isoformat()}-{found.office.code}.{ending}"


def staffing_words(report: Report) -> str:
    """`8 người có mặt, 2 ca, 2 máy quét chạy`; "" where nothing was said."""
    parts = (
        (report.people, "người có mặt"),
        (report.shifts, "ca"),
        (report.machines, "máy quét chạy"),
    )
    return ", ".join(f"{grouped(count)} {words}" for count, words in parts if count is not None)


def counted_until(found: DayReport) -> str:
    """`17:00` of a closed report; of an open one the time it is now: its figures go on."""
    until = found.report.due_at if found.report.figures else found.line.moment
    return f"{shown(until):%H:%M}"


def reporting_of(line: Line) -> Reporting:
    """When the unit confirmed, and how late that was."""
    at = line.report.confirmed_at
    return Reporting(f"{shown(at):%H:%M}" if at else "", line.report.late_minutes or 0)


def _commune(found: DayReport) -> OfficialLetter:
    said = _said(found.line)
    return commune_report(
        CommuneDay(
            sender=sender_of(found.offices, found.office),
            campaign=campaign_of(found),
            day=found.period.day,
            cut_off=counted_until(found),
            standing=standing_of(found),
            by_type=standings_by_type(found),
            staffing=tuple(filter(None, (staffing_words(said),))),
            difficulties=tuple(said.difficulties.splitlines()),
            proposals=tuple(said.remarks.splitlines()),
        )
    )


def _synthesis(found: DayReport) -> OfficialLetter:
    said = _said(found.line)
    return synthesis_report(
        SynthesisDay(
            sender=sender_of(found.offices, found.office),
            campaign=campaign_of(found),
            day=found.period.day,
            cut_off=counted_until(found),
            whole=standing_of(found),
            groups=tuple(_groups(found)),
            by_type=standings_by_type(found),
            difficulties=tuple(said.difficulties.splitlines()),
            proposals=tuple(said.remarks.splitlines()),
        )
    )


def _groups(found: DayReport) -> Iterable[UnitGroup]:
    """The communes, by district where the unit stands above districts."""
    offices, own = found.offices, found.office.code
    middle = [one for one in offices.below(own) if one.level is not Level.COMMUNE]
    units = [*middle, *(offices.all[code] for code in offices.communes(own))]
    lines = {
        line.office.code: line
        for line in lines_of(units, found.chain, found.period.day, found.line.moment)
    }
    open_units = [line.office for line in lines.values() if line.report.figures is None]
    present = gathered(offices, open_units, found.period.day)

    def standing(office: Office) -> Standing:
        figures = lines[office.code].report.figures or present[office.code]
        return standing_of_kept(office.name, figures)

    def days(office: Office) -> tuple[UnitDay, ...]:
        communes = (offices.all[code] for code in offices.communes(office.code))
        return tuple(_unit_day(lines[one.code], standing(one)) for one in communes)

    if not middle:
        return [UnitGroup("", days(found.office))]
    return [UnitGroup(one.name, days(one), standing(one)) for one in middle]


def _unit_day(line: Line, standing: Standing) -> UnitDay:
    said = _said(line)
    return UnitDay(
        standing,
        reporting_of(line),
        people=said.people,
        shifts=said.shifts,
        machines=said.machines,
        difficulty=" ".join(said.difficulties.split()),
    )


def _said(line: Line) -> Report:
    """What the unit stands for: of a report that nobody confirmed, no word."""
    return line.report if not line.missing else Report(due_at=line.report.due_at)
