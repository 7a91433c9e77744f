"""Papers of a book to print: its label and the QR sheet laid before its pages."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from sohotich.domain.record_types import record_type
from sohotich.engines.documents import BookSheet, Label, cover_sheet_pdf, labels_pdf
from sohotich.engines.recognition import SheetCode, build
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.pages.numbers import grouped
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.people.units import unit_names
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible
from sohotich.web.trail import units_above


@requires("book.view")
@require_GET
def label(request: ActorRequest, key: UUID) -> HttpResponse:
    book = book_asked(request, key)
    return _labels([book], f"nhan-{_file_name(book)}.pdf")


@requires("book.view")
@require_GET
def labels(request: ActorRequest) -> HttpResponse:
    found = list(books_visible(request.actor, unit=request.GET.get("don_vi", "")))
    if not found:
        raise UserError("Chưa có sổ nào để in nhãn.", mend="Khai sổ trước, rồi in nhãn.")
    return _labels(found, "nhan-so.pdf")


@requires("book.view")
@require_GET
def cover_sheet(request: ActorRequest, key: UUID) -> HttpResponse:
    book = book_asked(request, key)
    above = [unit.name for unit in units_above(book.unit_code)]
    sheet = BookSheet(
        qr_text=build(SheetCode("book", book.key)),
        label=book.label,
        title=record_type(book.type_code).book_name,
        unit_name=above[-1] if above else book.unit_code,
        parent_name=", ".join(reversed(above[:-1])),
        years=book.years,
        volume=book.volume_text,
        declared=grouped(book.declared_count) if book.declared_count is not None else "",
        pages=grouped(book.page_count) if book.page_count is not None else "",
        paper=book.paper,
    )
    out = BytesIO()
    cover_sheet_pdf(sheet, out, day=campaign_today())
    return _pdf(out, f"bia-{_file_name(book)}.pdf")


def _labels(books: list[Book], name: str) -> HttpResponse:
    units = unit_names(book.unit_code for book in books)
    drawn = [
        Label(
            build(SheetCode("book", book.key)),
            book.label.split("/")[-1],
            (units.get(book.unit_code, ""), f"Quyển {book.volume_text}", book.place),
        )
        for book in books
    ]
    out = BytesIO()
    labels_pdf(drawn, out, day=campaign_today())
    return _pdf(out, name)


def _file_name(book: Book) -> str:
    return book.label.replace("/", ".")


def _pdf(out: BytesIO, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(out.getvalue(), content_type="application/pdf", headers=headers)
