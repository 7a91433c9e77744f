"""What the page of a unit shows over its list: the funnel, the types, the days to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sohotich.domain.record_types import register_type
from sohotich.foundation.pages.numbers import share
from sohotich.oversight.facts.choice import Choice
from sohotich.oversight.facts.selectors import Figures
from sohotich.oversight.facts.stages import FUNNEL, NOT_BUILT, STAGES


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """`value` as shown; `waiting`: registrations done with the stage before and not with this one,
    None where that says nothing; `bar` of `whole`; `not_built` in words where nothing is counted.
    """

    label: str
    value: int = 0
    waiting: int | None = None
    bar: int | None = None
    whole: int = 1
    address: str = ""
    not_built: str = ""


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A register type's row: how many there are to do, keyed, approved."""

    name: str
    expected: int
    agreed: int
    approved: int
    share: str
    address: str


@dataclass(frozen=True, slots=True)
class DayLink:
    number: int
    day: date
    address: str
    current: bool


def funnel(found: Figures, choice: Choice, link: Callable[[str], str]) -> list[FunnelLine]:
    """Every stage in order; `link(stage)` opens its figure, "" where nothing opens."""
    counts = found.books if choice.books else found.counts
    lines = []
    for stage in STAGES:
        if not stage.built:
            lines.append(FunnelLine(stage.label, not_built=NOT_BUILT))
            continue
        bar = waiting = None
        if stage.key in FUNNEL and not choice.that_day:
            bar = counts[stage.key].so_far
            place = FUNNEL.index(stage.key)
            waiting = counts[FUNNEL[place - 1]].so_far - bar if place else None
        lines.append(
            FunnelLine(
                stage.label,
                choice.number(counts[stage.key]),
                waiting,
                bar,
                counts["expected"].so_far or 1,
                link(stage.key),
            )
        )
    return lines


def slowest(lines: list[FunnelLine]) -> FunnelLine | None:
    """The stage before which most registrations wait; None where none waits."""
    waiting = [line for line in lines if line.waiting]
    return max(waiting, key=lambda line: line.waiting or 0, default=None)


def types(found: Figures, choice: Choice, address: Callable[[Choice], str]) -> list[TypeLine]:
    """One row for each type that has books, most work first."""
    rows = []
    for code, counts in found.by_type.items():
        expected, approved = counts["expected"].so_far, counts["approved"].so_far
        rows.append(
            TypeLine(
                register_type(code).name,
                expected,
                choice.number(counts["agreed"]),
                choice.number(counts["approved"]),
                share(approved, expected) if expected else "",
                address(choice.but(type_code=code)),
            )
        )
    return sorted(rows, key=lambda row: -row.expected)


def day_links(days: list[date], choice: Choice, address: Callable[[Choice], str]) -> list[DayLink]:
    """The campaign's days up to today."""
    return [
        DayLink(number, day, address(choice.but(day=day)), day == choice.day)
        for number, day in enumerate(days, start=1)
    ]


def toggles(choice: Choice, address: Callable[[Choice], str]) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is so now) of the ways to look at the figures."""
    kinds = [
        ("Trường hợp", choice.but(books=False), not choice.books),
        ("Sổ", choice.but(books=True), choice.books),
        ("Lũy kế", choice.but(that_day=False), not choice.that_day),
        ("Trong ngày", choice.but(that_day=True), choice.that_day),
    ]
    return [(words, address(changed), current) for words, changed, current in kinds]
