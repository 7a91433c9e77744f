"""The columns with which every list of books begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sohotich.foundation.pages.lists import Column


def book_columns(
    units: Mapping[str, str], address: Callable[[Any], str]
) -> tuple[Column, Column, Column]:
    """Label, unit, number of registrations, of rows with `book` and `counts`.

    `units` names the units by code; `address` is where a row leads.
    """
    return (
        Column("so", "Sổ", lambda row: row.book.label, address, kind="strong", sort=True),
        Column(
            "don-vi",
            "Đơn vị",
            lambda row: units.get(row.book.unit_code, row.book.unit_code),
            sort=True,
        ),
        Column(
            "so-luong", "Trường hợp", lambda row: row.counts["expected"], kind="number", sort=True
        ),
    )
