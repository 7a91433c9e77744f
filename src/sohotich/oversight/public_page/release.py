"""Which figures of one commune and type may be published, given what was published before. Pure.

Somebody who keeps every figure ever published and knows this rule cannot tell what is true from a
world in which the published figures themselves are the truth (decision 0025): there every count,
every remainder and every day's growth is none at all or at least `least`. Cells are judged alone,
so sums of published cells say nothing more.
"""

from __future__ import annotations

from itertools import product
from typing import Final, NamedTuple


class Cell(NamedTuple):
    """Registrations of one commune and type, cumulative: to be done, scanned of them, approved of
    them. In what is published, 0 stands for fewer than `least`.
    """

    expected: int
    scanned: int
    approved: int


NOTHING: Final = Cell(0, 0, 0)


def release(before: Cell, truth: Cell, least: int) -> Cell:
    """The cell to publish now: each figure new or as before, as near to the truth as may be.

    Published are only figures that are 0 or at least `least`, as are the rests between them, and
    that differ from those before by nothing or by at least `least`. `before` itself may always
    stand: it is published already.
    """
    shown = Cell(*(0 if figure < least else figure for figure in truth))
    choices = product(*((new, old) for new, old in zip(shown, before, strict=True)))
    allowed = (cell for cell in map(Cell._make, choices) if _may(before, cell, least))
    return min(allowed, key=lambda cell: (_off(cell, truth), [-figure for figure in cell]))


def _may(before: Cell, cell: Cell, least: int) -> bool:
    if cell == before:
        return True
    rests = (cell.expected - cell.scanned, cell.scanned - cell.approved)
    grown = (abs(new - old) for new, old in zip(cell, before, strict=True))
    return all(figure == 0 or figure >= least for figure in (*cell, *rests, *grown))


def _off(cell: Cell, truth: Cell) -> int:
    return sum(abs(said - true) for said, true in zip(cell, truth, strict=True))
