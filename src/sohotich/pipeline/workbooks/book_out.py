"""The template of one book, or of many in a ZIP: numbers and shared values are there already."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO
from uuid import UUID

from django.db.models import Count, Q

from sohotich.domain.naming import NamingError, build_quyen_so, build_so
from sohotich.domain.record_types import record_type
from sohotich.engines.workbook import write_book_template
from sohotich.foundation.audit import services as audit
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.foundation.policies.services import value
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry

# A number that waits for its first reading, with its image or before.
_UNREAD = ("expected", "scanned")


def template_name(book: Book) -> str:
    """`09508-KS.1998.02.xlsx`: of plain letters, told apart from any other book's."""
    return f"{book.label.replace('/', '-').replace('~', '-')}.xlsx"


def book_template(*, actor: Actor, book: Book, out: BinaryIO, version: str = "") -> int:
    """Write the book's template with a row begun for each number that nobody has read; how many.

    `version` "" takes the one the province hands over in, where the type has it.
    """
    ensure(actor, "keying.key", book.unit_code)
    kind = record_type(book.type_code)
    chosen = kind.version_or_default(version or str(value("transfer.template_version")))
    # A keyer sees what they hold; here they get numbers alone, of nobody's registration.
    with as_service("keying", frozenset({book.unit_code})):
        rows = list(rows_begun(book, unread(book)))
    known = {column.field.key for column in kind.columns(chosen.code) if column.field}
    shown = [{key: text for key, text in row.items() if key in known} for row in rows]
    write_book_template(kind, chosen.code, shown, out)
    audit.record(
        actor=actor,
        action="workbook.template",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"numbers": len(rows), "version": chosen.code},
    )
    return len(rows)


def book_templates(
    *,
    actor: Actor,
    books: Sequence[Book],
    out: BinaryIO,
    version: str = "",
    progress: Callable[[int, int, str], None] = lambda done, total, note: None,
) -> int:
    """Write a ZIP of the templates of these books; how many numbers they begin."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for done, book in enumerate(books, start=1):
            page = io.BytesIO()
            count += book_template(actor=actor, book=book, out=page, version=version)
            archive.writestr(template_name(book), page.getvalue())
            progress(done, len(books), book.label)
    return count


def unread(book: Book) -> list[Entry]:
    """The book's numbers that wait for their first reading, in order."""
    rows = Entry.objects.filter(book=book, state__in=_UNREAD, twin=1)
    return list(rows.order_by("year", "number", "suffix"))


def left_to_key(units: frozenset[str]) -> dict[UUID, int]:
    """How many numbers of each book of these units wait for their first reading; a book whose
    numbers nobody has listed yet is left out.
    """
    waits = Q(state__in=_UNREAD, twin=1)
    with as_service("keying", units):
        entries = Entry.objects.order_by().filter(unit_code__in=units).values_list("book_id")
        return dict(entries.annotate(left=Count("key", filter=waits)))


def rows_begun(book: Book, entries: Sequence[Entry]) -> Iterator[dict[str, str]]:
    """What is known of each number beforehand, by field key."""
    kind = record_type(book.type_code)
    shared = {key: text for key, text in book.defaults.items() if key in kind.by_key}
    for entry in entries:
        try:
            own = {
                "so": build_so(entry.number, entry.year, entry.suffix),
                "quyenSo": build_quyen_so(book.volume, book.year_from, book.year_to),
            }
        except NamingError:
            # A number that cannot be written in the ministry's way is typed by hand.
            continue
        yield {**shared, **own}
