"""What happens to machines: written down, broken, mended, lent, given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from sohotich.domain.text import clean
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.lengths import ensure_short
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden, ensure
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.staffing.kinds import MachineState
from sohotich.oversight.staffing.models import Machine, MachineEvent, MachineLoan

LONGEST_NOTE = 300
_WRITTEN = ("kind", "owner", "owner_name", "model", "number")


@dataclass(frozen=True)
class MachineSaid:
    """What is written down of a machine; `number`: what is stuck on it, to tell it by."""

    kind: str
    owner: str
    owner_name: str = ""
    model: str = ""
    number: str = ""


@transaction.atomic
def machine_save(
    *,
    actor: Actor,
    unit: str,
    said: MachineSaid,
    machine: Machine | None = None,
    since: date | None = None,
) -> Machine:
    """Write a machine down (in good state since a campaign day), or what changed about it."""
    ensure(actor, "staffing.edit", unit)
    row = machine or Machine(unit_code=unit, at_unit=unit)
    assert row.unit_code == unit
    row.kind, row.owner = said.kind, said.owner
    row.owner_name, row.model = clean(said.owner_name), clean(said.model)
    row.number = clean(said.number)
    # Where it stands is not the form's to say: it may have been lent while somebody wrote.
    row.save(update_fields=_WRITTEN if machine else None)
    if machine is None:
        day = since or campaign_today()
        if day > campaign_today():
            raise UserError(
                "Ngày có máy ở sau hôm nay.", where="Có từ ngày", mend="Ghi khi máy đã về."
            )
        _event(actor, row, MachineState.GOOD, day, "")
    _trace(actor, "machine.save", row, kind=row.kind, new=machine is None)
    return row


@transaction.atomic
def machine_state(
    *, actor: Actor, machine: Machine, state: str, note: str = "", day: date | None = None
) -> None:
    """The machine is in this state from a campaign day on (None: today).

    By its owner or by the commune that has it in hand; given back to whoever lent it to the
    commune only by the owner. A day before the last that is written down is refused.
    """
    _ensure_holder(actor, machine)
    if state == MachineState.RETURNED:
        ensure(actor, "staffing.edit", machine.unit_code)
        if machine.at_unit != machine.unit_code:
            raise UserError("Máy đang cho đơn vị khác mượn.", where="Tình trạng", mend=_FIRST_BACK)
    on, today = day or campaign_today(), campaign_today()
    ensure_short(clean(note), "Ghi chú", LONGEST_NOTE)
    last = MachineEvent.objects.filter(machine=machine).order_by("-day", "-key").first()
    if on > today or (last is not None and on < last.day):
        since = f"từ {last.day:%d/%m/%Y} " if last is not None else ""
        raise UserError(
            "Ngày không khớp với lịch sử của máy.",
            where=f"{on:%d/%m/%Y}",
            mend=f"Ghi ngày {since}đến hôm nay.",
        )
    if last is not None and last.state == state and not clean(note):
        return
    _event(actor, machine, state, on, clean(note))
    _trace(actor, "machine.state", machine, state=state, day=str(on))


_FIRST_BACK = "Ghi “Đã nhận lại” trước."


@transaction.atomic
def machine_lend(*, actor: Actor, machine: Machine, to_unit: str, due_on: date) -> MachineLoan:
    """Lend the machine to another commune of the province from today until a day."""
    ensure(actor, "staffing.edit", machine.unit_code)
    today = campaign_today()
    row = Machine.objects.select_for_update().get(pk=machine.pk)
    if row.at_unit != row.unit_code:
        raise UserError("Máy đang cho đơn vị khác mượn.", where="Cho mượn", mend=_FIRST_BACK)
    unit = unit_on(to_unit)
    if unit is None or unit.level != "commune" or to_unit == row.unit_code:
        raise UserError(
            "Không cho đơn vị này mượn được.", where="Đơn vị mượn", mend="Chọn xã khác."
        )
    if due_on < today:
        raise UserError("Ngày trả đã qua.", where="Hẹn trả", mend="Ghi từ hôm nay trở đi.")
    loan = MachineLoan.objects.create(machine=row, to_unit=to_unit, first_day=today, due_on=due_on)
    row.at_unit = to_unit
    row.save(update_fields=["at_unit"])
    _trace(actor, "machine.lend", row, to=to_unit, due=str(due_on))
    return loan


@transaction.atomic
def machine_back(*, actor: Actor, machine: Machine) -> None:
    """The machine that was lent is back from today."""
    ensure(actor, "staffing.edit", machine.unit_code)
    row = Machine.objects.select_for_update().get(pk=machine.pk)
    came = MachineLoan.objects.filter(machine=row, returned_on=None)
    if not came.update(returned_on=campaign_today()):
        raise UserError("Máy không ở đơn vị khác.", where="Nhận lại", mend="Xem lại danh sách máy.")
    row.at_unit = row.unit_code
    row.save(update_fields=["at_unit"])
    _trace(actor, "machine.back", row)


def _ensure_holder(actor: Actor, machine: Machine) -> None:
    if not any(actor.can("staffing.edit", u) for u in (machine.unit_code, machine.at_unit)):
        raise Forbidden


def _event(actor: Actor, machine: Machine, state: str, day: date, note: str) -> None:
    MachineEvent.objects.create(
        machine=machine,
        day=day,
        state=state,
        note=note,
        by_key=actor.key,
        by_name=actor.name,
        at=now(),
    )


def _trace(actor: Actor, action: str, machine: Machine, **facts: Any) -> None:
    record(
        actor=actor,
        action=action,
        unit=machine.unit_code,
        subject="machine",
        key=machine.key,
        facts=facts,
    )
