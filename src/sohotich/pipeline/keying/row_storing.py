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
from sohotich.pipeline.keying.workbook_rows import (
    ENTRY_RULE,
    STATE_RULE,
    UNIT_RULE,
    FileReady,
    ReadyRow,
)
from sohotich.register.books.models import Book
from sohotich.register.ledger.bulk import Held, entries_hold, move_set
from sohotich.register.records.bulk import RowReading, readings_import, rows_imported


@dataclass
class Stored:
    """What became of one file's sound rows."""

    stored: int = 0
    unchanged: int = 0
    findings: list[CellFinding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row and the one entry it speaks of; `file` is the file's place in the batch."""

    file: int
    row: ReadyRow
    book: Book
    entry: UUID


def rows_store(*, actor: Actor, places: Places, files: Sequence[FileReady]) -> list[Stored]:
    """Store what can be stored, in the caller's transaction; one answer per file, in their order.

    The second reading is offered when somebody asks for work: the queue finds it by its state.
    """
    answers = [Stored() for _ in files]
    placed = _placed(places, files, answers)
    held = entries_hold(sorted({one.entry for one in placed}))
    there = rows_imported([key for key, entry in held.items() if entry.state != STATE_OF[FIRST]])
    forms, taken = Forms(), dict[UUID, _Placed]()
    for one in placed:
        before = [*there.get(one.entry, ())]
        if one.entry in taken:
            before.append(_said(taken[one.entry].row))
        if before and _said(one.row) in before:
            answers[one.file].unchanged += 1
        elif before or held[one.entry].state != STATE_OF[FIRST]:
            _tell(files, answers, one, "chưa có ảnh hoặc đã được nhập")
        else:
            taken[one.entry] = one
    readings = [
        _reading(held[key], one, forms, files[one.file].columns) for key, one in taken.items()
    ]
    refused = readings_import(actor=actor, type_code=places.type_code, rows=readings)
    for key, why in refused.items():
        _tell(files, answers, taken.pop(key), why)
    withdraw_many(queue=FIRST, subject_keys=list(taken))
    moving = [held[key] for key in taken]
    move_set(actor=actor, entries=moving, source=STATE_OF[FIRST], action="key_first")
    for one in taken.values():
        answers[one.file].stored += 1
    return answers


def _placed(places: Places, files: Sequence[FileReady], answers: Sequence[Stored]) -> list[_Placed]:
    rows: list[tuple[int, ReadyRow, Book]] = []
    for place, row in _rows(files):
        book = places.book_of(row)
        if isinstance(book, Book):
            rows.append((place, row, book))
        else:
            answers[place].findings.append(_at(files[place], row, "quyenSo", UNIT_RULE, book))
    entries = entries_of({book.key: book for _, _, book in rows}.values())
    found = []
    for place, row, book in rows:
        keys = entries[book.key].get(row.number, [])
        if len(keys) == 1:
            found.append(_Placed(place, row, book, keys[0]))
        else:
            why = _unplaced(book, row, keys)
            answers[place].findings.append(_at(files[place], row, "so", ENTRY_RULE, why))
    return found


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


def _tell(files: Sequence[FileReady], answers: Sequence[Stored], one: _Placed, why: str) -> None:
    said = f"Số {build_so(*one.row.number)} {why}."
    answers[one.file].findings.append(_at(files[one.file], one.row, "so", STATE_RULE, said))


def _at(file: FileReady, row: ReadyRow, key: str, rule: str, message: str) -> CellFinding:
    letter = file.columns.get(key, "")
    cell = f"{letter}{row.row}" if letter else ""
    return CellFinding(row.row, key, cell, rule, "error", message)
