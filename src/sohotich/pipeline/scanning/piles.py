"""Piles of scans: taken in as they come, read for QR sheets, handed to the books these name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.db import transaction

from sohotich.engines.guard import Refused
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.services import store
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.intake.services import receive
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.jobs.processes import map_in_processes
from sohotich.foundation.jobs.services import start_alone
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.scanning.imagework import SheetRead, SheetTask, read_sheet
from sohotich.pipeline.scanning.models import Pile, PileSheet, SheetKind
from sohotich.pipeline.scanning.pile_plan import Run, runs_of
from sohotich.pipeline.scanning.receive import IMAGE_KINDS, FileReceived, files_in, why_closed
from sohotich.pipeline.scanning.services import process_start
from sohotich.register.books.models import Book
from sohotich.register.images.pages import natural, pages_add

Progress = Callable[[int, int, str], None]
_FRAMES: Final = 10_000


def _quiet(done: int, total: int, note: str) -> None:
    pass


@dataclass(frozen=True)
class Delivery:
    """A run with the book it goes to; `book` None and `why` in words where it goes to none yet."""

    run: Run
    book: Book | None
    why: str = ""

    @property
    def done(self) -> bool:
        """Whether every sheet of it is in a book or set aside."""
        return all(sheet.book_id or sheet.set_aside for sheet in self.run.sheets)


def pile_open(*, actor: Actor, unit: str) -> Pile:
    """A new, empty pile at the unit's desk."""
    ensure(actor, "scan.upload", unit)
    pile = Pile.objects.create(
        unit_code=unit, opened_by=actor.key, opened_by_name=actor.name, opened_at=now()
    )
    audit.record(actor=actor, action="pile.open", unit=unit, subject="pile", key=pile.key)
    return pile


def pile_receive(*, actor: Actor, pile: Pile, name: str, stream: BinaryIO) -> FileReceived:
    """Take one file into the pile; the same file again makes no second sheet.

    Raises Refused for a hostile or wrong file, DiskFull.
    """
    ensure(actor, "scan.upload", pile.unit_code)
    with transaction.atomic():
        arrived = receive(
            actor=actor,
            unit=pile.unit_code,
            subject="pile",
            subject_key=pile.key,
            purpose="original",
            name=name,
            stream=stream,
            expected=IMAGE_KINDS,
        )
        # Whoever sends a second file at this moment waits: of two alike one makes the sheets.
        Pile.objects.select_for_update().get(pk=pile.key)
        same = PileSheet.objects.filter(pile=pile, sha256=arrived.link.sha256).first()
        if same is not None:
            return FileReceived(name, 0, same.name)
        made = PileSheet.objects.bulk_create(
            PileSheet(
                pile=pile,
                unit_code=pile.unit_code,
                link=arrived.link,
                sha256=arrived.link.sha256,
                name=name[:255],
                sort_name=natural(name),
                frame=frame,
            )
            for frame in range(1, min(arrived.facts.pages, _FRAMES) + 1)
        )
    return FileReceived(name, len(made))


def pile_folder_receive(
    *, actor: Actor, pile: Pile, folder: Path, progress: Progress = _quiet
) -> tuple[int, list[tuple[str, str]]]:
    """Take in every file of a folder: how many new sheets, and the refused files with reasons."""
    files = files_in(folder)
    made, refused = 0, []
    for done, (name, path) in enumerate(files, start=1):
        try:
            with path.open("rb") as stream:
                made += pile_receive(actor=actor, pile=pile, name=name, stream=stream).pages
        except Refused as error:
            refused.append((name, str(error)))
        except OSError:
            refused.append((name, "Không mở được tệp."))
        progress(done, len(files), name)
    return made, refused


def read_start(*, actor: Actor, pile: Pile) -> Job:
    """Have the codes of the pile's new sheets read; a job under way serves."""
    ensure(actor, "scan.upload", pile.unit_code)
    return start_alone(
        actor=actor,
        kind="scan.pile",
        unit=pile.unit_code,
        subject="pile",
        subject_key=pile.key,
        args={"pile": str(pile.key)},
    )


def pile_read(
    *, actor: Actor, pile: Pile, workers: int | None = None, progress: Progress = _quiet
) -> int:
    """Read the QR codes of every new sheet, those that arrive meanwhile too; safe to repeat."""
    ensure(actor, "scan.upload", pile.unit_code)
    done = 0
    while new := list(pile.sheets.filter(kind=SheetKind.NEW)):
        sheets = {str(sheet.key): sheet for sheet in new}
        tasks = [
            SheetTask(str(sheet.key), str(blob_path(sheet.sha256)), sheet.frame) for sheet in new
        ]
        total = done + len(tasks)
        for found in map_in_processes(read_sheet, tasks, workers):
            _store_read(actor, sheets[found.key], found)
            done += 1
            progress(done, total, sheets[found.key].name)
    return done


