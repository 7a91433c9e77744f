"""What the pages show around the figures: the days, the trail, the cards, the links between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sohotich.foundation.pages.states import Badge
from sohotich.oversight.dashboards.books import book_tiles, legend
from sohotich.oversight.dashboards.chart import chart
from sohotich.oversight.dashboards.figures import Board, Group, Tile
from sohotich.oversight.dashboards.funnel import funnel, narrowest
from sohotich.oversight.dashboards.grid import grid_rows
from sohotich.oversight.dashboards.headline import headline
from sohotich.oversight.dashboards.pace import Pace, pace_badge
from sohotich.oversight.dashboards.places import Looking
from sohotich.oversight.dashboards.quality import Rates, rates_summed
from sohotich.oversight.dashboards.slowest import slowest
from sohotich.oversight.dashboards.tables import Table
from sohotich.oversight.facts.models import RollUp
from sohotich.oversight.facts.selectors import campaign_days
from sohotich.oversight.facts.tree import COMMUNE, Place, Tree

_SLOW_SHOWN: Final = 4
_PREFIXES: Final = ("Xã ", "Phường ", "Thị trấn ", "Huyện ")


@dataclass(frozen=True)
class DayLink:
    number: int
    day: date
    address: str
    current: bool


@dataclass(frozen=True)
class TileShown:
    """`name` without the kind of unit, which the whole row shares."""

    name: str
    full: str
    percent: int
    badge: Badge
    address: str


@dataclass(frozen=True)
class GroupShown:
    name: str
    address: str
    percent: int
    tiles: list[TileShown]


@dataclass(frozen=True)
class SlowShown:
    name: str
    parent: str
    address: str
    percent: int
    why: tuple[str, ...]


@dataclass(frozen=True)
class RateLine:
    name: str
    address: str
    rates: Rates


@dataclass(frozen=True)
class Bar:
    """One day's bar in the units of its picture."""

    day: date
    value: int
    x: float
    y: float
    height: float


def board_context(board: Board) -> dict[str, Any]:
    """Everything of a unit's page."""
    commune = board.place.level == COMMUNE
    slow = slowest(board.tiles, board.said)
    lines = funnel(board)
    code = board.place.code
    books = []
    if commune and board.looking.actor.can("book.view", code):
        books = book_tiles(code, board.looking.day)
    return {
        "board": board,
        "looking": board.looking,
        "commune": commune,
        "headline": headline(board.outlooks, board.campaign.ends_on) if board.forecasts else None,
        "over": board.looking.day > board.campaign.ends_on,
        "rolled_up": RollUp.objects.first(),
        "days": day_links(board.looking, lambda day: board.looking.unit(code, day)),
        "chart": chart(board),
        "funnel": lines,
        "narrowest": narrowest(lines),
        "groups": [_group(board, one) for one in board.groups] if not commune else [],
        "legend": _legend(board),
        "books": books,
        "book_legend": legend(books),
        "slow": [
            SlowShown(
                _short(one.tile.place.name),
                _parent(board, one.tile),
                board.looking.unit(one.tile.place.code),
                one.tile.standing.percent,
                one.why if commune else one.why[:2],
            )
            for one in slow[:_SLOW_SHOWN]
        ],
        "slow_count": len(slow),
        "grid": [row for row in grid_rows(board) if any(board.said.values())],
        "rates": _rate_lines(board) if not commune else [],
        "people": commune and board.looking.actor.can("board.people", code),
        "gained": round(board.gains["approved"]),
        "addresses": _addresses(board),
        "breadcrumb": [*trail(board.tree, board.looking, code)[:-1], (board.place.name, "")],
    }


def _addresses(board: Board) -> dict[str, str]:
    """Name, with `_` for `-`, → address of the tables and of what stands beside the boards."""
    code, looking = board.place.code, board.looking
    names = ("don-vi", "so", "tien-do", "khau", "cham", "bao-cao", "sai-sot")
    found = {name.replace("-", "_"): looking.table(code, name) for name in names}
    commune = board.place.level == COMMUNE
    found["excel"] = looking.table(code, "so" if commune else "don-vi", xuat="xlsx")
    found["expected"] = looking.figure(board.place, "expected")
    found["approved"] = looking.figure(board.place, "approved")
    found["people"] = looking.people(code)
    found["forecast"] = looking.forecast(code) if commune else ""
    return found


def _legend(board: Board) -> list[tuple[Badge, int, str]]:
    """(badge, how many communes, address of those)"""
    count = Counter(tile.standing.pace for tile in board.tiles)
    little, looking = board.course.little, board.looking
    return [
        (
            pace_badge(pace, little),
            count[pace],
            looking.table(board.place.code, "don-vi", loc=pace.value),
        )
        for pace in Pace
        if count[pace] or pace is not Pace.NOTHING
    ]


def _group(board: Board, group: Group) -> GroupShown:
    little, looking = board.course.little, board.looking
    return GroupShown(
        _short(group.place.name),
        looking.unit(group.place.code),
        group.standing.percent,
        [
            TileShown(
                _short(tile.place.name),
                tile.place.name,
                tile.standing.percent,
                pace_badge(tile.standing.pace, little),
                looking.unit(tile.place.code),
            )
            for tile in group.tiles
        ],
    )


def _rate_lines(board: Board) -> list[RateLine]:
    """District by district, or the communes of a board that has one group."""
    if len(board.groups) == 1:
        return [_rate_line(board, tile.place, [tile]) for tile in board.tiles]
    return [_rate_line(board, one.place, one.tiles) for one in board.groups]


def _rate_line(board: Board, place: Place, tiles: Iterable[Tile]) -> RateLine:
    found = rates_summed([tile.rates for tile in tiles])
    return RateLine(_short(place.name), board.looking.unit(place.code), found)


def _parent(board: Board, tile: Tile) -> str:
    place = board.tree.places.get(tile.place.parent)
    return _short(place.name) if place and place.code != board.place.code else ""


def _short(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name.replace("Thành phố ", "TP ").replace("Thị xã ", "TX ")


def table_context(board: Board, name: str, tables: dict[str, Table]) -> dict[str, Any]:
    """The page of one table, with the way to the others."""
    code, looking = board.place.code, board.looking
    title = tables[name].title
    return {
        "title": title,
        "explained": tables[name].explained,
        "board": board,
        "looking": looking,
        "tabs": [(one.title, looking.table(code, key), key == name) for key, one in tables.items()],
        "breadcrumb": [*trail(board.tree, looking, code), (title, "")],
    }


def trail(tree: Tree, looking: Looking, code: str) -> list[tuple[str, str]]:
    """(name, address) from the highest unit the person may see down to this one."""
    way = [one for one in tree.above(code) if looking.actor.can("progress.view", one.code)]
    return [(one.name, looking.unit(one.code)) for one in way]


def day_links(looking: Looking, address: Callable[[date], str]) -> list[DayLink]:
    """The campaign's days up to today."""
    return [
        DayLink(number, day, address(day), day == looking.day)
        for number, day in enumerate(campaign_days(), start=1)
    ]


BARS_HEIGHT: Final = 120
BARS_STEP: Final = 36


def bars(values: list[tuple[date, int]]) -> list[Bar]:
    """A bar a day, the highest filling the picture."""
    most = max((value for _, value in values), default=0) or 1
    found = []
    for place, (day, value) in enumerate(values):
        height = round((BARS_HEIGHT - 20) * value / most, 1)
        found.append(
            Bar(day, value, place * BARS_STEP + 6.0, round(BARS_HEIGHT - height, 1), height)
        )
    return found
