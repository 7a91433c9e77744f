"""Loads the domain's dated lists of units into rows."""

from __future__ import annotations

from django.db import transaction

from sohotich.domain import places
from sohotich.foundation.people.models import Unit


@transaction.atomic
def units_load() -> int:
    """Make the stored units equal to the domain's list, row by row; returns how many there are."""
    wanted = [_row(unit) for unit in places.all_units()]
    Unit.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=["name", "level", "parent_code", "valid_to"],
    )
    return len(wanted)


def _row(unit: places.Unit) -> Unit:
    return Unit(
        code=unit.code,
        name=unit.name,
        level=unit.level,
        parent_code=unit.parent,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )
