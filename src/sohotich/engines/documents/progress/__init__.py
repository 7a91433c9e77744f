"""Reports on the progress of the campaign, as official letters made of plain figures."""

from sohotich.engines.documents.progress.commune import CommuneDay, commune_report
from sohotich.engines.documents.progress.figures import Campaign, Sender, StageFigure, Standing
from sohotich.engines.documents.progress.sentences import day_text

__all__ = [
    "Campaign",
    "CommuneDay",
    "Sender",
    "StageFigure",
    "Standing",
    "commune_report",
    "day_text",
]
