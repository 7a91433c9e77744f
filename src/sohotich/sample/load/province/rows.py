"""One commune's books as rows: everything or nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db import transaction

from sohotich.domain.naming import book_label
from sohotich.domain.record_types import record_type
from sohotich.domain.workflow import RETURNING
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.bulk import insert_many
from sohotich.foundation.database.keys import new_key
from sohotich.foundation.people.actors import service_actor
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Person, Reading, Record
from sohotich.sample.load.province.accounts import Who
from sohotich.sample.load.province.closing import books_close
from sohotich.sample.load.province.content import PERSON, READING, RECORD, Content, Row
from sohotich.sample.load.province.moments import Moments
from sohotich.sample.world.places import commune
from sohotich.sample.world.province.crew import Crew
from sohotich.sample.world.province.deeds import Move, Read
from sohotich.sample.world.province.hours import DAY
from sohotich.sample.world.province.journey import Journey
from sohotich.sample.world.province.shelf import Volume

_INVENTORIED: Final = -3 * DAY
_OF_BOOK: Final = ("book_id", "type_code", "version")


@dataclass
class Storing:
    """A commune's journey on its way into the database; `people` in the order of its crew."""

    seed: int
    journey: Journey
    people: Sequence[Who]
    moments: Moments
    books: list[Book] = field(default_factory=list)
    keys: list[UUID] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """The commune's code."""
        return self.journey.holding.unit_code

    @transaction.atomic
    def store(self) -> None:
        """Store every book with its numbers, their events, what was read, and the signings."""
        ledger = self.journey.ledger
        self.books = [self._book(book, volume) for book, volume in enumerate(ledger.volumes)]
        Book.objects.bulk_create(self.books)
        self.keys = [new_key() for _ in ledger.state]
        self._entries()
        self._events()
        self._content()
        books_close(self.books, ledger.signings, self.people, self.moments)
        audit.record_many(
            actor=service_actor("installer"),
            action="sample.store",
            subject="book",
            done=((self.unit, book.key, {"label": book.label}) for book in self.books),
        )

    def _book(self, place: int, volume: Volume) -> Book:
        years = volume.year_from, volume.year_to
        by, at = self.journey.ledger.submitted.get(place, (None, None))
        home = commune(self.unit, volume.year_from)
        return Book(
            unit_code=self.unit,
            label=book_label(self.unit, volume.type_code, *years, 1),
            type_code=volume.type_code,
            year_from=volume.year_from,
            year_to=volume.year_to,
            volume=1,
            runs=[{"year": y, "first": first, "last": last} for y, first, last in volume.runs],
            opened_on=f"01.01.{volume.year_from}",
            closed_on=f"31.12.{volume.year_to}" if volume.closed else "",
            declared_count=volume.declared,
            page_count=len(volume.numbers) // 2 + 2,
            paper="A3" if volume.layout == "rows" else "A4",
            layout=volume.layout,
            rows=8 if volume.layout == "rows" else 1,
            condition="worn" if volume.year_from < 1990 else "good",
            place="Tủ hồ sơ hộ tịch",
            defaults={record_type(volume.type_code).office: f"UBND {home.path}"},
            created_at=self.moments.real(_INVENTORIED),
            created_by=self.people[Crew.OFFICER].key,
            submitted_at=None if at is None else self.moments.real(at),
            submitted_by=None if by is None else self.people[by].key,
        )

    def _entries(self) -> None:
        last: dict[int, Move] = {move.entry: move for move in self.journey.ledger.moves}
        columns = (
            "key", "book_id", "year", "number", "suffix", "twin", "state", "reason", "returned",
            "state_changed_at",
        )  # fmt: skip
        insert_many(Entry(unit_code=self.unit), columns, self._entry_rows(last))

    def _entry_rows(self, last: dict[int, Move]) -> Iterator[Row]:
        inventoried = self.moments.real(_INVENTORIED)
        ledger = self.journey.ledger
        for entry, (key, state) in enumerate(zip(self.keys, ledger.state, strict=True)):
            book = ledger.book_of[entry]
            number = ledger.volumes[book].numbers[entry - ledger.entries_of[book].start]
            move = last.get(entry)
            yield (
                key, self.books[book].key, number.year, number.number, number.suffix, number.twin,
                state, move.reason if move else "", bool(move and move.action in RETURNING),
                self.moments.real(move.at) if move else inventoried,
            )  # fmt: skip

    def _events(self) -> None:
        columns = (
            "key", "entry_id", "book_id", "action", "from_state", "to_state", "actor_key",
            "actor_name", "at", "campaign_at", "reason",
        )  # fmt: skip
        book_of, keys, moments = self.journey.ledger.book_of, self.keys, self.moments
        insert_many(
            LedgerEvent(unit_code=self.unit),
            columns,
            (
                (
                    new_key(), keys[m.entry], self.books[book_of[m.entry]].key, m.action, m.source,
                    m.target, self.people[m.who].key, self.people[m.who].name, moments.real(m.at),
                    moments.shown(m.at), m.reason,
                )
                for m in self.journey.ledger.moves
            ),
        )  # fmt: skip

    def _content(self) -> None:
        contents = [self._content_of(book) for book in range(len(self.books))]
        insert_many(Reading(unit_code=self.unit), (*_OF_BOOK, *READING), self._readings(contents))
        persons: list[Row] = []
        records = self._records(contents, persons)
        insert_many(Record(unit_code=self.unit), (*_OF_BOOK, *RECORD), records)
        insert_many(Person(unit_code=self.unit), PERSON, persons)

    def _content_of(self, book: int) -> Content:
        ledger = self.journey.ledger
        own = ledger.entries_of[book]
        return Content(
            seed=self.seed,
            unit_code=self.unit,
            volume=ledger.volumes[book],
            label=self.books[book].label,
            first=own.start,
            keys=self.keys[own.start : own.stop],
            ledger=ledger,
            people=self.people,
            moments=self.moments,
        )

    def _readings(self, contents: Sequence[Content]) -> Iterator[Row]:
        book_of = self.journey.ledger.book_of

        def its_book(read: Read) -> int:
            return book_of[read.entry]

        for book, reads in groupby(sorted(self.journey.ledger.reads, key=its_book), its_book):
            prefix = self._prefix(book)
            yield from ((*prefix, *row) for row in contents[book].readings(reads))

    def _records(self, contents: Sequence[Content], persons: list[Row]) -> Iterator[Row]:
        for book, content in enumerate(contents):
            prefix = self._prefix(book)
            for record, named in content.records():
                persons += named
                yield (*prefix, *record)

    def _prefix(self, book: int) -> Row:
        row = self.books[book]
        return row.key, row.type_code, record_type(row.type_code).default_version
