"""Everything a board tells of a unit on a day, gathered in a handful of questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Sum

from sohotich.foundation.database.clock import campaign
from sohotich.foundation.database.models import Campaign
from sohotich.foundation.policies.services import number
from sohotich.oversight.dashboards.outlooks import Outlook, outlooks
from sohotich.oversight.dashboards.pace import Course, Standing
from sohotich.oversight.dashboards.places import Looking
from sohotich.oversight.dashboards.quality import Rates, rates, rates_summed
from sohotich.oversight.facts.models import DailyFact
from sohotich.oversight.facts.selectors import (
    Count,
    Figures,
    campaign_days,
    figures,
    figures_summed,
    units_with_books,
)
from sohotich.oversight.facts.stages import FUNNEL
from sohotich.oversight.facts.tree import COMMUNE, Place, Tree, tree_on
from sohotich.oversight.reports.chain import State
from sohotich.oversight.reports.selectors import lateness

Said = list[tuple[date, State, int | None]]
_RECENT = 3


@dataclass(frozen=True)
class Tile:
    """A commune on a board; `outlook` None where it has no figures. `pace`: approved a day, of the
    last whole days.
    """

    place: Place
    figures: Figures
    standing: Standing
    pace: int
    outlook: Outlook | None
    rates: Rates

    @property
    def counts(self) -> Mapping[str, Count]:
        return self.figures.counts


@dataclass(frozen=True)
class Group:
    """The communes of one unit below, those furthest on first."""

    place: Place
    tiles: tuple[Tile, ...]
    standing: Standing


@dataclass(frozen=True)
class Board:
    """One unit on one day. `gains`: stage → done a day, the mean of the last whole days."""

    looking: Looking
    tree: Tree
    place: Place
    campaign: Campaign
    days: list[date]
    course: Course
    groups: tuple[Group, ...]
    gains: Mapping[str, float]
    said: Mapping[str, Said]

    @property
    def tiles(self) -> list[Tile]:
        return [tile for group in self.groups for tile in group.tiles]

    @cached_property
    def total(self) -> Figures:
        parts = [tile.figures for tile in self.tiles]
        return figures_summed(self.place.code, self.looking.day, parts)

    @cached_property
    def standing(self) -> Standing:
        return _standing(self.course, self.total)

    @cached_property
    def rates(self) -> Rates:
        return rates_summed([tile.rates for tile in self.tiles])

    @property
    def outlooks(self) -> list[Outlook]:
        return [tile.outlook for tile in self.tiles if tile.outlook is not None]

    @property
    def forecasts(self) -> bool:
        """Whether whoever looks may see when it will be done."""
        return self.looking.actor.can("forecast.view", self.place.code)

    @property
    def reports(self) -> bool:
        """Whether whoever looks may see who reported when."""
        return self.looking.actor.can("report.view", self.place.code)

    @property
    def nth(self) -> int:
        return self.days.index(self.looking.day) + 1


def board_of(looking: Looking, place: Place) -> Board:
    """The board of a unit that the person may see; not before a campaign's first day."""
    own = campaign()
    assert own is not None, "there are days of it"
    tree, days = tree_on(looking.day), campaign_days()
    kept = outlooks(looking.day)
    course = _course(own, looking.day, days, kept)
    reach = {one.code: tree.reach(one.code) for one in _communes(tree, place)}
    holding = set(units_with_books())
    every = holding & set().union(*reach.values())
    known = _Known(figures(every, looking.day, by_type=False), rates(every, looking.day), kept)
    gains = _gains(every, looking, days)
    tiles = {
        code: _tile(tree.places[code], looking.day, known, sorted(every & codes), course, gains)
        for code, codes in reach.items()
    }
    return Board(
        looking,
        tree,
        place,
        own,
        days,
        course,
        tuple(_groups(tree, place, tiles, course, looking.day)),
        _summed(gains.values()),
        _said(looking, tree, place, list(reach), days),
    )


@dataclass(frozen=True)
class _Known:
    figures: Mapping[str, Figures]
    rates: Mapping[str, Rates]
    outlooks: Mapping[str, Outlook]


def _course(own: Campaign, day: date, days: list[date], kept: Mapping[str, Outlook]) -> Course:
    # Today counts for as much as is usually done by this hour.
    share = next((one.forecast.history.day_share for one in kept.values()), 1.0)
    length = (own.ends_on - own.starts_on).days + 1
    return Course(length, days.index(day) + share, number("board.days_behind", day))


def _communes(tree: Tree, place: Place) -> list[Place]:
    if place.level == COMMUNE:
        return [place]
    found: list[Place] = []
    for one in tree.rows_under(place.code, ()):
        found.extend(_communes(tree, one))
    return found


def _gains(
    units: Collection[str], looking: Looking, days: list[date]
) -> dict[str, dict[str, float]]:
    """Commune → stage → gained a day: the mean of the last whole days, three where there are."""
    whole = days[: days.index(looking.day) + (1 if looking.back else 0)][-_RECENT:]
    if not whole:
        return {}
    rows = DailyFact.objects.filter(day__in=whole, unit_code__in=list(units), stage__in=FUNNEL)
    found: dict[str, dict[str, float]] = {}
    summed = rows.order_by().values_list("unit_code", "stage").annotate(Sum("today"))
    for unit, stage, gained in summed:
        found.setdefault(unit, {})[stage] = max(gained, 0) / len(whole)
    return found


def _summed(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    found = dict.fromkeys(FUNNEL, 0.0)
    for part in parts:
        for stage, gained in part.items():
            found[stage] += gained
    return found


def _tile(
    place: Place,
    day: date,
    known: _Known,
    codes: list[str],
    course: Course,
    gains: Mapping[str, Mapping[str, float]],
) -> Tile:
    found = figures_summed(place.code, day, [known.figures[code] for code in codes])
    return Tile(
        place,
        found,
        _standing(course, found),
        round(sum(gains.get(code, {}).get("approved", 0.0) for code in codes)),
        known.outlooks.get(place.code),
        rates_summed([known.rates[code] for code in codes]),
    )


def _standing(course: Course, found: Figures) -> Standing:
    return course.standing(found.expected, found.counts["approved"].so_far)


def _groups(
    tree: Tree, place: Place, tiles: Mapping[str, Tile], course: Course, day: date
) -> Iterable[Group]:
    """A group for each unit below that has communes; communes that stand directly below, and the
    communes of a district's own board, make one.
    """
    direct = [one for code, one in tiles.items() if one.place.parent == place.code]
    direct = direct or [one for code, one in tiles.items() if code == place.code]
    if direct:
        yield _group(place, direct, course, day)
    for one in tree.rows_under(place.code, ()):
        inside = [tiles[below.code] for below in _communes(tree, one) if below.code in tiles]
        if one.level != COMMUNE and inside:
            yield _group(one, inside, course, day)


def _group(place: Place, tiles: list[Tile], course: Course, day: date) -> Group:
    ordered = sorted(tiles, key=lambda one: (-one.standing.percent, one.standing.behind))
    total = figures_summed(place.code, day, [one.figures for one in tiles])
    return Group(place, tuple(ordered), _standing(course, total))


def _said(
    looking: Looking, tree: Tree, place: Place, communes: list[str], days: list[date]
) -> Mapping[str, Said]:
    if not looking.actor.can("report.view", place.code):
        return {}
    units = {place.code, *communes, *(one.code for one in tree.rows_under(place.code, ()))}
    return lateness(units, [day for day in days if day <= looking.day])
