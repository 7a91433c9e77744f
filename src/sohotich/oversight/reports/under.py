"""The units under one, however deep, as its report tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from sohotich.domain.places import Level
from sohotich.engines.documents.progress import Standing, UnitDay, UnitGroup
from sohotich.foundation.pages.numbers import grouped
from sohotich.oversight.reports.figures import Kept
from sohotich.oversight.reports.gathering import gathered
from sohotich.oversight.reports.offices import Office
from sohotich.oversight.reports.open_difficulties import Open, open_now, words_of
from sohotich.oversight.reports.said import reporting_of, said_of, written_down
from sohotich.oversight.reports.selectors import DayReport, Line, lines_of
from sohotich.oversight.reports.standing_figures import standing_of_kept


@dataclass(frozen=True)
class Under:
    """By unit: its line, its figures as they went up or are now, its difficulties not closed."""

    lines: Mapping[str, Line]
    figures: Mapping[str, Kept]
    raised: Mapping[str, list[Open]]


def lines_under(found: DayReport) -> Under:
    """Every unit below; the same few questions for a district and for the province."""
    offices, own, day = found.offices, found.office.code, found.period.day
    units = [*_middle(found), *(offices.all[code] for code in offices.communes(own))]
    lines = lines_of(units, found.chain, day, found.line.moment)
    closed = {line.office.code: line.report for line in lines if line.report.figures is not None}
    still_open = [line.office for line in lines if line.office.code not in closed]
    return Under(
        {line.office.code: line for line in lines},
        {code: cast(Kept, report.figures) for code, report in closed.items()}
        | gathered(offices, still_open, day),
        {code: report.open_difficulties for code, report in closed.items()}
        | open_now([office.code for office in still_open], day),
    )


def groups_of(found: DayReport, under: Under) -> Iterable[UnitGroup]:
    """The communes, by district where the unit stands above districts."""
    offices, middle = found.offices, _middle(found)

    def standing(office: Office) -> Standing:
        return standing_of_kept(office.name, under.figures[office.code])

    def days(office: Office) -> tuple[UnitDay, ...]:
        communes = (offices.all[code] for code in offices.communes(office.code))
        return tuple(_unit_day(one, standing(one), under) for one in communes)

    if not middle:
        return [UnitGroup("", days(found.office))]
    return [UnitGroup(one.name, days(one), standing(one)) for one in middle]


def raised_below(under: Under) -> Iterable[str]:
    """How many difficulties of the units below are not closed, and how many wait for an answer."""
    raised = {code: lines for code, lines in under.raised.items() if lines}
    every = [line for lines in raised.values() for line in lines]
    if every:
        waiting = sum(not line["answered"] for line in every)
        rest = f"{grouped(waiting)} chưa được trả lời" if waiting else "đều đã được trả lời"
        yield f"{grouped(len(every))} khó khăn của {grouped(len(raised))} đơn vị chưa đóng; {rest}"


def _middle(found: DayReport) -> list[Office]:
    below = found.offices.below(found.office.code)
    return [office for office in below if office.level is not Level.COMMUNE]


def _unit_day(office: Office, standing: Standing, under: Under) -> UnitDay:
    line, force = under.lines[office.code], under.figures[office.code].get("force", {})
    said = said_of(line)

    def number(key: str) -> int | None:
        """What the unit says, else what its shifts and machines say."""
        own: int | None = getattr(said, key)
        return int(force[key]) if own is None and written_down(force) else own

    difficulties = (*said.difficulties.splitlines(), *words_of(under.raised.get(office.code, ())))
    return UnitDay(
        standing,
        reporting_of(line),
        people=number("people"),
        shifts=number("shifts"),
        machines=number("machines"),
        difficulty="; ".join(" ".join(one.split()).rstrip(".") for one in difficulties if one),
    )
