from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture
def officer(person):
    """The commune's civil-status officer."""
    return person("officer", "cong_chuc_ho_tich")


@pytest.fixture
def make_book(officer) -> Callable[..., object]:
    """`make_book(last=20)`: a birth book of 1998 with numbers 1…last opened."""
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register

    def make(last: int = 10, **changes: object) -> object:
        given = {
            "unit_code": "09508",
            "type_code": "KS",
            "year_from": 1998,
            "volume": 2,
            "runs": (Run(1998, 1, last),) if last else (),
        }
        return book_register(actor=officer, draft=BookDraft(**{**given, **changes}))

    return make
