"""Who reported when: units by days, a shape and a word in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sohotich.foundation.pages.states import Badge
from sohotich.oversight.dashboards.figures import Board, Said
from sohotich.oversight.facts.tree import COMMUNE, Place
from sohotich.oversight.reports.chain import State

_LOOKS = {
    State.ON_TIME: Badge("đúng giờ", "done", "shape-check"),
    State.LATE: Badge("nộp muộn", "error", "clock"),
    State.SILENT: Badge("chưa báo cáo", "error", "shape-cross"),
}
_NOT_CLOSED = Badge("chưa chốt", "quiet", "shape-dash")
_SIGNS = {"shape-check": "✓", "clock": "muộn", "shape-cross": "✕", "shape-dash": "–"}


@dataclass(frozen=True)
class Cell:
    """`short`: a sign, for a table with many days; `below`: how many of the communes below were
    late or silent, "" where none is below.
    """

    day: date
    badge: Badge
    short: str
    words: str
    below: str
    address: str


@dataclass(frozen=True)
class GridRow:
    place: Place
    address: str
    cells: tuple[Cell, ...]
    on_time: int
    late: int
    silent: int


def grid_rows(board: Board) -> list[GridRow]:
    """The unit itself, then those right below it; a commune's board has itself alone."""
    if not board.reports:
        return []
    below = [] if board.place.level == COMMUNE else board.tree.rows_under(board.place.code, ())
    return [row_of(board, one) for one in [board.place, *below]]


def every_row(board: Board) -> list[GridRow]:
    """The same with every commune, district by district."""
    if not board.reports:
        return []
    rows = [row_of(board, board.place)] if board.place.level != COMMUNE else []
    for group in board.groups:
        if group.place.code != board.place.code:
            rows.append(row_of(board, group.place))
        rows += [row_of(board, tile.place) for tile in group.tiles]
    return rows


def row_of(board: Board, place: Place) -> GridRow:
    """A unit's row: its own reports, and how many below it were not on time."""
    said = {day: (state, late) for day, state, late in board.said.get(place.code, [])}
    communes = _communes_of(board, place)
    states = [state for state, _ in said.values()]
    return GridRow(
        place,
        board.looking.unit(place.code),
        tuple(
            _cell(board, place, day, said.get(day), communes)
            for day in board.days
            if day <= board.looking.day
        ),
        states.count(State.ON_TIME),
        states.count(State.LATE),
        states.count(State.SILENT),
    )


def _communes_of(board: Board, place: Place) -> Mapping[str, Said]:
    if place.level == COMMUNE:
        return {}
    whole = place.code == board.place.code
    return {
        tile.place.code: board.said.get(tile.place.code, [])
        for group in board.groups
        if whole or group.place.code == place.code
        for tile in group.tiles
    }


def _cell(
    board: Board,
    place: Place,
    day: date,
    own: tuple[State, int | None] | None,
    communes: Mapping[str, Said],
) -> Cell:
    badge = _LOOKS.get(own[0], _NOT_CLOSED) if own else _NOT_CLOSED
    words, short = badge.words, _SIGNS[badge.icon]
    if own is not None and own[0] is State.LATE and own[1]:
        words, short = f"nộp muộn {own[1]} phút", f"{own[1]}′"
    missed = [
        state
        for said in communes.values()
        for when, state, _ in said
        if when == day and state is not State.ON_TIME
    ]
    below = str(len(missed)) if own and communes else ""
    if missed:
        words += f"; {len(missed)} xã muộn hoặc chưa báo cáo"
    address = board.looking.report(place.code, day) if own else ""
    return Cell(day, badge, short, words, below, address)
