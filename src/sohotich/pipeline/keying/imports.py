"""Registrations keyed in the ministry's Excel template, taken in as first readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from sohotich.domain.naming import NamingError, parse_quyen_so, parse_so
from sohotich.domain.record_types import record_type
from sohotich.domain.text import Encoding
from sohotich.engines.workbook import CellFinding, CellRepair, Row, check_and_repair, read
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.pipeline.keying.queues import FIRST, SECOND, clear, offer_entry
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible, form_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.models import Entry
from sohotich.register.records.checking import rules_context
from sohotich.register.records.models import Reading, ReadingKind, ReadingState
from sohotich.register.records.services import reading_fill

# Most books are births; a file of another type says so by its headings.
_USUAL_TYPE = "KS"
UNIT_RULE, ENTRY_RULE, STATE_RULE = "I01", "I02", "I03"


@dataclass(frozen=True)
class FileImported:
    """One workbook: rows stored as first readings, rejected, and there already as they are.

    `repairs` are those proposed for its cells; `repaired` says whether the sure ones were made.
    """

    rows: int
    version: str
    stored: int
    rejected: int
    unchanged: int
    findings: tuple[CellFinding, ...]
    repairs: tuple[CellRepair, ...] = ()
    repaired: bool = False


class _DryRun(Exception):
    """Leaves the transaction with everything undone."""


def workbook_import(
    *,
    actor: Actor,
    path: Path,
    type_code: str | None = None,
    book: Book | None = None,
    dry_run: bool = False,
    repair: bool = False,
    encoding: Encoding | None = None,
) -> FileImported:
    """Take in every sound row of a filled template; the others come back as findings by cell.

    The file's type is the book's, else `type_code`, else births.
    A row goes to the entry that its `quyenSo` and `so` name (in `book` where given), which must
    have its image and no reading yet. An empty cell counts as blank in the book. Taken in again,
    the same file stores nothing. Text in an old encoding is refused unless `repair` confirms the
    repairs found; what the file said is kept with the reading. Raises Refused or WorkbookError for
    a file that is no template.
    """
    if book is not None:
        ensure(actor, "keying.key", book.unit_code)
    schema = record_type(book.type_code if book is not None else type_code or _USUAL_TYPE)
    checked = check_and_repair(
        read(path, schema), schema, rules_context(), confirmed=repair, encoding=encoding
    )
    sheet, findings = checked.sheet, list(checked.findings)
    wrong = {finding.row for finding in findings if finding.severity == "error"}
    books = [book] if book is not None else _books(actor, schema.code)
    stored = unchanged = 0
    rejected = len(wrong)
    try:
        with transaction.atomic():
            for row in sheet.rows:
                if row.number in wrong:
                    continue
                outcome = _take(actor, row, books)
                if isinstance(outcome, CellFinding):
                    findings.append(outcome)
                    rejected += 1
                else:
                    stored += outcome
                    unchanged += not outcome
            if dry_run:
                raise _DryRun
    except _DryRun:
        stored = 0
    findings.sort(key=lambda finding: (finding.row, finding.cell))
    return FileImported(
        len(sheet.rows),
        sheet.version,
        stored,
        rejected,
        unchanged,
        tuple(findings),
        tuple(checked.repairs),
        repair,
    )


def _books(actor: Actor, type_code: str) -> Sequence[Book]:
    return list(books_visible(actor, permission="keying.key", type_code=type_code))


def _take(actor: Actor, row: Row, books: Sequence[Book]) -> bool | CellFinding:
    """True when the row was stored, False when it was there already, else what is wrong."""
    book = _book_of(row, books)
    if isinstance(book, CellFinding):
        return book
    entry = _entry_of(row, book)
    if isinstance(entry, CellFinding):
        return entry
    values = {key: value for key, value in row.values.items() if value}
    shown = form_of(book, entry.year).shown
    # A line the template has no column for was not asked, so its emptiness says nothing.
    blank = [key for key in shown if key in row.values and not values.get(key)]
    if _same_is_there(entry, values):
        return False
    if entry.state != "scanned":
        return _at(row, "so", STATE_RULE, f"Số {entry.label} chưa có ảnh hoặc đã được nhập.")
    reading = reading_fill(
        actor=actor, entry=entry, slot=1, values=values, blank=blank, written=row.written
    )
    clear(FIRST, entry)
    ledger.move(actor=actor, entry=entry, action="key_first")
    offer_entry(SECOND, entry, [reading.by])
    return True


def _book_of(row: Row, books: Sequence[Book]) -> Book | CellFinding:
    try:
        volume = parse_quyen_so(row.values.get("quyenSo", ""))
    except NamingError as error:
        return _at(row, "quyenSo", UNIT_RULE, str(error))
    year_to = volume.year_to or volume.year_from
    found = [
        book
        for book in books
        if (book.volume, book.year_from, book.year_to) == (volume.volume, volume.year_from, year_to)
    ]
    if len(found) == 1:
        return found[0]
    named = row.values["quyenSo"]
    if not found:
        return _at(row, "quyenSo", UNIT_RULE, f"Chưa có sổ quyển số {named} trong danh mục sổ.")
    labels = ", ".join(book.label for book in found)
    return _at(row, "quyenSo", UNIT_RULE, f"Có nhiều sổ quyển số {named} ({labels}): chỉ rõ sổ.")


def _entry_of(row: Row, book: Book) -> Entry | CellFinding:
    try:
        number = parse_so(row.values.get("so", ""))
    except NamingError as error:
        return _at(row, "so", ENTRY_RULE, str(error))
    found = list(
        Entry.objects.select_related("book").filter(
            book=book, year=number.year, number=number.number, suffix=number.suffix.casefold()
        )
    )
    if len(found) == 1:
        return found[0]
    named = row.values["so"]
    if not found:
        return _at(row, "so", ENTRY_RULE, f"Sổ {book.label} không có số {named}.")
    return _at(row, "so", ENTRY_RULE, f"Sổ ghi số {named} nhiều lần: nhập từ ảnh.")


def _same_is_there(entry: Entry, values: dict[str, str]) -> bool:
    earlier = Reading.objects.filter(entry=entry, kind=ReadingKind.IMPORT).exclude(
        state=ReadingState.SUPERSEDED
    )
    return any(reading.before.get("row") == values for reading in earlier)


def _at(row: Row, key: str, rule: str, message: str) -> CellFinding:
    return CellFinding(row.number, key, row.cell(key), rule, "error", message)
