"""The day's report as an official letter, and the files it can be had as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sohotich.domain.places import Level
from sohotich.engines.documents.official.docx import letter_docx
from sohotich.engines.documents.official.letter import OfficialLetter
from sohotich.engines.documents.official.pdf import letter_pdf
from sohotich.engines.documents.official.xlsx import letter_xlsx
from sohotich.engines.documents.progress import (
    CommuneDay,
    SynthesisDay,
    commune_report,
    synthesis_report,
)
from sohotich.oversight.reports.heads import counted_until, head_of
from sohotich.oversight.reports.said import difficulties_of, proposals_of, staffing_of, text_of
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.standing_figures import standing_of, standings_by_type
from sohotich.oversight.reports.under import groups_of, lines_under, raised_below

WRITERS: Final[dict[str, tuple[str, Callable[[OfficialLetter], bytes]]]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        letter_docx,
    ),
    "pdf": ("application/pdf", letter_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", letter_xlsx),
}
"""Ending → (media type, writer)."""


def letter_of(found: DayReport, number: str = "") -> OfficialLetter:
    """The letter of the unit's report as it stands: figures that went up, or go up as of now."""
    write = _commune if found.office.level is Level.COMMUNE else _synthesis
    return write(found, number)


def _commune(found: DayReport, number: str) -> OfficialLetter:
    return commune_report(
        CommuneDay(
            **head_of(found, number),
            cut_off=counted_until(found),
            standing=standing_of(found),
            by_type=standings_by_type(found),
            text=text_of(found),
            staffing=staffing_of(found),
            difficulties=difficulties_of(found),
            proposals=proposals_of(found),
        )
    )


def _synthesis(found: DayReport, number: str) -> OfficialLetter:
    under = lines_under(found)
    return synthesis_report(
        SynthesisDay(
            **head_of(found, number),
            cut_off=counted_until(found),
            whole=standing_of(found),
            groups=tuple(groups_of(found, under)),
            by_type=standings_by_type(found),
            text=text_of(found),
            staffing=staffing_of(found),
            difficulties=(*difficulties_of(found), *raised_below(under)),
            proposals=proposals_of(found),
        )
    )
