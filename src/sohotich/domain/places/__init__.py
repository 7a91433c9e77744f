"""Administrative units with their validity, what became of them, and place names as written."""

from sohotich.domain.places.history import (
    Succession,
    forerunners,
    holder,
    predecessors,
    successors,
)
from sohotich.domain.places.knowing import KnownPlace, OfficeThen, known_at, offices_then
from sohotich.domain.places.names import letter_place, path_name, registration_office
from sohotich.domain.places.parsing import ParsedPlace, parse_place
from sohotich.domain.places.unit import Level, PlaceError, Sure, Unit
from sohotich.domain.places.units import all_units, periods, timeline, unit, units_on
from sohotich.domain.places.wording import PlacePart

__all__ = [
    "KnownPlace",
    "Level",
    "OfficeThen",
    "ParsedPlace",
    "PlaceError",
    "PlacePart",
    "Succession",
    "Sure",
    "Unit",
    "all_units",
    "forerunners",
    "holder",
    "known_at",
    "letter_place",
    "offices_then",
    "parse_place",
    "path_name",
    "periods",
    "predecessors",
    "registration_office",
    "successors",
    "timeline",
    "unit",
    "units_on",
]
