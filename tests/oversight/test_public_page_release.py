"""What may be published: no count, rest or growth below the least can be told from the figures."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.oversight.public_page.release import NOTHING, Cell, release

LEAST = 5


def published(history: list[Cell], least: int = LEAST) -> list[Cell]:
    """What is published of a cell, day by day."""
    found: list[Cell] = []
    for truth in history:
        found.append(release(found[-1] if found else NOTHING, truth, least))
    return found


def cell(figures: tuple[int, int, int]) -> Cell:
    return Cell(*sorted(figures, reverse=True))


figures = st.integers(0, 40)
cells = st.tuples(figures, figures, figures).map(cell)
histories = st.lists(cells, min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("before", "truth", "said"),
    [
        (NOTHING, (300, 200, 100), (300, 200, 100)),
        # Fewer than five of it: not said.
        (NOTHING, (4, 4, 4), NOTHING),
        (NOTHING, (300, 200, 3), (300, 200, 0)),
        # Four are left: as it stood before, until the last ones come.
        ((100, 80, 60), (100, 96, 70), (100, 80, 70)),
        ((100, 80, 60), (100, 100, 100), (100, 100, 100)),
        # Three more than yesterday: not said yet; with tomorrow's two, five.
        ((100, 50, 20), (100, 53, 30), (100, 50, 30)),
        ((100, 50, 20), (100, 55, 20), (100, 55, 20)),
        # What is corrected downward is kept back in the same way.
        ((100, 50, 20), (100, 47, 20), (100, 50, 20)),
        ((7, 0, 0), (3, 0, 0), NOTHING),
    ],
)
def test_a_cell_is_published(before, truth, said) -> None:
    assert release(Cell(*before), Cell(*truth), LEAST) == Cell(*said)


@given(histories)
def test_every_figure_rest_and_growth_is_none_or_at_least_five(history) -> None:
    found = [NOTHING, *published(history)]
    for one in found:
        expected, scanned, approved = one
        quantities = (*one, expected - scanned, scanned - approved, expected - approved)
        assert all(quantity == 0 or quantity >= LEAST for quantity in quantities)
    for former, later in pairwise(found):
        grown = (abs(new - old) for new, old in zip(later, former, strict=True))
        assert all(growth == 0 or growth >= LEAST for growth in grown)


@given(histories)
def test_the_published_could_be_the_truth(history) -> None:
    """So nobody can be sure that any small number exists: the decision's proof."""
    found = published(history)
    assert published(found) == found


@given(histories)
def test_work_that_is_done_is_published_as_done(history) -> None:
    whole = 60
    done = [Cell(whole, min(one.scanned, whole), min(one.approved, whole)) for one in history]
    assert published([*done, Cell(whole, whole, whole)])[-1] == Cell(whole, whole, whole)


@given(histories, st.integers(3, 12), cells)
def test_a_greater_least_never_takes_back_what_stands(history, least, truth) -> None:
    before = published(history)[-1]
    found = release(before, truth, least)
    assert found == before or all(figure == 0 or figure >= least for figure in found)


def test_an_attacker_who_tries_every_world_pins_no_small_number() -> None:
    """All histories of two days of a small cell, by what would be published of them: wherever a
    count, a rest or a growth is 1 to 4, another world with another number looks the same.
    """
    least = 3
    counts = [Cell(9, s, a) for s in range(10) for a in range(s + 1)]
    worlds: dict[tuple[Cell, ...], list[tuple[int, ...]]] = defaultdict(list)
    for history in product(counts, repeat=2):
        worlds[tuple(published(list(history), least))].append(_quantities(history))
    for alike in worlds.values():
        for values in zip(*alike, strict=True):
            assert len(set(values)) > 1 or abs(values[0]) not in range(1, least), values[0]


def _quantities(history: tuple[Cell, ...]) -> tuple[int, ...]:
    found: list[int] = []
    for expected, scanned, approved in history:
        found += [scanned, approved, expected - scanned, scanned - approved, expected - approved]
    first, second = history
    return (*found, second.scanned - first.scanned, second.approved - first.approved)
