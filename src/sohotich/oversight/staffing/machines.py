"""Which machine stood where and in what state on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sohotich.oversight.staffing.kinds import DOWN, MachineState
from sohotich.oversight.staffing.models import Machine, MachineEvent, MachineLoan


@dataclass(frozen=True, slots=True)
class Standing:
    """A machine on a day: `unit` where it stood, `home` whose it is."""

    key: UUID
    unit: str
    home: str
    kind: str
    owner: str
    state: str

    @property
    def runs(self) -> bool:
        return self.state == MachineState.GOOD

    @property
    def down(self) -> bool:
        return self.state in DOWN


def machines_as_of(day: date) -> QuerySet[Any]:
    """Machines there were on a campaign day, with `state`, `since`, `note` of that day and `stood`,
    the commune where each was.
    """
    last = MachineEvent.objects.filter(machine=OuterRef("pk"), day__lte=day).order_by(
        "-day", "-key"
    )
    lent = MachineLoan.objects.filter(
        Q(returned_on=None) | Q(returned_on__gt=day), machine=OuterRef("pk"), first_day__lte=day
    ).order_by("-first_day")
    return Machine.objects.annotate(
        state=Subquery(last.values("state")[:1]),
        since=Subquery(last.values("day")[:1]),
        note=Subquery(last.values("note")[:1]),
        stood=Coalesce(Subquery(lent.values("to_unit")[:1]), F("unit_code")),
    ).filter(state__isnull=False)


def standings_on(units: Collection[str], day: date) -> list[Standing]:
    """The machines that stood in these communes, those given back to their owners left out."""
    rows = machines_as_of(day).filter(stood__in=list(units)).exclude(state=MachineState.RETURNED)
    found = rows.values_list("key", "stood", "unit_code", "kind", "owner", "state")
    return [Standing(*row) for row in found]
