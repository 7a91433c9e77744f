"""Sound rows of several files stored together: readings, ledger, queues, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sohotich.domain.naming import build_so
from sohotich.engines.workbook import CellFinding
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.worklists.services import withdraw_many
from sohotich.pipeline.keying.queues import FIRST, STATE_OF
from sohotich.pipeline.keying.row_places import Forms, Places, entries_of
from sohotich.pipeline.keying.row_standing import Standing, standing_of
from sohotich.pipeline.keying.workbook_rows import (
    ENTRY_RULE,
    STATE_RULE,
    UNIT_RULE,
    FileReady,
    ReadyRow,
    Volume,
)
from sohotich.register.books.models import Book
from sohotich.register.ledger.bulk import Held, entries_hold, move_set
from sohotich.register.records.bulk import RowReading, readings_import


@dataclass(frozen=True, slots=True)
class BookStored:
    """One book of a file: rows of it that came to stand in the register, and how many of its
    numbers with an image still wait for their first reading.
    """

    key: UUID
    label: str
    taken: int
    waiting: int


@dataclass
class Stored:
    """What became of one file's sound rows; `replaced` of the stored ones stood there otherwise.

    `held_back`: sound rows that were not stored because their book has wrong ones.
    """

    stored: int = 0
    replaced: int = 0
    unchanged: int = 0
    held_back: int = 0
    findings: list[CellFinding] = field(default_factory=list)
    books: list[BookStored] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row and the one entry it speaks of; `file` is the file's place in the batch."""

    file: int
    row: ReadyRow
    book: Book
    entry: UUID


def rows_store(
    *, actor: Actor, places: Places, files: Sequence[FileReady], whole: bool = False
) -> list[Stored]:
    """Store what can be stored, in the caller's transaction; one answer per file, in their order.

    `whole`: of a book with a wrong row in a file, nothing of that file. The second reading is
    offered when somebody asks for work: the queue finds it by its state.
    """
    batch = _Batch(actor, places, files)
    batch.sort_out()
    if whole:
        batch.hold_back()
    batch.store()
    batch.count_books()
    return batch.answers


class _Batch:
    """Files on their way into the register; each method is a step, in this order."""

    def __init__(self, actor: Actor, places: Places, files: Sequence[FileReady]) -> None:
        self.actor, self.places, self.files = actor, places, files
        self.answers = [Stored() for _ in files]
        self.taken: dict[UUID, _Placed] = {}
        self.same: list[_Placed] = []
        self.broken: list[set[Volume | None]] = [set(file.broken) for file in files]

    def sort_out(self) -> None:
        """Which rows go to their entry, which stand there already, which are refused and why."""
        placed = self._placed()
        self.held = entries_hold(list({one.entry for one in placed}))
        self.standing = standing_of(self.actor, self.held)
        for one in placed:
            self._sort(one, self.standing)

    def _sort(self, one: _Placed, standing: Standing) -> None:
        before = standing.said(one.entry)
        if one.entry in self.taken:
            before = [*before, _said(self.taken[one.entry].row)]
        why = standing.refused.get(one.entry)
        if before and _said(one.row) in before:
            self.same.append(one)
        elif one.entry in self.taken or one.entry in self.places.taken:
            self._refuse(one, "có hai dòng khác nhau trong lượt này")
        elif why is not None:
            self._refuse(one, why)
        else:
            self.taken[one.entry] = one

    def hold_back(self) -> None:
        """Leave out every book of a file that has a wrong row there."""
        for key, one in list(self.taken.items()):
            if not self.broken[one.file].isdisjoint((one.row.volume, None)):
                del self.taken[key]
                self.answers[one.file].held_back += 1

    def store(self) -> None:
        """Write what is left."""
        for one in self.same:
            self.answers[one.file].unchanged += 1
        if not self.taken:
            return
        forms = Forms()
        readings = [
            _reading(self.held[key], one, forms, self.files[one.file].columns)
            for key, one in self.taken.items()
        ]
        old = [self.standing.old[key] for key in self.taken if key in self.standing.old]
        anew = {key for key in self.taken if key in self.standing.replaced}
        readings_import(
            actor=self.actor,
            type_code=self.places.type_code,
            rows=readings,
            superseding=old,
            replaced=len(anew),
        )
        new = [key for key in self.taken if key not in anew] if anew else list(self.taken)
        withdraw_many(queue=FIRST, subject_keys=new)
        moving = [self.held[key] for key in new]
        move_set(actor=self.actor, entries=moving, source=STATE_OF[FIRST], action="key_first")
        self.places.taken.update(self.taken)
        for key, one in self.taken.items():
            self.answers[one.file].stored += 1
            self.answers[one.file].replaced += key in anew

    def count_books(self) -> None:
        """What the files brought to each book they name, and what is left to bring."""
        brought: dict[tuple[int, UUID], tuple[Book, int]] = {}
        for file, volumes in enumerate(self.broken):
            for volume in volumes:
                book = self.places.book_of(volume) if volume is not None else ""
                if isinstance(book, Book):
                    brought[file, book.key] = book, 0
        for one in [*self.taken.values(), *self.same]:
            place = (one.file, one.book.key)
            brought[place] = one.book, brought.get(place, (one.book, 0))[1] + 1
        waiting = self.places.waiting({book.key for book, _ in brought.values()})
        for (file, key), (book, count) in brought.items():
            told = BookStored(key, book.label, count, waiting.get(key, 0))
            self.answers[file].books.append(told)

    def _placed(self) -> list[_Placed]:
        rows: list[tuple[int, ReadyRow, Book]] = []
        for place, row in _rows(self.files):
            book = self.places.book_of(row.volume)
            if isinstance(book, Book):
                rows.append((place, row, book))
            else:
                self._tell(place, row, "quyenSo", UNIT_RULE, book)
        entries = entries_of({book.key: book for _, _, book in rows}.values())
        found = []
        for place, row, book in rows:
            keys = entries[book.key].get(row.number, [])
            if len(keys) == 1:
                found.append(_Placed(place, row, book, keys[0]))
            else:
                self._tell(place, row, "so", ENTRY_RULE, _unplaced(book, row, keys))
        return found

    def _refuse(self, one: _Placed, why: str) -> None:
        said = f"Số {build_so(*one.row.number)} {why}."
        self._tell(one.file, one.row, "so", STATE_RULE, said)

    def _tell(self, place: int, row: ReadyRow, key: str, rule: str, message: str) -> None:
        letter = self.files[place].columns.get(key, "")
        cell = f"{letter}{row.row}" if letter else ""
        finding = CellFinding(row.row, key, cell, rule, "error", message)
        self.answers[place].findings.append(finding)
        self.broken[place].add(row.volume)


def _rows(files: Sequence[FileReady]) -> Iterator[tuple[int, ReadyRow]]:
    for place, file in enumerate(files):
        for row in file.sound:
            yield place, row


def _unplaced(book: Book, row: ReadyRow, keys: Sequence[UUID]) -> str:
    named = build_so(*row.number)
    if not keys:
        return f"Sổ {book.label} không có số {named}."
    return f"Sổ ghi số {named} nhiều lần: nhập từ ảnh."


def _said(row: ReadyRow) -> Mapping[str, str]:
    said: Mapping[str, str] = json.loads(row.before)["row"]
    return said


def _reading(entry: Held, one: _Placed, forms: Forms, columns: Mapping[str, str]) -> RowReading:
    marks, aids = forms.texts(one.book, one.row, columns)
    return RowReading(entry, one.row.values, marks, aids, one.row.before)
