"""The figures of each book of a commune on a campaign day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from sohotich.oversight.facts.models import BookDay
from sohotich.oversight.facts.selectors import Count
from sohotich.oversight.facts.stages import FUNNEL, RETURNED


@dataclass(frozen=True, slots=True)
class BookFigures:
    """`counts`: stage → registrations, as in `selectors.Figures`."""

    key: UUID
    label: str
    type_code: str
    counts: Mapping[str, Count]


def book_figures(unit: str, day: date, *, type_code: str | None = None) -> list[BookFigures]:
    """Books of the commune by label, of one type or (None) of all; a day not computed yet shows
    what stood at the last one that is, with nothing done in it.
    """
    rows = BookDay.objects.filter(unit_code=unit).select_related("book")
    if type_code is not None:
        rows = rows.filter(book__type_code=type_code)
    known = rows.filter(day__lte=day).aggregate(last=Max("day"))["last"]
    if known is None:
        return []
    eve = known if known < day else known - timedelta(days=1)
    before = {row.book_id: row for row in rows.filter(day=eve)}
    return [
        BookFigures(row.book_id, row.book.label, row.book.type_code, _counts(row, before))
        for row in rows.filter(day=known).order_by("book__label")
    ]


def _counts(row: BookDay, before: Mapping[UUID, BookDay]) -> dict[str, Count]:
    former = before.get(row.book_id)
    counts: dict[str, Count] = {}
    for stage in FUNNEL:
        so_far = getattr(row, stage)
        counts[stage] = Count(so_far - (getattr(former, stage) if former else 0), so_far)
    came_back = 0 if former is not None and former.day == row.day else row.came_back
    counts[RETURNED] = Count(came_back, row.waiting)
    return counts
