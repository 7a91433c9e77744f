"""What the columns of the boards' tables have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sohotich.foundation.pages.lists import Column, ListDefinition
from sohotich.oversight.dashboards.figures import Board


def table_list(
    board: Board, name: str, title: str, columns: list[Column], **more: Any
) -> ListDefinition:
    """A list whose title and file name say of which unit and day it is."""
    where = f"{board.place.name}, hết ngày {board.looking.day:%d/%m/%Y}"
    return ListDefinition(
        tuple(columns),
        f"{name}-{board.place.code}-{board.looking.day.isoformat()}",
        title=f"{title} · {where}",
        **more,
    )


def number_column(key: str, title: str, value: Callable[[Any], object], **more: Any) -> Column:
    """A column of numbers to sort by."""
    return Column(key, title, value, kind="number", sort=True, **more)
