"""How every letter of a report begins: from whom, on which campaign and day, counted until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypedDict

from sohotich.engines.documents.progress import Campaign, Sender
from sohotich.foundation.database.clock import shown
from sohotich.oversight.reports.agencies import sender_of
from sohotich.oversight.reports.selectors import DayReport
from sohotich.oversight.reports.standing_figures import campaign_of


class Head(TypedDict):
    """What the letters of a report have in common."""

    sender: Sender
    campaign: Campaign
    day: date


def head_of(found: DayReport, number: str = "") -> Head:
    """The head of a letter of this report; `number` "" as long as none was given."""
    return {
        "sender": replace(sender_of(found.offices, found.office), number=number),
        "campaign": campaign_of(found),
        "day": found.period.day,
    }


def counted_until(found: DayReport) -> str:
    """`17:00` of a closed report; of an open one the time it is now: its figures go on."""
    until = found.report.due_at if found.report.figures else found.line.moment
    return f"{shown(until):%H:%M}"
