"""Administrative units with their validity, what became of them, and place names as written."""

from sohotich.domain.places.history import Succession, holder, successors
from sohotich.domain.places.names import path_name, registration_office
from sohotich.domain.places.parsing import ParsedPlace, PlacePart, parse_place
from sohotich.domain.places.unit import Level, PlaceError, Unit
from sohotich.domain.places.units import all_units, unit, units_on

__all__ = [
    "Level",
    "ParsedPlace",
    "PlaceError",
    "PlacePart",
    "Succession",
    "Unit",
    "all_units",
    "holder",
    "parse_place",
    "path_name",
    "registration_office",
    "successors",
    "unit",
    "units_on",
]
