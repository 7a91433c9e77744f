"""How often somebody reads a field wrong: rates with their intervals, never a value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from sohotich.domain.sampling import clopper, wilson
from sohotich.domain.second_key import CLASSES
from sohotich.register.accuracy.models import BookSample, Slip, Source, Tally

UNBIASED: Final = (
    Source.SECOND_KEY,
    Source.DISPUTE,
    Source.VERIFICATION,
    Source.SAMPLE,
    Source.GOLD,
)
"""Looks begun before anybody knew that the value was wrong. Who corrects at the review looked
because it was, and never says of how many others it was not."""


@dataclass(frozen=True)
class Rate:
    """`low` and `high`: Wilson's interval, 95 %; 0 and 1 where nobody has looked."""

    errors: int
    looks: int
    low: float
    high: float

    @classmethod
    def of(cls, errors: int, looks: int) -> Rate:
        """The rate with its interval."""
        return cls(errors, looks, *wilson(errors, looks))

    @property
    def share(self) -> float | None:
        """Errors for each look; None where nobody has looked."""
        return self.errors / self.looks if self.looks else None

    @property
    def exact(self) -> tuple[float, float]:
        """Clopper and Pearson's interval: never too narrow, for what somebody signs."""
        return clopper(self.errors, self.looks)

    def __add__(self, other: Rate) -> Rate:
        return Rate.of(self.errors + other.errors, self.looks + other.looks)


@dataclass(frozen=True)
class FieldErrors:
    """How often one field was found wrong; `rate` is that of all fields of its class."""

    field: str
    field_class: str
    errors: int
    rate: Rate


NOBODY_LOOKED: Final = Rate.of(0, 0)


def error_of(*, keyer: UUID, field_class: str) -> Rate:
    """How often this person reads a field of this class wrong, in all books."""
    return errors_by_class(keyer=keyer).get(field_class, NOBODY_LOOKED)


def errors_by_class(
    *, keyer: UUID, since: date | None = None, before: date | None = None
) -> dict[str, Rate]:
    """Class of fields → rate of this person; classes at which nobody looked are left out.

    `since` this campaign day, `before` that one: a keyer asks before today, lest the figures say
    at once whether a reading just finished agreed with the other.

    As its service asks, or the person: to others the wall shows their own units' books alone.
    """
    rows = _since(Tally.objects.filter(keyer=keyer), since)
    return _by_class(rows if before is None else rows.filter(day__lt=before))


def errors_by_book(*, book: UUID, keyer: UUID | None = None) -> dict[str, Rate]:
    """Class of fields → rate in this book, of all keyers or of one."""
    rows = Tally.objects.filter(book=book)
    return _by_class(rows if keyer is None else rows.filter(keyer=keyer))


def errors_by_field(*, keyer: UUID, since: date | None = None) -> list[FieldErrors]:
    """Fields that were found wrong on any occasion, corrections at the review included, most often
    first.
    """
    rates = errors_by_class(keyer=keyer, since=since)
    slips = Slip.objects.filter(keyer=keyer)
    rows = slips if since is None else slips.filter(day__gte=since)
    counted = rows.order_by().values_list("field", "field_class").annotate(count=Count("*"))
    found = [
        FieldErrors(field, name, count, rates.get(name, NOBODY_LOOKED))
        for field, name, count in counted
    ]
    return sorted(found, key=lambda one: (-one.errors, one.field))


@dataclass(frozen=True)
class SampledQuality:
    """Of the sampled records of a book: `by_class` in the order of the classes."""

    records: int
    total: Rate
    by_class: Mapping[str, Rate]
    verdict: str
    at: datetime


def sampled_quality(books: Collection[UUID]) -> dict[UUID, SampledQuality]:
    """Book → what its samples showed; books without a sample are left out."""
    return {row.book_id: _quality(row) for row in BookSample.objects.filter(book__in=books)}


def _quality(row: BookSample) -> SampledQuality:
    rates = {
        name: Rate.of(errors, looks)
        for name in CLASSES
        if (pair := row.counts.get(name)) is not None
        for looks, errors in [pair]
    }
    return SampledQuality(
        row.records, sum(rates.values(), NOBODY_LOOKED), rates, row.verdict, row.at
    )


def _since(rows: QuerySet[Tally], since: date | None) -> QuerySet[Tally]:
    return rows if since is None else rows.filter(day__gte=since)


def _by_class(rows: QuerySet[Tally], sources: Collection[Source] = UNBIASED) -> dict[str, Rate]:
    summed = (
        rows.order_by()
        .filter(source__in=sources, looks__gt=0)
        .values_list("field_class")
        .annotate(errors=Sum("errors"), looks=Sum("looks"))
    )
    return {name: Rate.of(errors, looks) for name, errors, looks in summed}
