"""A draft of a commune's pay, for whoever looks around in the demonstration."""

from __future__ import annotations

from typing import Final

from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.pay.models import PaySheet
from sohotich.oversight.pay.sheets import sheet_prepare

_GROUND: Final = "Quyết định mẫu số 05/QĐ-UBND của Ủy ban nhân dân xã"
_RATES: Final = {"short": 250, "medium": 320, "long": 400}


def pay_bring(officer: Actor, unit: str) -> None:
    """Prepared by the commune's officer of what is finished by now; nothing where there is one."""
    with acting(officer):
        if not PaySheet.objects.filter(unit_code=unit).exists():
            sheet_prepare(
                actor=officer, unit=unit, to_day=campaign_today(), rates=_RATES, ground=_GROUND
            )
