"""Taking page images in: by upload or from a folder, in natural order, each once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import Link
from sohotich.foundation.intake.services import receive
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.errors import BookWithChair
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page
from sohotich.register.images.pages import names_of_file, natural
from sohotich.register.images.services import page_replace, pages_add
from sohotich.register.ledger.errors import BookSigned
from sohotich.register.ledger.selectors import approval_in_force

IMAGE_KINDS: Final = ("jpeg", "png", "tiff", "heic", "pdf")
# What a folder of scans may hold besides images, and what systems leave there.
_PASSED_OVER: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_PART: Final = 1 << 20


@dataclass(frozen=True)
class FileReceived:
    """One file: how many new pages it gave; `same_as` names the page it repeats, "" if new;
    `also_in` are the labels of other books that hold the same file.
    """

    name: str
    pages: int
    same_as: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileRefused:
    """A file that was not taken in, and why."""

    name: str
    message: str


@dataclass(frozen=True)
class FolderReceived:
    """What a folder brought."""

    received: tuple[FileReceived, ...]
    refused: tuple[FileRefused, ...]

    @property
    def pages(self) -> int:
        return sum(file.pages for file in self.received)

    @property
    def repeats(self) -> tuple[FileReceived, ...]:
        return tuple(file for file in self.received if file.same_as)


def image_receive(
    *, actor: Actor, book: Book, name: str, stream: BinaryIO, batch: str
) -> FileReceived:
    """Take one file in and make its pages; the same file again makes none.

    `batch` names the upload it belongs to (any text the caller keeps for one upload). Raises
    Refused for a hostile or wrong file, DiskFull, UserError for a book that is signed or lies
    before the chair and does not hold the file yet.
    """
    ensure(actor, "scan.upload", book.unit_code)
    refusal = why_closed(book)
    if refusal is not None:
        return _held_already(book, name, stream, refusal)
    with transaction.atomic():
        arrived = receive(
            actor=actor,
            unit=book.unit_code,
            subject="book",
            subject_key=book.key,
            purpose="original",
            name=name,
            stream=stream,
            expected=IMAGE_KINDS,
        )
        stored = pages_add(
            actor=actor,
            book=book,
            link=arrived.link,
            frames=range(1, arrived.facts.pages + 1),
            name=name,
            batch=batch,
        )
    same_as = stored.repeats[0] if stored.repeats else ""
    elsewhere = _others_with(actor, book, arrived.link.sha256) if stored.made else ()
    return FileReceived(name, len(stored.made), same_as, elsewhere)


def _others_with(actor: Actor, book: Book, sha256: str) -> tuple[str, ...]:
    """Other books of the person's units that hold this very file: one of them has the wrong one."""
    keys = Link.objects.filter(subject="book", purpose="original", sha256=sha256).values(
        "subject_key"
    )
    others = books_visible(actor, permission="scan.upload").filter(key__in=keys)
    return tuple(others.exclude(pk=book.pk).order_by("label").values_list("label", flat=True))


def why_closed(book: Book) -> UserError | None:
    """Why a book takes no new image; None while it does."""
    if approval_in_force(book) is not None:
        return BookSigned(
            "Sổ đã ký duyệt, không nhận thêm ảnh.",
            where=book.label,
            mend="Chủ tịch mở lại sổ trước.",
        )
    return BookWithChair(book.label) if book.submitted_at is not None else None


def _held_already(book: Book, name: str, stream: BinaryIO, refusal: UserError) -> FileReceived:
    """A file sent once more changes nothing, so whoever repeats a cut-off import is not stopped."""
    digest = hashlib.sha256()
    for part in iter(lambda: stream.read(_PART), b""):
        digest.update(part)
    names = names_of_file(book, digest.hexdigest())
    if not names:
        raise refusal
    return FileReceived(name, 0, next(iter(names.values())))


def folder_receive(
    *,
    actor: Actor,
    book: Book,
    folder: Path,
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
) -> FolderReceived:
    """Take in every file of a folder, in natural order of names; folders inside it too.

    Each file is taken in whole or not at all, so an import that was cut off is simply run again.
    A refused file does not keep the others out.
    """
    ensure(actor, "scan.upload", book.unit_code)
    files = files_in(folder)
    received: list[FileReceived] = []
    refused: list[FileRefused] = []
    for done, (name, path) in enumerate(files, start=1):
        try:
            with path.open("rb") as stream:
                received.append(
                    image_receive(
                        actor=actor, book=book, name=name, stream=stream, batch=_batch(folder)
                    )
                )
        except Refused as error:
            refused.append(FileRefused(name, str(error)))
        except OSError:
            refused.append(FileRefused(name, "Không mở được tệp."))
        progress(done, len(files), name)
    return FolderReceived(tuple(received), tuple(refused))


def page_rescan(*, actor: Actor, page: Page, name: str, stream: BinaryIO) -> Page:
    """Put a newly scanned image in a page's place; one page only. The old image is kept."""
    ensure(actor, "scan.upload", page.unit_code)
    with transaction.atomic():
        arrived = receive(
            actor=actor,
            unit=page.unit_code,
            subject="book",
            subject_key=page.book_id,
            purpose="original",
            name=name,
            stream=stream,
            expected=IMAGE_KINDS,
        )
        if arrived.facts.pages != 1:
            raise ImageStateError(
                f"Tệp có {arrived.facts.pages} trang.", where=name, mend="Chọn tệp một trang."
            )
        return page_replace(actor=actor, page=page.key, link=arrived.link, name=name)


def _batch(folder: Path) -> str:
    return f"folder:{_readable(Path(folder.resolve().name))}"[:64]


def _readable(path: Path) -> str:
    """A name as it can be stored and shown: bytes that are no UTF-8 and controls become “�”."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def files_in(folder: Path) -> list[tuple[str, Path]]:
    """Every file that may be a scan, folders inside too, in natural order: shown name and path.

    UserError where there is no such folder.
    """
    if not folder.is_dir():
        raise UserError("Không có thư mục này.", where=str(folder))
    files = sorted(_files(folder), key=lambda path: natural(str(path.relative_to(folder))))
    return [(_readable(path.relative_to(folder)), path) for path in files]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.name.casefold() not in _PASSED_OVER:
            yield path
