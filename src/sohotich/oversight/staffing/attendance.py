"""The shifts of a day beside what was really done in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sohotich.domain.text import sort_key
from sohotich.foundation.database.clock import campaign_now, shown
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import number
from sohotich.oversight.staffing.kinds import Absence
from sohotich.oversight.staffing.models import Helper, ShiftMark
from sohotich.oversight.staffing.roster import Slot, roster_on
from sohotich.oversight.staffing.shifts import ShiftTime, shift_times
from sohotich.oversight.staffing.working import Deed, deeds_on

AWAY, REPLACED = str(Absence.AWAY), str(Absence.REPLACED)
WORKED, SIGNED_IN, NOT_SEEN, NO_ACCOUNT, AHEAD = "worked", "signed_in", "none", "unknown", "ahead"


@dataclass(frozen=True)
class Presence:
    """What an account did in one shift: registrations scanned or keyed, first and last moment."""

    works: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @property
    def hours(self) -> Decimal:
        """From the first deed to the last, to a tenth; 0 where there are not two."""
        if self.first is None or self.last is None:
            return Decimal(0)
        seconds = Decimal((self.last - self.first).total_seconds())
        return (seconds / 3600).quantize(Decimal("0.1"))

    @property
    def words(self) -> str:
        """`07:42–11:25`, `07:42`; "" for nobody seen."""
        if self.first is None or self.last is None:
            return ""
        first, last = (f"{shown(CampaignTime.of(at)):%H:%M}" for at in (self.first, self.last))
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Line:
    """One person's place in one shift of the day, planned and real; `user` None: no account.

    `state`: one of the words above, or an `Absence`. `instead`: who stood in, or for whom.
    """

    name: str
    organisation: str
    task: str
    time: ShiftTime
    state: str
    presence: Presence
    helper: UUID | None
    instead: str = ""
    stands_in: bool = False

    @property
    def planned_hours(self) -> Decimal:
        return self.time.hours if self.helper else Decimal(0)


@dataclass(frozen=True)
class Attendance:
    """`lines`: the plan of the day; `unplanned`: who worked in a shift without being planned."""

    day: date
    times: Mapping[str, ShiftTime]
    lines: Sequence[Line]
    unplanned: Sequence[Line]

    def count(self, *states: str) -> int:
        return sum(line.state in states for line in self.lines)


def attendance_on(*, actor: Actor, unit: str, day: date) -> Attendance:
    """The shifts of a campaign day of one's own commune; Forbidden elsewhere.

    Signing in counts from as early as the policy lets somebody come before the shift.
    """
    ensure(actor, "staffing.edit", unit)
    times, slots = shift_times(day), roster_on([unit], day)
    helpers = _helpers(unit)
    users = {slot.user for slot in slots if slot.user}
    deeds = deeds_on(unit, users, day)
    early = timedelta(minutes=number("staffing.early_minutes", day))
    seen = _presences(deeds, times, day, early)
    marks = {
        (mark.helper_id, mark.shift): mark
        for mark in ShiftMark.objects.filter(unit_code=unit, day=day)
    }
    whole = _Day(day, campaign_now(), helpers, marks)
    lines = [
        _line(slot, times[slot.shift], seen.get((slot.user, slot.shift)), whole) for slot in slots
    ]
    order = list(times)
    lines.sort(key=lambda line: (order.index(line.time.code), sort_key(line.name)))
    planned = {(slot.user, slot.shift) for slot in slots}
    return Attendance(day, times, lines, _unplanned(seen, planned, times))


def _helpers(unit: str) -> dict[UUID, Helper]:
    rows = Helper.objects.filter(unit_code=unit).select_related("user")
    return {row.key: row for row in rows}


def _presences(
    deeds: Iterable[Deed], times: Mapping[str, ShiftTime], day: date, early: timedelta
) -> dict[tuple[UUID | None, str], Presence]:
    """(account, shift) → what was done within the shift's hours."""
    spans = {code: time.span(day) for code, time in times.items()}
    found: dict[tuple[UUID | None, str], Presence] = {}
    for deed in deeds:
        for code, (begins, ends) in spans.items():
            if begins - (early if deed.sign_in else timedelta(0)) <= deed.at < ends:
                before = found.get((deed.user, code), Presence())
                found[deed.user, code] = Presence(
                    before.works + (not deed.sign_in), before.first or deed.at, deed.at
                )
                break
    return found


@dataclass(frozen=True)
class _Day:
    """What the lines of a day are made from; marks by helper and shift."""

    day: date
    moment: datetime
    helpers: Mapping[UUID, Helper]
    marks: Mapping[tuple[UUID, str], ShiftMark]


def _line(slot: Slot, time: ShiftTime, presence: Presence | None, whole: _Day) -> Line:
    helper = whole.helpers[slot.helper]
    return Line(
        helper.name,
        helper.get_organisation_display(),
        helper.get_task_display(),
        time,
        slot.mark or _state(slot, presence, time, whole),
        presence or Presence(),
        helper.key,
        _instead(slot, whole),
        slot.stands_in,
    )


def _instead(slot: Slot, whole: _Day) -> str:
    """Who does the shift in place of this person, or in whose place this person does it."""
    if slot.mark == REPLACED:
        substitute = whole.marks[slot.helper, slot.shift].substitute_id
        return f"{whole.helpers[substitute].name} làm thay" if substitute else ""
    if not slot.stands_in:
        return ""
    names = [
        whole.helpers[mark.helper_id].name
        for (_, shift), mark in whole.marks.items()
        if mark.substitute_id == slot.helper and shift == slot.shift
    ]
    return f"thay {', '.join(names)}"


def _state(slot: Slot, presence: Presence | None, time: ShiftTime, whole: _Day) -> str:
    if presence is not None:
        return WORKED if presence.works else SIGNED_IN
    if whole.moment < time.span(whole.day)[0]:
        return AHEAD
    return NOT_SEEN if slot.user else NO_ACCOUNT


def _unplanned(
    seen: Mapping[tuple[UUID | None, str], Presence],
    planned: set[tuple[UUID | None, str]],
    times: Mapping[str, ShiftTime],
) -> list[Line]:
    extra = {place: one for place, one in seen.items() if place not in planned and one.works}
    keys = [user for user, _ in extra if user]
    names = dict(User.objects.filter(key__in=keys).values_list("key", "full_name"))
    lines = [
        Line(names[user], "", "", times[shift], WORKED, one, None)
        for (user, shift), one in extra.items()
        if user in names
    ]
    order = list(times)
    return sorted(lines, key=lambda line: (order.index(line.time.code), sort_key(line.name)))
