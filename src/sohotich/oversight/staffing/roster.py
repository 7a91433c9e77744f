"""Who is planned for which shift of a day, after what the officer said of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sohotich.oversight.staffing.kinds import Absence
from sohotich.oversight.staffing.models import Helper, ShiftMark
from sohotich.oversight.staffing.shifts import shift_times


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's place in one shift. `mark` "" or an `Absence`; `stands_in`: for somebody else
    who is away. Keys are those of helpers, `user` that of the account, None without one.
    """

    unit: str
    helper: UUID
    user: UUID | None
    task: str
    shift: str
    mark: str = ""
    stands_in: bool = False

    @property
    def held(self) -> bool:
        """Whether this person is counted as there."""
        return not self.mark


def roster_on(units: Collection[str], day: date) -> list[Slot]:
    """The slots of these communes on a campaign day, those of stand-ins too.

    Of the speaker's own units, or asked as the service `facts`.
    """
    there = shift_times(day)
    people = {
        helper.key: helper
        for helper in Helper.objects.filter(
            unit_code__in=list(units), first_day__lte=day, last_day__gte=day
        )
    }
    marks = {
        (mark.helper_id, mark.shift): mark
        for mark in ShiftMark.objects.filter(unit_code__in=list(units), day=day).select_related(
            "substitute"
        )
    }
    slots = []
    for helper in people.values():
        for shift in helper.shifts:
            if shift in there:
                mark = marks.get((helper.key, shift))
                slots.append(_slot(helper, shift, mark.kind if mark else ""))
    for (_, shift), mark in marks.items():
        if mark.kind == Absence.REPLACED and mark.substitute is not None and shift in there:
            slots.append(_slot(mark.substitute, shift, "", stands_in=True))
    return slots


def _slot(helper: Helper, shift: str, mark: str, *, stands_in: bool = False) -> Slot:
    return Slot(helper.unit_code, helper.key, helper.user_id, helper.task, shift, mark, stands_in)
