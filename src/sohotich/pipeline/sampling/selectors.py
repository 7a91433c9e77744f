"""What the screens of samples show: lots by book and by keyer, the evidence of one, the quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from sohotich.domain.sampling import Terms
from sohotich.domain.second_key import CLASSES
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.sampling.figures import Totals, totals
from sohotich.pipeline.sampling.lots import DRAWN_FROM
from sohotich.pipeline.sampling.models import Lot, LotState, Sampled
from sohotich.register.accuracy.selectors import (
    NOBODY_LOOKED,
    Rate,
    errors_by_class,
    sampled_quality,
)
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, ReadingState


@dataclass(frozen=True)
class LotRow:
    """One book, or one keyer in a commune: `records` agreed and not signed, its newest lot."""

    unit: str
    name: str
    book: Book | None
    keyer: UUID | None
    records: int
    lot: Lot | None
    found: Totals

    @property
    def rate(self) -> Rate:
        return Rate.of(self.found.errors, self.found.looks)


@dataclass(frozen=True)
class QualityRow:
    """Errors of one class of fields; `whose`: a book or a keyer."""

    kind: str
    whose: str
    field_class: str
    rate: Rate


@dataclass(frozen=True)
class Bound:
    """After so many fields: pass with at most, fail with at least so many wrong ones."""

    looks: int
    passing: int
    failing: int


def lot_rows(actor: Actor) -> list[LotRow]:
    """Books and keyers with agreed records that this person may sample; open lots first."""
    books = list(books_visible(actor, permission="sample.do").order_by("label"))
    rows = [*_book_rows(books), *_keyer_rows(actor)]
    return sorted(rows, key=lambda row: row.lot is None or row.lot.state != LotState.OPEN)


def _book_rows(books: Sequence[Book]) -> list[LotRow]:
    counts = dict(
        Entry.objects.order_by()
        .filter(book__in=books, state__in=DRAWN_FROM)
        .values_list("book_id")
        .annotate(count=Count("*"))
    )
    lots = _newest(Lot.objects.filter(book__in=books))
    rows = []
    for book in books:
        lot = lots.get((book.key, None, book.unit_code))
        if book.key in counts or lot is not None:
            rows.append(
                LotRow(
                    book.unit_code, book.label, book, None, counts.get(book.key, 0), lot, _of(lot)
                )
            )
    return rows


def _keyer_rows(actor: Actor) -> list[LotRow]:
    read = Reading.objects.order_by().filter(
        slot__gt=0, state=ReadingState.COMPLETE, entry__state__in=DRAWN_FROM
    )
    lots = Lot.objects.filter(keyer__isnull=False)
    units = actor.units("sample.do")
    if units is not None:
        read, lots = read.filter(unit_code__in=units), lots.filter(unit_code__in=units)
    newest = _newest(lots)
    counted = read.values("unit_code", "by", "by_name").annotate(count=Count("*"))
    rows: dict[tuple[str, UUID], LotRow] = {}
    for row in counted.order_by("unit_code", "by_name"):
        lot = newest.get((None, row["by"], row["unit_code"]))
        place = (row["unit_code"], row["by"])
        before = rows[place].records if place in rows else 0
        rows[place] = LotRow(
            row["unit_code"], row["by_name"], None, row["by"], before + row["count"], lot, _of(lot)
        )
    return list(rows.values())


def _newest(lots: QuerySet[Lot]) -> dict[tuple[UUID | None, UUID | None, str], Lot]:
    return {(lot.book_id, lot.keyer, lot.unit_code): lot for lot in lots.order_by("opened_at")}


def _of(lot: Lot | None) -> Totals:
    return totals(lot) if lot is not None else Totals(0, 0, 0)


def samples_waiting(actor: Actor) -> int:
    """Open lots of this person's units: each waits for its next record."""
    lots = Lot.objects.filter(state=LotState.OPEN)
    units = actor.units("sample.do")
    return (lots if units is None else lots.filter(unit_code__in=units)).count()


def judged_of(lot: Lot) -> list[Sampled]:
    """The lot's records that were looked at, in their order."""
    return list(
        lot.sampled.filter(judged_at__isnull=False)
        .select_related("entry__book")
        .order_by("judged_at", "key")
    )


def bounds_of(lot: Lot) -> list[Bound]:
    """The lot's table, from the fields of its records so far, ten steps on."""
    terms, found = Terms(**lot.terms), totals(lot)
    step = round(found.looks / found.records) if found.records else 20
    first = max(found.records, terms.least)
    steps = range(first, min(first + 10, terms.most + 1))
    return [Bound(count * step, *terms.bounds(count * step)) for count in steps]


def quality_rows(actor: Actor) -> list[QualityRow]:
    """Every class of fields at which somebody looked: by book, from its samples; by keyer, from
    every look that was begun before anybody knew.
    """
    rows = []
    books = list(books_visible(actor, permission="sample.do").order_by("label"))
    found = sampled_quality([book.key for book in books])
    for book in books:
        if book.key in found:
            rows += _by_class("Sổ", book.label, found[book.key].by_class)
    for row in _keyer_rows(actor):
        assert row.keyer is not None
        rows += _by_class("Người nhập", row.name, errors_by_class(keyer=row.keyer))
    return rows


def _by_class(kind: str, whose: str, rates: Mapping[str, Rate]) -> list[QualityRow]:
    rows = [
        QualityRow(kind, whose, title, rates[name])
        for name, title in CLASSES.items()
        if name in rates
    ]
    whole = sum((row.rate for row in rows), NOBODY_LOOKED)
    return [*rows, QualityRow(kind, whose, "mọi loại", whole)] if rows else []
