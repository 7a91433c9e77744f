"""Counting what a second pair of eyes found: each occasion once, however often it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.second_key import field_class
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.acting import as_service
from sohotich.register.accuracy.models import BookSample, Look, Slip, Source
from sohotich.register.books.models import Book

_UPSERT: Final = """
    INSERT INTO accuracy_tally AS t
        (key, unit_code, book_id, keyer, field_class, source, day, looks, errors)
    VALUES {rows}
    ON CONFLICT (keyer, field_class, book_id, unit_code, source, day) DO UPDATE
    SET looks = t.looks + excluded.looks, errors = t.errors + excluded.errors
"""
_ROW: Final = "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
_LESS: Final = """
    UPDATE accuracy_tally SET looks = looks - %s, errors = errors - %s
    WHERE keyer = %s AND field_class = %s AND book_id IS NOT DISTINCT FROM %s
        AND unit_code = %s AND source = %s AND day = %s
"""


@dataclass(frozen=True)
class Judged:
    """One reading: the fields somebody else looked at, and those of them found wrong.

    `type_code` is of the registration; `aids`: field → how its value came, `typed` where missing.
    `suspect`: fields looked at because their value was doubtful; a slip there is kept, but neither
    counts for or against the keyer.
    """

    reading: UUID
    keyer: UUID
    type_code: str
    fields: Collection[str]
    wrong: Collection[str] = ()
    aids: Mapping[str, str] = field(default_factory=dict)
    suspect: Collection[str] = ()

    def class_of(self, key: str) -> str:
        """The class in which the field counts."""
        return field_class(record_type(self.type_code).field(key), self.aids.get(key) or "typed")


@dataclass(frozen=True)
class Place:
    """Where the looked-at thing belongs; a gold record belongs to a unit alone."""

    unit: str
    book: UUID | None = None
    entry: UUID | None = None


@transaction.atomic
def looks_record(
    *, by: UUID, source: Source, occasion: UUID, place: Place, judged: Sequence[Judged]
) -> int:
    """Count looks at these readings; returns how many were new.

    `occasion` is the key of what each was held against: the same occasion told again counts
    nothing. A wrong field counts as looked at. The caller has checked the right to look.
    """
    day = campaign_today()
    with as_service("keying", frozenset({place.unit})):
        told = [
            _look(by, source, occasion, place, day, one)
            for one in judged
            if one.fields or one.wrong
        ]
        fresh = [(look, one) for look, one, new in told if new]
        Slip.objects.bulk_create(
            Slip(
                look=look,
                unit_code=place.unit,
                keyer=one.keyer,
                field=key,
                field_class=one.class_of(key),
                day=day,
            )
            for look, one in fresh
            for key in sorted(set(one.wrong))
        )
        _add([look for look, _ in fresh])
    return len(fresh)


@transaction.atomic
def looks_withdraw(*, unit: str, occasion: UUID) -> int:
    """Take back what was counted on this occasion, as when a reading is opened again; returns how
    many readings were concerned.
    """
    with as_service("keying", frozenset({unit})):
        looks = list(Look.objects.select_for_update().filter(unit_code=unit, occasion=occasion))
        rows = sorted((row for look in looks for row in _rows(look)), key=_place_of)
        with connection.cursor() as cursor:
            for row in rows:
                cursor.execute(_LESS, [row.looks, row.errors, *row.place])
        Look.objects.filter(pk__in=[look.key for look in looks]).delete()
    return len(looks)


@dataclass(frozen=True)
class _Row:
    """`place`: keyer, class, book, unit, source, day."""

    place: tuple[UUID, str, UUID | None, str, str, date]
    looks: int
    errors: int


def _look(
    by: UUID, source: Source, occasion: UUID, place: Place, day: date, one: Judged
) -> tuple[Look, Judged, bool]:
    look, new = Look.objects.get_or_create(
        reading=one.reading,
        source=source,
        occasion=occasion,
        defaults={
            "unit_code": place.unit,
            "book_id": place.book,
            "entry_id": place.entry,
            "keyer": one.keyer,
            "by": by,
            "day": day,
            "at": now(),
            "counts": _counts(one),
            "suspect": sorted({*one.fields, *one.wrong} & set(one.suspect)),
        },
    )
    return look, one, new


def _counts(one: Judged) -> Mapping[str, list[int]]:
    looks = Counter(map(one.class_of, {*one.fields, *one.wrong} - set(one.suspect)))
    errors = Counter(map(one.class_of, set(one.wrong) - set(one.suspect)))
    return {name: [count, errors[name]] for name, count in looks.items()}


def _rows(look: Look) -> list[_Row]:
    return [
        _Row((look.keyer, name, look.book_id, look.unit_code, look.source, look.day), looks, errors)
        for name, (looks, errors) in look.counts.items()
    ]


def _place_of(row: _Row) -> tuple[str, ...]:
    # One order for everybody: two that count the same people wait for each other.
    return tuple(map(str, row.place))


def _add(looks: Sequence[Look]) -> None:
    rows = _summed(row for look in looks for row in _rows(look))
    if not rows:
        return
    given: list[Any] = []
    for row in rows:
        keyer, name, book, unit, source, day = row.place
        given += [new_key(), unit, book, keyer, name, source, day, row.looks, row.errors]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT.format(rows=", ".join([_ROW] * len(rows))), given)


def _summed(rows: Iterable[_Row]) -> list[_Row]:
    """One row for each place: a statement may touch a counter once."""
    looks: Counter[Any] = Counter()
    errors: Counter[Any] = Counter()
    for row in rows:
        looks[row.place] += row.looks
        errors[row.place] += row.errors
    return sorted(
        (_Row(place, count, errors[place]) for place, count in looks.items()), key=_place_of
    )


@transaction.atomic
def book_sample_keep(
    *, book: Book, looked: Iterable[tuple[Collection[str], Collection[str]]], verdict: str
) -> BookSample:
    """Keep what the sampled records of a book showed: (fields, those of them wrong) for each, all
    of them every time. `verdict` "" leaves the one before.
    """
    kind = record_type(book.type_code)
    counts: dict[str, list[int]] = {}
    records = 0
    for fields, wrong in looked:
        records += 1
        for key in fields:
            pair = counts.setdefault(field_class(kind.field(key)), [0, 0])
            pair[0] += 1
            pair[1] += key in wrong
    row: dict[str, Any] = {
        "unit_code": book.unit_code,
        "records": records,
        "counts": counts,
        "at": now(),
    }
    if verdict:
        row["verdict"] = verdict
    with as_service("keying", frozenset({book.unit_code})):
        kept, _ = BookSample.objects.update_or_create(book=book, defaults=row)
    return kept
