"""What the page of one report shows: the paper, what is left to do, the days before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sohotich.domain.places import Level
from sohotich.domain.record_types import register_type
from sohotich.engines.documents.official.form import long_date
from sohotich.engines.documents.progress import Standing
from sohotich.engines.documents.progress.words import NOT_BUILT
from sohotich.foundation.pages.numbers import grouped, share
from sohotich.foundation.pages.states import Badge
from sohotich.foundation.people.actors import Actor
from sohotich.oversight.reports.agencies import agency_name, sender_of
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.letter_rows import letter_rows
from sohotich.oversight.reports.offices import Offices
from sohotich.oversight.reports.open_difficulties import words_of
from sohotich.oversight.reports.said import force_words, number_words, staffing_of
from sohotich.oversight.reports.selectors import DayReport, days_before
from sohotich.oversight.reports.services import confirms_for
from sohotich.oversight.reports.standing_figures import campaign_of
from sohotich.oversight.reports.under import lines_under, raised_below
from sohotich.oversight.reports.words import state_badge

_CLOSED = (State.ON_TIME, State.LATE, State.SILENT)


@dataclass(frozen=True)
class Row:
    """A line of the paper's table; figures of a stage that is not there yet are one word.

    Each figure leads to what it counts: `to_whole`, `to_today`, `to_so_far`.
    """

    label: str
    whole: str
    today: str
    so_far: str
    part: str
    to_whole: str = ""
    to_today: str = ""
    to_so_far: str = ""


def report_page(found: DayReport, actor: Actor, standing: Standing) -> dict[str, Any]:
    """The context of the page, but for its forms and the short text."""
    campaign, office = campaign_of(found), found.office
    letters = letter_rows(found, actor)
    above = found.offices.above(office.code)
    day = found.period.day.isoformat()
    return {
        "found": found,
        "report": found.report,
        "sender": sender_of(found.offices, office),
        "campaign": campaign,
        "nth": campaign.nth(found.period.day),
        "long_day": long_date(found.period.day),
        "agency": agency_name(found.offices, office),
        "rows": _rows(found, actor, standing),
        "badge": state_badge(found.state, found.report),
        "seconds_left": (found.period.due - found.line.moment).total_seconds(),
        "figures_at": found.report.figures_at if found.report.figures else found.line.moment,
        "closed": found.state in _CLOSED,
        "writable": found.writable_by(actor),
        "staffing": staffing_of(found),
        "force": force_words(found.figures.get("force", {})),
        "raised": _raised(found),
        # What nobody has confirmed is nobody's word yet: only its writers see it.
        "words_shown": not found.line.missing or confirms_for(actor, office.code),
        "above": agency_name(found.offices, above) if above else "",
        "below": _below(found),
        "before": [(line, state_badge(line.state, line.report)) for line in days_before(found)],
        "changed": _changed(found),
        "stale": Badge("Số liệu đã đổi sau khi sửa đoạn này", "doubt", "shape-triangle"),
        "events": found.events if found.report.figures or found.events else (),
        "number": letters[0].number,
        "letters": letters,
        "reopenable": found.reopenable_by(actor),
        "breadcrumb": breadcrumb(found.offices, office.code, day),
    }


def breadcrumb(offices: Offices, code: str, day: str, last: str = "") -> list[tuple[str, str]]:
    """Province › district › commune, each with its report of the day; `last` a page below."""
    trail: list[tuple[str, str]] = []
    office = offices.all.get(code)
    while office is not None:
        trail.insert(0, (office.name, reverse("reports:one", args=[office.code, day])))
        office = offices.above(office.code)
    return [*trail, (last, "")] if last else [*trail[:-1], (trail[-1][0], "")]


def _rows(found: DayReport, actor: Actor, standing: Standing) -> list[Row]:
    expected = standing.expected
    to_whole = _counted(found, actor, "expected")
    rows = []
    for stage in filter(None, (*standing.stages, standing.returned, *standing.others)):
        if stage.so_far is None or stage.today is None:
            rows.append(Row(stage.label, "", "", NOT_BUILT, ""))
            continue
        counted = stage is not standing.returned
        rows.append(
            Row(
                stage.label,
                grouped(expected) if counted else "–",
                grouped(stage.today),
                grouped(stage.so_far),
                share(stage.so_far, expected) if counted else "",
                to_whole if counted else "",
                _counted(found, actor, stage.key, that_day=True),
                _counted(found, actor, stage.key),
            )
        )
    return rows


def _counted(found: DayReport, actor: Actor, stage: str, *, that_day: bool = False) -> str:
    """The address of what a figure counts: a commune's registrations, else the units below."""
    code = found.office.code
    asked = {"ngay": found.period.day.isoformat(), **({"tinh": "ngay"} if that_day else {})}
    if found.office.level is Level.COMMUNE and actor.can("book.view", code):
        return f"{reverse('facts:records', args=[code])}?{urlencode({**asked, 'buoc': stage})}"
    return f"{reverse('facts:unit', args=[code])}?{urlencode(asked)}"


_COUNTS = {"so_far": "", "today": ", trong ngày", "books": ", số sổ"}


def _changed(found: DayReport) -> list[tuple[str, str, str]]:
    """(figure, what went up, what it is now); a type's lines only where there are several."""
    types = len(found.figures["by_type"]) > 1
    return [
        (
            f"{_of_type(one.type_code)}{one.label}{_COUNTS[one.counts]}",
            number_words(one.then),
            number_words(one.now),
        )
        for one in found.differences
        if types or not one.type_code
    ]


def _of_type(code: str) -> str:
    return f"{register_type(code).name}: " if code else ""


def _raised(found: DayReport) -> list[str]:
    """The unit's own difficulties that are not closed, then how many those below have."""
    below = raised_below(lines_under(found)) if found.below else ()
    return [*words_of(found.raised), *below]


def _below(found: DayReport) -> dict[str, Any] | None:
    if not found.below:
        return None
    missing = [line for line in found.below if line.missing]
    return {
        "count": len(found.below),
        "said": len(found.below) - len(missing),
        "missing": missing,
        "address": reverse("reports:below", args=[found.office.code, found.period.day.isoformat()]),
    }
