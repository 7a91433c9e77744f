"""A row in each table of the pay, for tests that walk all tables."""

from __future__ import annotations

from uuid import uuid4

from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.people.acting import acting
from sohotich.oversight.pay.models import PayDoubt, PaySheet, PayTally
from sohotich.oversight.pay.sheets import sheet_prepare


def pay_rows(officer, unit: str) -> PaySheet:
    """A draft of what the unit has finished, with somebody, a doubt and a registration in it."""
    rates = {"short": 300, "medium": 375, "long": 450}
    with acting(officer):
        sheet = sheet_prepare(
            actor=officer, unit=unit, to_day=campaign_today(), rates=rates, ground="QĐ 5"
        )
    PayDoubt.objects.create(
        sheet=sheet, unit_code=unit, person=uuid4(), kind="fast", facts={}, readings=[]
    )
    figures = {"entries": 1, "people": 1, "fields": 1, "amount": 1}
    PayTally.objects.create(unit_code=unit, at=now(), **figures)
    return sheet
