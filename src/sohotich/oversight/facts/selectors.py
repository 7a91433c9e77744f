"""What the facts say: figures of a day, the series over the campaign, the records behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from sohotich.domain.workflow import RETURNING
from sohotich.foundation.database.clock import campaign, campaign_today
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import number
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.rollup import ZONE
from sohotich.oversight.facts.stages import BUILT, RETURNED, states_at
from sohotich.register.ledger.models import Entry, LedgerEvent


@dataclass(frozen=True, slots=True)
class Count:
    """`so_far` at the end of a day, `today` what changed in it; see `models.DailyFact`."""

    today: int
    so_far: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of a unit at the end of a campaign day.

    `counts` and `books`: stage → registrations, books; `by_type`: type → stage → registrations.
    Only stages that are built are in them, each of those always. `expected` is
    `counts["expected"].so_far`: the numbers to be done, those missing or cancelled left out.
    """

    unit: str
    day: date
    expected: int
    counts: Mapping[str, Count]
    books: Mapping[str, Count]
    by_type: Mapping[str, Mapping[str, Count]]


def campaign_days() -> list[date]:
    """Every day of the campaign up to today. Late work still counts: for as many days after its
    last day as the policy says.
    """
    found = campaign()
    if found is None:
        return []
    last = min(campaign_today(), found.ends_on + timedelta(days=number("report.days_after")))
    return [found.starts_on + timedelta(days=n) for n in range((last - found.starts_on).days + 1)]


def figures(
    units: Collection[str], day: date, *, type_code: str | None = None, by_type: bool = True
) -> dict[str, Figures]:
    """Commune code → its figures, of one type or (None) of all; communes without a book get zeros.

    A day not computed yet shows what stood at the last one that is, with nothing done in it.
    `by_type` False: left empty, at a fifth of the cost.
    """
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    by = ("unit_code", "type_code") if by_type else ("unit_code",)
    for unit, *row in _rows(units, day, type_code, by):
        rows[unit].append(tuple(row))
    return {unit: _figures(unit, day, rows[unit]) for unit in units}


def figures_total(units: Collection[str], day: date, *, type_code: str | None = None) -> Figures:
    """The sum over these communes, `unit` "" ."""
    return _figures("", day, _rows(units, day, type_code, ("type_code",)))


def figures_summed(unit: str, day: date, parts: Collection[Figures]) -> Figures:
    """The figures of several communes as those of one unit above them."""
    codes = sorted({code for part in parts for code in part.by_type})
    counts = _added([part.counts for part in parts])
    return Figures(
        unit=unit,
        day=day,
        expected=counts["expected"].so_far,
        counts=counts,
        books=_added([part.books for part in parts]),
        by_type={
            code: _added([part.by_type[code] for part in parts if code in part.by_type])
            for code in codes
        },
    )


def units_with_books() -> list[str]:
    """Codes of the communes that have figures, of those the speaker may see."""
    last = DailyFact.objects.aggregate(last=Max("day"))["last"]
    found = DailyFact.objects.filter(day=last, stage=BUILT[0]).order_by("unit_code")
    return list(found.values_list("unit_code", flat=True).distinct())


def series(
    units: Collection[str], stage: str, *, type_code: str | None = None
) -> list[tuple[date, int, int]]:
    """(day, that day, so far) of each campaign day up to today, summed over the communes."""
    rows = DailyFact.objects.filter(unit_code__in=list(units), stage=stage)
    if type_code is not None:
        rows = rows.filter(type_code=type_code)
    summed = rows.values_list("day").annotate(Sum("today"), Sum("so_far"))
    found = {day: (today, so_far) for day, today, so_far in summed}
    shown: list[tuple[date, int, int]] = []
    for day in campaign_days():
        today, so_far = found.get(day, (0, shown[-1][2] if shown else 0))
        shown.append((day, today, so_far))
    return shown


