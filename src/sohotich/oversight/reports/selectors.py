"""Questions about reports: one unit's day, who below has said what, what waits for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sohotich.domain.places import Level
from sohotich.foundation.database.clock import campaign, campaign_now, shown
from sohotich.foundation.database.moments import CampaignTime
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.units import unit_on
from sohotich.oversight.reports.chain import Chain, Period, State, state_of
from sohotich.oversight.reports.figures import Difference, Kept, differences
from sohotich.oversight.reports.gathering import figures_now, figures_present
from sohotich.oversight.reports.models import EventKind, Report, ReportEvent
from sohotich.oversight.reports.offices import Office, Offices, offices_on
from sohotich.oversight.reports.open_difficulties import Open, open_now
from sohotich.oversight.reports.rows import blank, stands
from sohotich.oversight.reports.schedule import chain_of_campaign, period_on
from sohotich.oversight.reports.services import CONFIRM, confirms_for, may_reopen

VIEW = "report.view"
_SAID = (State.CONFIRMED, State.ON_TIME, State.LATE)


@dataclass(frozen=True)
class Line:
    """A unit with its report of the day, stored or blank, and how it stands at `moment`."""

    office: Office
    report: Report
    moment: CampaignTime

    @cached_property
    def state(self) -> State:
        return stands(self.report, self.moment)

    @property
    def missing(self) -> bool:
        """Nobody of the unit has confirmed."""
        return self.report.late_minutes is None


@dataclass(frozen=True)
class DayReport:
    """A unit's report of a day with what its page tells."""

    offices: Offices
    chain: Chain
    period: Period
    line: Line

    @property
    def office(self) -> Office:
        return self.line.office

    @property
    def report(self) -> Report:
        return self.line.report

    @property
    def state(self) -> State:
        return self.line.state

    @cached_property
    def figures(self) -> Kept:
        """What went up, or goes up as things stand; of a reopened report the present ones."""
        if self.report.figures is not None and self.state is not State.REOPENED:
            frozen: Kept = self.report.figures
            return frozen
        return figures_now(self.offices, self.office.code, self.period.day)

    @cached_property
    def raised(self) -> list[Open]:
        """The unit's difficulties that stood open then, or stand open now."""
        if self.report.figures is not None and self.state is not State.REOPENED:
            frozen: list[Open] = self.report.open_difficulties
            return frozen
        code = self.office.code
        return open_now([code], self.period.day).get(code, [])

    @cached_property
    def differences(self) -> list[Difference]:
        """What has changed in the facts since the report was closed."""
        if self.report.figures is None:
            return []
        present = figures_present(self.offices, self.office.code, self.period.day)
        return differences(self.report.figures, present)

    @cached_property
    def events(self) -> list[ReportEvent]:
        """Everything done to the report, oldest first."""
        return list(ReportEvent.objects.filter(report=self.report.key).defer("content"))

    @property
    def reopenings(self) -> list[ReportEvent]:
        return [one for one in self.events if one.kind == EventKind.REOPENED]

    @cached_property
    def below(self) -> list[Line]:
        """The units that report to this one, each with its report."""
        units = self.offices.below(self.office.code)
        return lines_of(units, self.chain, self.period.day, self.line.moment)

    def writable_by(self, actor: Actor) -> bool:
        """Whether the actor may write and confirm it now."""
        closed = self.state in (State.ON_TIME, State.LATE)
        return confirms_for(actor, self.office.code) and not closed

    def reopenable_by(self, actor: Actor) -> bool:
        closed = self.state in (State.ON_TIME, State.LATE, State.SILENT)
        return closed and may_reopen(actor, self.office)


def day_report(*, actor: Actor, unit: str, day: date) -> DayReport | None:
    """A unit's report; None where there is none: not a day of the chain, not come yet or closed
    before the chain was looked after, no such unit on it, or nothing the actor may see.
    """
    chain = chain_of_campaign()
    moment = campaign_now()
    if chain is None or not chain.reports(day) or day > shown(moment).date():
        return None
    offices = offices_on(day)
    office = offices.all.get(unit)
    if office is None or not actor.can(VIEW, unit):
        return None
    period = period_on(chain, day, office.level)
    if not chain.looked_after(period):
        return None
    (line,) = lines_of([office], chain, day, moment)
    return DayReport(offices, chain, period, line)


def latest_day() -> date | None:
    """The day whose report is looked at now: today, or the last one before it that is reported."""
    chain, found = chain_of_campaign(), campaign()
    if chain is None or found is None:
        return None
    days = list(chain.days(until=shown(campaign_now()).date()))
    return days[-1] if days else None


def first_unit(actor: Actor) -> str:
    """The unit whose reports are this person's own to look at; "" for none."""
    held = (one.unit_code for one in actor.grants if VIEW in one.permissions)
    return next(held, "")


def days_before(found: DayReport, count: int = 6) -> list[Line]:
    """The unit's reports of the days before that are closed, the newest first."""
    stored = Report.objects.filter(
        unit_code=found.office.code, day__lt=found.period.day, figures__isnull=False
    )
    rows = stored.defer("figures").order_by("-day")[:count]
    return [Line(found.office, row, found.line.moment) for row in rows]


def lateness(
    units: Collection[str], days: Collection[date]
) -> dict[str, list[tuple[date, State, int | None]]]:
    """Unit → (day, on time, late or silent, minutes late; None: nobody confirmed) of each of those
    days whose report is closed, oldest first; of every unit asked for, if empty.

    A reopening changes nothing of it: how late a unit was stays. One question, however many.
    """
    rows = Report.objects.filter(
        unit_code__in=list(units), day__in=list(days), figures__isnull=False
    ).order_by("day")
    found: dict[str, list[tuple[date, State, int | None]]] = {unit: [] for unit in units}
    for unit, day, closes, late in rows.values_list(
        "unit_code", "day", "closes_at", "late_minutes"
    ):
        state = state_of(now=closes, closes=closes, late_minutes=late)
        found[unit].append((day, state, late))
    return found


def own_open(actor: Actor) -> Line | None:
    """Today's report of the unit the actor confirms for, as long as nobody has confirmed it.

    Every page asks it for the menu: it reads that one unit, not the province.
    """
    code = next((held.unit_code for held in actor.grants if CONFIRM in held.permissions), "")
    chain = chain_of_campaign() if code else None
    moment = campaign_now()
    day = shown(moment).date()
    unit = unit_on(code, day) if chain is not None and chain.reports(day) else None
    if chain is None or unit is None:
        return None
    office = Office(unit.code, unit.name, Level(unit.level), unit.parent_code)
    if not chain.looked_after(period_on(chain, day, office.level)):
        return None
    (line,) = lines_of([office], chain, day, moment)
    return line if line.missing else None


def lines_of(units: Iterable[Office], chain: Chain, day: date, moment: CampaignTime) -> list[Line]:
    """Each unit with its report of the day, in their order."""
    units = list(units)
    stored = Report.objects.filter(day=day, unit_code__in=[unit.code for unit in units])
    by_code = {row.unit_code: row for row in stored}
    return [
        Line(unit, by_code.get(unit.code) or blank(unit, period_on(chain, day, unit.level)), moment)
        for unit in units
    ]
