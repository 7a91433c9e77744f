"""Invented campaigns in figures alone: how far each unit stood at the end of each day.

For trying a forecast on what it has not seen: two sets of habits, one for choosing constants, the
other, of other ranges, only ever measured on.
"""

from sohotich.sample.world.campaigns.habits import CHOOSING, HELD_OUT, Habits
from sohotich.sample.world.campaigns.running import FLOW, UnitRun, run_campaign, run_unit

__all__ = ["CHOOSING", "FLOW", "HELD_OUT", "Habits", "UnitRun", "run_campaign", "run_unit"]
