"""What the officer says of a planned shift, beside what is computed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.oversight.staffing.kinds import Absence, Shift
from sohotich.oversight.staffing.models import Helper, ShiftMark
from sohotich.oversight.staffing.roster import roster_on


@transaction.atomic
def shift_mark(
    *,
    actor: Actor,
    helper: Helper,
    day: date,
    shift: str,
    kind: str,
    substitute: Helper | None = None,
) -> None:
    """Say of a planned shift that nobody came, that `substitute` did, or (kind "") nothing more.

    Beside what is computed, never in its place. Forbidden outside one's own commune.
    """
    unit = helper.unit_code
    ensure(actor, "staffing.edit", unit)
    where = f"{helper.name}, ca {Shift(shift).label.lower()} {day:%d/%m/%Y}"
    if not (helper.first_day <= day <= helper.last_day and shift in helper.shifts):
        raise UserError("Người này không có ca đó.", where=where, mend="Xem lại lịch ca.")
    if kind == Absence.REPLACED:
        _check_substitute(helper, substitute, day, shift, where)
    ShiftMark.objects.filter(helper=helper, day=day, shift=shift).delete()
    if kind:
        ShiftMark.objects.create(
            unit_code=unit,
            helper=helper,
            day=day,
            shift=shift,
            kind=kind,
            substitute=substitute if kind == Absence.REPLACED else None,
            by_key=actor.key,
            by_name=actor.name,
            at=now(),
        )
    record(
        actor=actor,
        action="shift.mark",
        unit=unit,
        subject="helper",
        key=helper.key,
        facts={"day": str(day), "shift": shift, "kind": kind},
    )


def _check_substitute(
    helper: Helper, substitute: Helper | None, day: date, shift: str, where: str
) -> None:
    if substitute is None or substitute.unit_code != helper.unit_code:
        raise UserError("Chưa chọn người làm thay.", where=where, mend="Chọn trong danh sách.")
    busy = any(
        slot.helper == substitute.key and slot.shift == shift and slot.held
        for slot in roster_on([helper.unit_code], day)
        if not (slot.stands_in and _stands_in_for(helper, substitute, day, shift))
    )
    if substitute.pk == helper.pk or busy:
        raise UserError(
            "Người làm thay đã có ca này.", where=where, mend="Chọn người không có ca đó."
        )


def _stands_in_for(helper: Helper, substitute: Helper, day: date, shift: str) -> bool:
    return ShiftMark.objects.filter(
        helper=helper, substitute=substitute, day=day, shift=shift
    ).exists()
