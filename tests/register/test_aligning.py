"""Numbers read on pages, and the book's count, say which pages are certain and which moved."""

from __future__ import annotations

from uuid import UUID

import pytest

from sohotich.register.images.aligning import Number, place
from sohotich.register.images.cuts import Cut

BOX = (0.0, 0.0, 1.0, 1.0)


def numbers(*values: int) -> list[Number]:
    return [Number(UUID(int=at + 1), value) for at, value in enumerate(values)]


def page(count: int, read: str = "", sure: float = 0.95, **first: object) -> list[Cut]:
    """`count` cuts, the last with a number read on it."""
    cuts = [Cut(BOX, **(first if at == 0 else {})) for at in range(count)]
    if read:
        cuts[-1] = Cut(BOX, read=read, read_sure=sure)
    return cuts


def shown(rows: list[list[UUID | None]]) -> list[list[int | None]]:
    return [[entry.int if entry else None for entry in row] for row in rows]


TEN = numbers(*range(1, 11))


@pytest.mark.parametrize(
    ("pages", "rows", "doubts"),
    [
        # nothing read: the count of the whole book confirms
        ([page(5), page(5)], [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]], ["", ""]),
        ([page(5), page(4)], [[1, 2, 3, 4, 5], [6, 7, 8, 9]], ["short", "short"]),
        ([page(5), page(6)], [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10, None]], ["over", "over"]),
        # read on the way: a book that is only half scanned is certain so far
        ([page(3, "3"), page(3, "6")], [[1, 2, 3], [4, 5, 6]], ["", ""]),
        ([page(3, "3"), page(3)], [[1, 2, 3], [4, 5, 6]], ["", "short"]),
        # one misreading between two good ones says nothing
        ([page(2, "2"), page(2, "7"), page(2, "6")], [[1, 2], [3, 4], [5, 6]], ["", "", ""]),
        # a page of two is missing: those after it move, and the place is shown
        (
            [page(2, "2"), page(2, "6"), page(2, "8"), page(2, "10")],
            [[1, 2], [5, 6], [7, 8], [9, 10]],
            ["", "moved", "", ""],
        ),
        # an unknown bis: one too many on the second page
        (
            [page(3, "3"), page(3, "5"), page(3, "8")],
            [[1, 2, 3], [4, 5, 6], [6, 7, 8]],
            None,
        ),
        # the only reading contradicts the count
        ([page(10, "7")], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], ["read_other"]),
        # unsure of itself, it does not
        ([page(10, "7", 0.5)], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], [""]),
    ],
)
def test_pages_find_their_numbers(pages, rows, doubts) -> None:
    placed = place(pages, TEN)
    if doubts is None:
        assert placed.doubts[1], "the page with the bis is doubtful"
        assert placed.doubts[2] == ""
        assert shown(placed.rows)[2] == rows[2]
    else:
        assert (shown(placed.rows), placed.doubts) == (rows, doubts)


def test_a_new_year_begins_at_one_again() -> None:
    two_years = numbers(1, 2, 3, 1, 2, 3)
    placed = place([page(3, "3"), page(3, "3")], two_years)
    assert shown(placed.rows) == [[1, 2, 3], [4, 5, 6]]
    assert placed.doubts == ["", ""]


def test_what_a_person_pinned_is_not_moved_and_shows_the_gap() -> None:
    pinned = page(2, entry=UUID(int=7), pinned=True)
    placed = place([page(2), page(2), pinned], TEN)
    assert shown(placed.rows) == [[1, 2], [3, 4], [7, 8]]
    assert placed.doubts == ["moved", "moved", "moved"]


def test_pieces_that_join_and_blank_parts_take_no_number() -> None:
    pages = [[Cut(BOX), Cut(BOX)], [Cut(BOX, joins=True), Cut(BOX, skipped=True), Cut(BOX)]]
    placed = place(pages, numbers(1, 2, 3))
    assert shown(placed.rows) == [[1, 2], [2, None, 3]]
    assert placed.doubts == ["", ""]


def test_no_pages() -> None:
    assert place([], TEN).rows == []
