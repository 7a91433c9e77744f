"""Reports on the progress of the campaign, as official letters made of plain figures."""

from sohotich.engines.documents.progress.commune import CommuneDay, commune_report
from sohotich.engines.documents.progress.figures import Campaign, Sender, StageFigure, Standing
from sohotich.engines.documents.progress.final import final_report
from sohotich.engines.documents.progress.final_figures import (
    Discipline,
    Final,
    FinalDay,
    FinalGroup,
    FinalUnit,
)
from sohotich.engines.documents.progress.final_text import final_text
from sohotich.engines.documents.progress.late import LateDay, LateUnit, SlowUnit, late_report
from sohotich.engines.documents.progress.sentences import day_text
from sohotich.engines.documents.progress.synthesis import SynthesisDay, synthesis_report
from sohotich.engines.documents.progress.units import Reporting, UnitDay, UnitGroup

__all__ = [
    "Campaign",
    "CommuneDay",
    "Discipline",
    "Final",
    "FinalDay",
    "FinalGroup",
    "FinalUnit",
    "LateDay",
    "LateUnit",
    "Reporting",
    "Sender",
    "SlowUnit",
    "StageFigure",
    "Standing",
    "SynthesisDay",
    "UnitDay",
    "UnitGroup",
    "commune_report",
    "day_text",
    "final_report",
    "final_text",
    "late_report",
    "synthesis_report",
]
