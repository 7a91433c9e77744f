"""The table of communes and books, at every scale."""

from __future__ import annotations

import pytest

from sohotich.domain.places import units_on
from sohotich.domain.record_types import RECORD_TYPES
from sohotich.sample.load.plan import OPENS_ON, communes


@pytest.mark.parametrize(
    ("scale", "books", "places"),
    [(0.01, 1, 1), (0.1, 4, 1), (0.8, 34, 2), (1, 43, 3), (2, 86, 6), (20, None, 57)],
)
def test_the_province_grows_with_its_scale(scale: float, books: int | None, places: int) -> None:
    found = communes(scale)
    labels = [book.label for commune in found for book in commune.books]
    assert len(set(labels)) == len(labels)
    assert books is None or len(labels) == books
    assert len({commune.unit_code for commune in found}) == places
    present = {unit.code for unit in units_on(OPENS_ON)}
    assert {commune.unit_code for commune in found} <= present


def test_every_book_can_be_drawn_and_every_state_is_there() -> None:
    books = [book for commune in communes(1) for book in commune.books]
    for book in books:
        if book.drawn:
            book.options(seed=1)
    assert {book.stage for book in books} == {"", "submitted", "signed", "packaged"}
    kinds = {kind for book in books for _, kind in book.placed}
    assert kinds == {"bis", "cancelled", "skipped", "abroad"}
    for wanted in (
        lambda b: not b.drawn,
        lambda b: b.drawn and not b.confirmed,
        lambda b: b.drawn and b.confirmed and not b.first,
        lambda b: b.first > b.second > len(b.disputed) > b.settled,
        lambda b: 0 < b.reviewed < b.drawn,
        lambda b: b.returned,
    ):
        assert any(wanted(book) for book in books)
    for code in ("KH", "KT"):
        of_type = [book for book in books if book.type_code == code]
        assert {book.stage for book in of_type} == {"", "submitted", "signed", "packaged"}
        assert any(not book.confirmed for book in of_type)
        assert any(book.first > book.second > len(book.disputed) > book.settled
                   and book.reviewed for book in of_type)  # fmt: skip
    to_key = {b.type_code for b in books if b.drawn and b.confirmed and not b.first}
    assert to_key == {kind.code for kind in RECORD_TYPES}
    first = [book for book in books if book.essential]
    assert {book.unit_code for book in first} == {"09508"}
