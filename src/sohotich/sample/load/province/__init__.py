"""A whole province in mid-campaign, stored by sets of rows. Needs Django ready, and migrations."""

from sohotich.sample.load.province.check import Fault
from sohotich.sample.load.province.figures import figures_of
from sohotich.sample.load.province.fill import OPENS_AT, Filled, province_fill

__all__ = ["OPENS_AT", "Fault", "Filled", "figures_of", "province_fill"]
