"""A unit's name with all that stands above it."""

from sohotich.domain.places.unit import Unit
from sohotich.domain.places.units import parents


def path_name(unit: Unit) -> str:
    """In the unit's own time: "Xã An Tập, huyện Lương Tài, tỉnh Bắc Ninh"."""
    above = (f"{parent.kind} {parent.bare_name}".strip() for parent in parents(unit))
    return ", ".join((unit.name, *above))


def registration_office(unit: Unit) -> str:
    """As the ministry's template writes the place of registration: "ubnd Xã An Tập, huyện …"."""
    return f"ubnd {path_name(unit)}"
