"""Units as stored rows: loaded from the domain's dated lists, asked for reach and names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, Q

from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.database.once import once
from sohotich.foundation.people.models import Unit

# Reach of a right: None stands for the whole province.
ALL: frozenset[str] | None = None


def reach_of(unit_code: str) -> frozenset[str] | None:
    """The unit and every unit ever below it; None when it is the province.

    "Ever": a unit that has gone left its books behind, and somebody above must still see them.
    """
    # Most people work in a commune, which never has anything below it: two rows instead of all.
    near = Unit.objects.filter(Q(code=unit_code) | Q(parent_code=unit_code))
    if all(row == (unit_code, "commune") for row in near.values_list("code", "level")):
        return frozenset({unit_code})
    rows = list(Unit.objects.values_list("code", "parent_code", "level"))
    if any(code == unit_code and level == "province" for code, _, level in rows):
        return ALL
    reach = {unit_code}
    grown = True
    while grown:
        below = {code for code, parent, _ in rows if parent in reach} - reach
        reach |= below
        grown = bool(below)
    return frozenset(reach)


def unit_on(code: str, on: date | None = None) -> Unit | None:
    """The unit a code means on a date (campaign's today when None), None if it means none."""
    day = on or campaign_today()
    return once(("unit", code, day), Unit.objects.filter(in_force(day), code=code).first)


def units_in_force(on: date | None = None) -> list[Unit]:
    """Every unit of the campaign's province there is on a date (its today when None), by code.

    The lists know a neighbour too, because both became one province; before that day its units
    are no business of this installation. Without a campaign, or once its province has another
    code, all that the lists know.
    """
    rows = list(Unit.objects.filter(in_force(on or campaign_today())).order_by("code"))
    found = campaign()
    if found is None or all(row.code != found.root_unit for row in rows):
        return rows
    above = {row.code: row.parent_code for row in rows}
    return [row for row in rows if _is_below(row.code, found.root_unit, above)]


def _is_below(code: str, root: str, above: Mapping[str, str]) -> bool:
    while code and code != root:
        code = above.get(code, "")
    return code == root


def unit_names(codes: Iterable[str]) -> dict[str, str]:
    """Code → name, in the meaning of today or else the last one it had."""
    today = campaign_today()
    names: dict[str, str] = {}
    # The database sorts an open beginning last; it is the earliest.
    earliest_first = F("valid_from").asc(nulls_first=True)
    rows = Unit.objects.filter(code__in=set(codes)).order_by(earliest_first)
    for unit in rows:
        started = unit.valid_from is None or unit.valid_from <= today
        if started or unit.code not in names:
            names[unit.code] = unit.name
    return names


def in_force(on: date) -> Q:
    """The condition on `valid_from` and `valid_to` (both included, None: open) for a date."""
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return started & lasting
