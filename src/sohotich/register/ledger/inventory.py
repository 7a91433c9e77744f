"""Registering books with their numbers: one by a form, many by a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from django.db import transaction

from sohotich.domain.text import Encoding
from sohotich.engines.workbook import CellRepair
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.books import services as books
from sohotich.register.books.draft import BookDraft
from sohotich.register.books.errors import BookError
from sohotich.register.books.lists import ListedBook, ListFinding, read_list
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import draft_of
from sohotich.register.ledger.entries import entries_open_declared
from sohotich.register.ledger.errors import EntryError


@dataclass(frozen=True)
class ListImport:
    """What a list brought: books made, books that were there already, numbers opened, findings.

    `stored` is False after a dry run and when an error kept everything out; `repairs` are those
    proposed for the list's text.
    """

    rows: int
    created: tuple[UUID, ...]
    existing: int
    entries: int
    findings: tuple[ListFinding, ...]
    stored: bool
    repairs: tuple[CellRepair, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether errors kept the whole list out."""
        return any(finding.severity == "error" for finding in self.findings)


class _RollBack(Exception):
    """Leaves the transaction with everything undone."""


@transaction.atomic
def book_register(*, actor: Actor, draft: BookDraft) -> Book:
    """Store a book and open the numbers its cover declares; raises as `book_create`."""
    book = books.book_create(actor=actor, draft=draft)
    entries_open_declared(actor=actor, book=book)
    return book


@transaction.atomic
def book_revise(*, actor: Actor, book: Book, draft: BookDraft) -> Book:
    """Change a book's description and open the numbers newly declared; none is ever closed here."""
    book = books.book_update(actor=actor, book=book, draft=draft)
    entries_open_declared(actor=actor, book=book)
    return book


def books_import(
    *,
    actor: Actor,
    path: Path,
    unit_code: str = "",
    dry_run: bool = False,
    repair: bool = False,
    encoding: Encoding | None = None,
) -> ListImport:
    """Register every book of a list, or none when any row has an error; safe to repeat.

    A book that is there already stays as it is; where the list says otherwise, a warning names the
    cell. `repair` confirms the repairs that a dry run showed. Raises WorkbookError or Refused for a
    file that is no list of books.
    """
    listed = read_list(path, unit_code=unit_code, repair=repair, encoding=encoding)
    findings = list(listed.findings)
    created: list[UUID] = []
    existing = entries = 0
    try:
        with transaction.atomic():
            for row in listed.books:
                book = _known(actor, row.draft)
                if book is not None:
                    existing += 1
                    findings += _differences(row, book)
                    continue
                try:
                    # A failed row rolls back alone, so that the rows after it are looked at too.
                    with transaction.atomic():
                        book = books.book_create(actor=actor, draft=row.draft)
                        entries += entries_open_declared(actor=actor, book=book)
                    created.append(book.key)
                except (BookError, EntryError, Forbidden) as error:
                    findings.append(row.finding("error", error.message))
            if dry_run or any(finding.severity == "error" for finding in findings):
                raise _RollBack
    except _RollBack:
        kept: tuple[UUID, ...] = tuple(created) if dry_run else ()
        done = _outcome(listed.books, kept, existing, entries if dry_run else 0, findings, False)
    else:
        done = _outcome(listed.books, tuple(created), existing, entries, findings, True)
    return replace(done, repairs=listed.repairs)


def _known(actor: Actor, draft: BookDraft) -> Book | None:
    """The book if it is there already; of units that are not the actor's nothing is told: making
    it is refused then.
    """
    if not actor.can("book.edit", draft.unit_code):
        return None
    return Book.objects.filter(label=books.label_of(draft)).first()


def _outcome(
    rows: tuple[ListedBook, ...],
    created: tuple[UUID, ...],
    existing: int,
    entries: int,
    findings: list[ListFinding],
    stored: bool,
) -> ListImport:
    ordered = tuple(sorted(findings, key=lambda finding: (finding.row, finding.cell)))
    return ListImport(len(rows), created, existing, entries, ordered, stored)


# column of the list → attribute of the draft, where a repeated list may say something new
_COMPARED = {
    "so": "runs",
    "khai": "declared_count",
    "trang": "page_count",
    "kho": "paper",
    "bo_cuc": "layout",
    "noi": "place",
}


def _differences(row: ListedBook, book: Book) -> list[ListFinding]:
    present = draft_of(book)
    found = []
    for column, name in _COMPARED.items():
        said, stands = getattr(row.draft, name), getattr(present, name)
        if said and said != stands:
            message = f"Sổ {book.label} đã có với thông tin khác; giữ nguyên. Sửa tại trang của sổ."
            found.append(row.finding("warning", message, _named(row, column)))
    return found


def _named(row: ListedBook, column: str) -> str:
    if column == "so" and column not in row.row.letters:
        return "den_so"
    return column
