"""A look that came out otherwise in the end: one field of it counted anew."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from sohotich.domain.record_types import record_type
from sohotich.domain.second_key import field_class
from sohotich.foundation.people.acting import as_service
from sohotich.register.accuracy.models import Look, Slip, Tally


@transaction.atomic
def look_amend(
    *, unit: str, occasion: UUID, reading: UUID, field: str, wrong: bool, aid: str = "typed"
) -> bool:
    """Say whether a field of a counted look was wrong after all; False where nothing changes, or
    nobody counted on this occasion. The caller has checked the right to say so.
    """
    with as_service("keying", frozenset({unit})):
        rows = Look.objects.select_for_update(of=("self",)).select_related("book")
        look = rows.filter(unit_code=unit, occasion=occasion, reading=reading).first()
        if look is None:
            return False
        slip = Slip.objects.filter(look=look, field=field).first()
        if wrong == (slip is not None):
            return False
        name = slip.field_class if slip is not None else _class(look, field, aid)
        counted = field not in look.suspect
        if counted and name not in look.counts:
            return False
        if slip is not None:
            slip.delete()
        else:
            Slip.objects.create(
                look=look, unit_code=unit, keyer=look.keyer, field=field, field_class=name,
                day=look.day,
            )  # fmt: skip
        if not counted:
            return True
        step = 1 if wrong else -1
        look.counts[name][1] += step
        look.save(update_fields=["counts"])
        Tally.objects.filter(
            keyer=look.keyer, field_class=name, book=look.book_id, unit_code=unit,
            source=look.source, day=look.day,
        ).update(errors=F("errors") + step)  # fmt: skip
    return True


def _class(look: Look, field: str, aid: str) -> str:
    assert look.book is not None, "gold pages are judged once"
    return field_class(record_type(look.book.type_code).field(field), aid)