@transaction.atomic
def _store_read(actor: Actor, sheet: PileSheet, found: SheetRead) -> None:
    sheet.says_book = UUID(found.book) if found.book else None
    sheet.says_bundle, sheet.problem = found.bundle, found.problem[:300]
    kind = SheetKind.COVER if found.book else SheetKind.PAGE
    sheet.kind = SheetKind.FAILED if found.problem else kind
    if found.thumb:
        sheet.thumb = store(
            actor=actor,
            source=found.thumb,
            unit=sheet.unit_code,
            subject="pile",
            subject_key=sheet.key,
            purpose="thumb",
            name="thumb.jpg",
            media_type="image/jpeg",
        )
    sheet.save(update_fields=["kind", "says_book", "says_bundle", "problem", "thumb"])


def deliveries(*, actor: Actor, pile: Pile) -> list[Delivery]:
    """Where each run of the pile goes or has gone, in the pile's order."""
    runs = runs_of(pile.sheets.select_related("thumb", "book"))
    return [_delivery(actor, part) for run in runs for part in _by_fate(run)]


def _by_fate(run: Run) -> Iterator[Run]:
    """A run parted where a person put some of its sheets elsewhere."""
    gathered: list[PileSheet] = []
    for sheet in run.sheets:
        if gathered and _fate(gathered[-1]) != _fate(sheet):
            yield Run(run.book, run.bundle, tuple(gathered))
            gathered = []
        gathered.append(sheet)
    yield Run(run.book, run.bundle, tuple(gathered))


def _fate(sheet: PileSheet) -> tuple[UUID | None, bool]:
    return sheet.book_id, sheet.set_aside


def _delivery(actor: Actor, run: Run) -> Delivery:
    first = run.sheets[0]
    if first.set_aside:
        return Delivery(run, None, "Đã để riêng, không phải trang sổ.")
    if first.book is not None:
        return Delivery(run, first.book)
    if run.book is None:
        return Delivery(run, None, "Trước các ảnh này không có tờ bìa.")
    book = Book.objects.filter(pk=run.book).first()
    if book is None or not actor.can("scan.upload", book.unit_code):
        # Of a book one may not see nothing is told, not even that there is one.
        return Delivery(run, None, "Tờ bìa không phải của sổ nào thuộc đơn vị anh/chị.")
    closed = why_closed(book)
    return Delivery(run, None, closed.message) if closed else Delivery(run, book)


def pile_deliver(*, actor: Actor, pile: Pile) -> dict[Book, int]:
    """Put every run whose book is known into it, separators of a book in the order of their
    numbers; returns how many new pages each book got. Safe to repeat: a page is put once.
    """
    ensure(actor, "scan.upload", pile.unit_code)
    if pile.sheets.filter(kind=SheetKind.NEW).exists():
        raise UserError("Còn ảnh chưa đọc xong mã.", mend="Đợi đọc xong rồi đưa vào sổ.")
    ready = [one for one in deliveries(actor=actor, pile=pile) if one.book and not one.done]
    made: dict[Book, int] = {}
    for one in sorted(ready, key=lambda delivery: delivery.run.bundle):
        assert one.book is not None
        count = _put(actor, pile, one.book, one.run.sheets, f"{one.run.bundle:04}")
        made[one.book] = made.get(one.book, 0) + count
    return made


def sheets_put(*, actor: Actor, pile: Pile, sheets: Sequence[UUID], book: Book) -> int:
    """Put sheets into the book that a person names; returns how many new pages it got."""
    ensure(actor, "scan.upload", pile.unit_code)
    ensure(actor, "scan.upload", book.unit_code)
    closed = why_closed(book)
    if closed is not None:
        raise closed
    return _put(actor, pile, book, _open(pile, sheets), "hand")


def sheets_set_aside(*, actor: Actor, pile: Pile, sheets: Sequence[UUID]) -> int:
    """Say that these are no pages of a book; their originals are kept. Returns how many."""
    ensure(actor, "scan.upload", pile.unit_code)
    rows = _open(pile, sheets)
    with transaction.atomic():
        PileSheet.objects.filter(pk__in=[row.key for row in rows]).update(set_aside=True)
        audit.record(
            actor=actor,
            action="pile.set_aside",
            unit=pile.unit_code,
            subject="pile",
            key=pile.key,
            facts={"sheets": len(rows)},
        )
    return len(rows)


def _open(pile: Pile, sheets: Sequence[UUID]) -> list[PileSheet]:
    """Those of the sheets that are in no book yet."""
    return list(pile.sheets.filter(pk__in=list(sheets), book=None, set_aside=False))


@transaction.atomic
def _put(actor: Actor, pile: Pile, book: Book, sheets: Sequence[PileSheet], part: str) -> int:
    by_file: dict[str, list[PileSheet]] = {}
    for sheet in sheets:
        by_file.setdefault(sheet.sha256, []).append(sheet)
    new = 0
    for rows in by_file.values():
        link = store(
            actor=actor,
            source=blob_path(rows[0].sha256),
            unit=book.unit_code,
            subject="book",
            subject_key=book.key,
            purpose="original",
            name=rows[0].name,
            media_type=rows[0].link.media_type,
        )
        stored = pages_add(
            actor=actor,
            book=book,
            link=link,
            frames=[row.frame for row in rows],
            name=rows[0].name,
            batch=f"pile:{pile.key.hex}:{part}",
        )
        new += len(stored.made)
    PileSheet.objects.filter(pk__in=[sheet.key for sheet in sheets]).update(book=book)
    if new:
        process_start(actor=actor, book=book)
    return new
