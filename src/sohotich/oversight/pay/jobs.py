"""What the finished work of many communes would cost, commune by commune, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.jobs.context import JobContext
from sohotich.foundation.jobs.registry import job
from sohotich.oversight.pay.counting import asked
from sohotich.oversight.pay.models import PayTally
from sohotich.oversight.pay.reckoning import people_pay
from sohotich.oversight.pay.terms import decided, terms_of

TALLY = "pay.tally"


@job(kind=TALLY, title="Tính công đã làm của các xã", right="pay.view")
def run(context: JobContext, units: Sequence[str]) -> dict[str, Any]:
    """Each commune's figure is stored as soon as it is there; a second run stores the same."""
    known = decided()
    terms, until = terms_of(known), campaign_today()
    amount = 0
    for place, unit in enumerate(units):
        context.progress(place, len(units), f"Đơn vị {unit}")
        given = asked([unit], until, known, which="all")
        people = people_pay(given, terms, {})
        cost = sum(person.reckoned.amount for person in people)
        found = {
            "at": now(),
            "entries": sum(person.told["first"] for person in people),
            "people": len(people),
            "fields": sum(person.reckoned.fields for person in people),
            "amount": cost,
        }
        PayTally.objects.update_or_create(unit_code=unit, defaults=found)
        amount += cost
    context.progress(len(units), len(units))
    return {"units": len(units), "amount": amount}
