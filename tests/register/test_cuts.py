"""Numbers proposed in sequence: corrected ones set it anew, none is given twice."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.register.images.cuts import Cut, assign, carried_over, given_twice
from sohotich.register.images.pages import natural

BOX = (0.0, 0.0, 1.0, 1.0)
NUMBERS = [UUID(int=n) for n in range(1, 30)]


def cut(number: int | None = None, **changes: object) -> Cut:
    entry = UUID(int=number) if number else None
    return Cut(BOX, entry=entry, pinned=number is not None, **changes)


def shown(pages: list[list[UUID | None]]) -> list[list[int | None]]:
    return [[entry.int if entry else None for entry in page] for page in pages]


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ([[cut(), cut()], [cut()]], [[1, 2], [3]]),
        # a correction moves everything after it
        ([[cut()], [cut(7)], [cut(), cut()]], [[1], [7], [8, 9]]),
        # a number named later is not given before
        ([[cut(), cut(), cut()], [cut(2)]], [[1, 3, 4], [2]]),
        # a piece that joins keeps the number of the piece before it
        ([[cut()], [cut(joins=True), cut()]], [[1], [1, 2]]),
        # an empty row takes no number
        ([[cut(), cut(skipped=True), cut()]], [[1, None, 2]]),
        # beyond the last number there is none
        ([[cut(29)], [cut()]], [[29], [None]]),
        ([], []),
    ],
)
def test_numbers_follow_each_other(pages, wanted) -> None:
    assert shown(assign(pages, NUMBERS)) == wanted


def test_the_first_number_can_be_another(  # a book goes on from the volume before it
) -> None:
    assert shown(assign([[cut(), cut()]], NUMBERS, start=UUID(int=5))) == [[5, 6]]


CUTS = st.builds(
    lambda number, joins, skipped: cut(number, joins=joins and not number, skipped=skipped),
    st.one_of(st.none(), st.integers(1, 29)),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(st.lists(CUTS, max_size=5), max_size=8))
def test_no_number_is_proposed_for_two_cuts_that_do_not_join(pages) -> None:
    proposal = assign(pages, NUMBERS)
    assert [len(row) for row in proposal] == [len(page) for page in pages]
    free: list[UUID] = []
    for page, row in zip(pages, proposal, strict=True):
        for one, entry in zip(page, row, strict=True):
            if one.skipped:
                assert entry is None
            elif one.pinned:
                assert entry == one.entry
            elif not one.joins and entry is not None:
                free.append(entry)
    assert len(free) == len(set(free)), "only a person's own corrections can clash"
    pinned = {c.entry for page in pages for c in page if c.pinned}
    assert not pinned & set(free)


def test_clashes_of_corrections_are_found() -> None:
    pages = [[cut(3)], [cut(3), cut(4)]]
    assert given_twice(zip(pages, assign(pages, NUMBERS), strict=True)) == {UUID(int=3)}
    joined = [[cut()], [cut(joins=True)]]
    assert given_twice(zip(joined, assign(joined, NUMBERS), strict=True)) == set()


def test_a_page_scanned_again_keeps_its_numbers_where_they_match() -> None:
    old = [cut(3), cut(4, joins=False)]
    new = [Cut((0, 0, 1, 0.5), 0.9), Cut((0, 0.5, 1, 1), 0.8)]
    assert [(c.entry, c.box) for c in carried_over(old, new)] == [
        (UUID(int=3), (0, 0, 1, 0.5)),
        (UUID(int=4), (0, 0.5, 1, 1)),
    ]
    assert carried_over(old, new[:1]) == new[:1]


@given(CUTS)
def test_cuts_survive_being_stored(one) -> None:
    assert Cut.from_json(one.as_json()) == one


def test_pages_sort_as_people_count() -> None:
    names = ["trang 10.jpg", "Trang 2.jpg", "trang 1.jpg", "a/3.jpg"]
    assert sorted(names, key=natural) == ["a/3.jpg", "trang 1.jpg", "Trang 2.jpg", "trang 10.jpg"]
