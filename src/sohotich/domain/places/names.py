"""A unit's name with all that stands above it."""

from datetime import date

from sohotich.domain.places.unit import Unit, split_kind
from sohotich.domain.places.units import parents


def path_name(unit: Unit, on: date | None = None) -> str:
    """With the units above as on that day, or on the unit's first known day: "Xã An Tập, huyện
    Lương Tài, tỉnh Bắc Ninh".
    """
    above = (f"{parent.kind} {parent.bare_name}".strip() for parent in parents(unit, on))
    return ", ".join((unit.name, *above))


def registration_office(unit: Unit, on: date | None = None) -> str:
    """As the ministry's template writes the place of registration: "ubnd Xã An Tập, huyện …"."""
    return f"ubnd {path_name(unit, on)}"


def letter_place(name: str) -> str:
    """Where a letter is dated: "An Tập" for "Xã An Tập", but "Phường 3" in full.

    NĐ 30/2020/NĐ-CP, appendix I, part I, II.4: a number alone is no name. The decree wants the kind
    also before names of people and events, which nothing in the lists of units tells.
    """
    kind, bare = split_kind(name)
    return name if not kind or bare.isdigit() else bare
