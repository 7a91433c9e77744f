"""Lists in parts: a cursor says after which row the next part begins, so that rows added meanwhile
shift nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja import Schema
from pydantic import Field

from sohotich.foundation.connect.problems import Problem

MOST: Final = 200
_SALT: Final = "connect.cursor"
_Row = TypeVar("_Row", bound=Model)


class Part(Schema):
    """Which part of a list is asked for."""

    limit: int = Field(50, ge=1, le=MOST, description="Số dòng của một phần.")
    cursor: str = Field(
        "", max_length=1_000, description="Giá trị `next` của phần trước; bỏ trống là từ đầu."
    )


def part_of(rows: QuerySet[_Row], by: Sequence[str], asked: Part) -> tuple[list[_Row], str | None]:
    """The rows after the cursor in the order of `by` (columns that together name one row), and the
    next cursor; None at the end. Problem 422 for a cursor of another list.
    """
    rows = rows.order_by(*by)
    if asked.cursor:
        rows = rows.filter(_after(by, _opened(asked.cursor, by)))
    found = list(rows[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, None
    kept = found[: asked.limit]
    return kept, _written(kept[-1], by)


def _after(by: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b, c) > (x, y, z), column by column."""
    after = Q()
    for place, name in enumerate(by):
        same = dict(zip(by[:place], values[:place], strict=True))
        after |= Q(**same, **{f"{name}__gt": values[place]})
    return after


def _written(row: Model, by: Sequence[str]) -> str:
    values: list[Any] = []
    for name in by:
        value: Any = row
        for step in name.split("__"):
            value = getattr(value, step)
        values.append(value if isinstance(value, int) else str(value))
    return signing.dumps([*by, values], salt=_SALT)


def _opened(cursor: str, by: Sequence[str]) -> list[Any]:
    try:
        *named, values = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        raise _foreign() from None
    if list(by) != named:
        raise _foreign()
    return list(values)


def _foreign() -> Problem:
    return Problem(
        "invalid",
        "Con trỏ trang không phải của danh sách này.",
        where="cursor",
        mend="Gửi đúng giá trị next của phần trước, hoặc bỏ trống.",
    )