def records_behind(
    actor: Actor, *, unit: str, type_code: str | None, stage: str, day: date, only_that_day: bool
) -> QuerySet[Entry]:
    """The registrations of a commune that a figure counts; Forbidden without `book.view` there.

    `only_that_day`: those behind the change of the day, so also those that fell back from the
    stage: of `before` and `after` one is at it. Each has `stood_at`, its state at the end of the
    day.
    """
    ensure(actor, "book.view", unit)
    entries = Entry.objects.filter(unit_code=unit)
    if type_code is not None:
        entries = entries.filter(book__type_code=type_code)
    entries = entries.annotate(stood_at=_state(day + timedelta(days=1)))
    if stage == RETURNED:
        return _returned(entries, day, only_that_day=only_that_day)
    at_stage = Q(stood_at__in=states_at(stage))
    if not only_that_day:
        return entries.filter(at_stage)
    was_at_stage = Q(stood_before__in=states_at(stage))
    return entries.annotate(stood_before=_state(day)).filter(at_stage ^ was_at_stage)


def _returned(entries: QuerySet[Entry], day: date, *, only_that_day: bool) -> QuerySet[Entry]:
    if only_that_day:
        came_back = LedgerEvent.objects.filter(
            action__in=RETURNING,
            campaign_at__gte=day_begins(day),
            campaign_at__lt=day_begins(day + timedelta(days=1)),
        )
        return entries.filter(key__in=came_back.values("entry_id"))
    last_action = Subquery(_last(day + timedelta(days=1)).values("action")[:1])
    return entries.annotate(last_action=last_action).filter(last_action__in=RETURNING)


def day_begins(day: date) -> datetime:
    """Midnight of a campaign day, as events have it in `campaign_at`."""
    return datetime.combine(day, time(), ZoneInfo(ZONE))


def _last(before: date) -> QuerySet[LedgerEvent]:
    events = LedgerEvent.objects.filter(entry=OuterRef("pk"), campaign_at__lt=day_begins(before))
    return events.order_by("-campaign_at", "-at", "-key")


def _state(before: date) -> Coalesce:
    return Coalesce(Subquery(_last(before).values("to_state")[:1]), Value("expected"))


def _rows(
    units: Collection[str], day: date, type_code: str | None, by: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """(…by, stage, today, so far, books today, books so far) of the day, summed; the type "" where
    `by` does not ask for it.
    """
    known = DailyFact.objects.filter(day__lte=day).aggregate(last=Max("day"))["last"]
    if known is None:
        return []
    rows = DailyFact.objects.filter(day=known, unit_code__in=list(units)).order_by()
    if type_code is not None:
        rows = rows.filter(type_code=type_code)
    summed = rows.values_list(*by, "stage").annotate(
        Sum("today"), Sum("so_far"), Sum("books_today"), Sum("books_so_far")
    )
    typed = by[-1] == "type_code"
    still = known < day
    return [
        (
            *row[: len(by)],
            *(() if typed else ("",)),
            row[-5],
            0 if still else row[-4],
            row[-3],
            0 if still else row[-2],
            row[-1],
        )
        for row in summed
    ]


def _figures(unit: str, day: date, rows: Collection[tuple[Any, ...]]) -> Figures:
    """`rows`: (type, stage, today, so far, books today, books so far)."""
    types = sorted({row[0] for row in rows} - {""})
    counts = _summed(row[1:4] for row in rows)
    return Figures(
        unit=unit,
        day=day,
        expected=counts["expected"].so_far,
        counts=counts,
        books=_summed((row[1], row[4], row[5]) for row in rows),
        by_type={code: _summed(row[1:4] for row in rows if row[0] == code) for code in types},
    )


def _added(parts: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    return _summed((stage, one.today, one.so_far) for part in parts for stage, one in part.items())


def _summed(rows: Iterable[tuple[Any, ...]]) -> dict[str, Count]:
    today, so_far = dict.fromkeys(BUILT, 0), dict.fromkeys(BUILT, 0)
    for stage, changed, standing in rows:
        today[stage] += changed
        so_far[stage] += standing
    return {stage: Count(today[stage], so_far[stage]) for stage in BUILT}
