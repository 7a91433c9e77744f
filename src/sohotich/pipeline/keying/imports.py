"""Registrations keyed in the ministry's Excel template, taken in as first readings.

Files are read and checked in processes; what is sound is stored by many rows at a time, a file
whole or not at all. Killed at any moment, the same command goes on with what is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.domain.text import Encoding
from sohotich.engines.workbook import CellFinding, CellRepair
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.jobs.processes import map_in_processes
from sohotich.foundation.people.acting import acting, as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.worklists.gates import ensure_open
from sohotich.pipeline.keying.queues import FIRST
from sohotich.pipeline.keying.row_places import Places
from sohotich.pipeline.keying.row_storing import BookStored, Stored, rows_store
from sohotich.pipeline.keying.workbook_rows import FileReady, FileTask, file_ready
from sohotich.register.books.models import Book
from sohotich.register.records.checking import rules_context

# One transaction holds whole files up to this many rows: enough that its fixed cost disappears,
# few enough that a person who keys in one of the books waits for less than a second.
_ROWS_AT_ONCE = 2_000
# Files before each process: what it reads while a batch is being stored.
_FILES_AHEAD = 24


@dataclass(frozen=True)
class FileImported:
    """One workbook: rows stored as first readings, rejected, and there already as they are.

    `replaced` of the stored rows took the place of the same person's earlier ones; `held_back` are
    sound, but their book was to come whole or not at all; `unfilled` hold what a template came with
    and nothing else. `repairs` are those proposed for its cells; `repaired` says whether the sure
    ones were made. `refused`: why the file is no template at all; then nothing of it was looked at.
    """

    rows: int
    type_code: str
    version: str
    stored: int
    rejected: int
    unchanged: int
    replaced: int
    held_back: int
    unfilled: int
    books: tuple[BookStored, ...]
    findings: tuple[CellFinding, ...]
    repairs: tuple[CellRepair, ...] = ()
    repaired: bool = False
    refused: str = ""


class _DryRun(Exception):
    """Leaves the transaction with everything undone."""


def workbook_import(
    *,
    actor: Actor,
    path: Path,
    type_code: str | None = None,
    book: Book | None = None,
    dry_run: bool = False,
    whole: bool = False,
    repair: bool = False,
    encoding: Encoding | None = None,
) -> FileImported:
    """Take in one file, as `workbooks_import`; raises UserError where it is no template."""
    (done,) = workbooks_import(
        actor=actor,
        paths=[path],
        type_code=type_code,
        book=book,
        dry_run=dry_run,
        whole=whole,
        repair=repair,
        encoding=encoding,
    )
    if done.refused:
        raise UserError(done.refused)
    return done


def workbooks_import(
    *,
    actor: Actor,
    paths: Sequence[Path],
    type_code: str | None = None,
    book: Book | None = None,
    dry_run: bool = False,
    whole: bool = False,
    repair: bool = False,
    encoding: Encoding | None = None,
    workers: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
    keep: Callable[[int, FileImported], None] = lambda place, answer: None,
) -> list[FileImported]:
    """Take in every sound row of filled templates; the others come back as findings by cell.

    The files' type is the book's, else `type_code`, else what each file's headings say. A row goes
    to the entry that its `quyenSo` and `so` name (in `book` where given), which must have its image
    and no reading yet. An empty cell counts as blank in the book. Taken in again, the same file
    stores nothing, and a row that differs goes in the place of the same person's earlier row while
    nobody has gone on from that. `whole`: a book with a wrong row in a file is left out of that
    file. Text in an old encoding is refused unless `repair` confirms the repairs found; what the
    file said is kept with the reading. The answers stand in the order of the files; `progress`
    hears of files once they are stored. `keep` is given each file's place and answer in the
    transaction that stores it. Raises NotYet for somebody who has to learn keying first.
    """
    ensure_open(actor, FIRST)
    if book is not None:
        ensure(actor, "keying.key", book.unit_code)
    asked = book.type_code if book is not None else type_code
    code = record_type(asked).code if asked else ""
    context = rules_context()
    tasks = [
        FileTask(place, path, code, context, repair, encoding) for place, path in enumerate(paths)
    ]
    answers: dict[int, FileImported] = {}
    # Its rows were claimed by nobody: they were keyed away from the screen.
    with as_service("keying", actor.units("keying.key")):
        places: dict[str, Places] = {}
        for kind, batch in _batches(_files(tasks, workers)):
            if kind not in places:
                places[kind] = Places(actor, kind, book)
            with transaction.atomic():
                stored = _stored(actor, places[kind], batch, dry_run, whole)
                told = {
                    file.place: _answer(file, one, repair)
                    for file, one in zip(batch, stored, strict=True)
                }
                with acting(actor):
                    for place, answer in told.items():
                        keep(place, answer)
            answers |= told
            progress(len(answers), len(paths), paths[batch[-1].place].name)
    return [answers[place] for place in range(len(paths))]


def _files(tasks: Sequence[FileTask], workers: int | None) -> Iterable[FileReady]:
    # A single file is read here: starting processes would take longer.
    if len(tasks) == 1:
        return map(file_ready, tasks)
    return map_in_processes(file_ready, tasks, workers, ahead=_FILES_AHEAD)


def _batches(files: Iterable[FileReady]) -> Iterator[tuple[str, list[FileReady]]]:
    """Files of one type at a time, with that type; "" for those that are no template."""
    waiting: dict[str, list[FileReady]] = {}
    for file in files:
        batch = waiting.setdefault(file.type_code, [])
        batch.append(file)
        if sum(len(one.sound) for one in batch) >= _ROWS_AT_ONCE:
            yield file.type_code, waiting.pop(file.type_code)
    yield from waiting.items()


def _stored(
    actor: Actor, places: Places, batch: Sequence[FileReady], dry_run: bool, whole: bool
) -> list[Stored]:
    stored: list[Stored] = []
    try:
        with transaction.atomic():
            stored = rows_store(actor=actor, places=places, files=batch, whole=whole)
            if dry_run:
                raise _DryRun
    except _DryRun:
        for one in stored:
            one.stored = one.replaced = 0
    return stored


def _answer(file: FileReady, stored: Stored, repair: bool) -> FileImported:
    findings = sorted([*file.findings, *stored.findings], key=lambda one: (one.row, one.cell))
    return FileImported(
        rows=file.rows,
        type_code=file.type_code,
        version=file.version,
        stored=stored.stored,
        rejected=file.wrong + len(stored.findings),
        unchanged=stored.unchanged,
        replaced=stored.replaced,
        held_back=stored.held_back,
        unfilled=file.unfilled,
        books=tuple(stored.books),
        findings=tuple(findings),
        repairs=file.repairs,
        repaired=repair,
        refused=file.refused,
    )
