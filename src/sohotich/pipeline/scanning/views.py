"""The scanning screens: books, one book with its upload, the contact sheet, one page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sohotich.foundation.pages.lists import list_response
from sohotich.foundation.pages.screens import contact_sheet_screen
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.pipeline.scanning.book_numbers import BookNumbers
from sohotich.pipeline.scanning.book_screen import (
    ACCEPTED_ENDINGS,
    after_sheet,
    book_context,
    trail,
)
from sohotich.pipeline.scanning.lists import books_list, pages_list
from sohotich.pipeline.scanning.looking import stamps_opened
from sohotich.pipeline.scanning.pile_screen import piles_of
from sohotich.pipeline.scanning.screens import books_to_scan
from sohotich.pipeline.scanning.services import page_mark, process_start
from sohotich.pipeline.scanning.sheet import contact_sheet
from sohotich.pipeline.scanning.sheet_data import shape_of, sheet_data
from sohotich.register.books.asked import book_asked
from sohotich.register.images.models import PageState
from sohotich.register.images.services import cuts_of
from sohotich.register.ledger.selectors import approval_in_force


@require_GET
@requires("scan.upload")
def books(request: ActorRequest) -> HttpResponse:
    """Every unsigned book of the person's units, those with work first."""
    rows = books_to_scan(request.actor)
    return list_response(
        request, "scanning/books.html", rows, books_list(rows), piles_of(request.actor)
    )


@require_GET
@requires("scan.upload")
def book(request: ActorRequest, key: UUID) -> HttpResponse:
    """One book: its figures, what runs, where files go in, its pages, the next step."""
    found = book_asked(request, key, "scan.upload")
    sheet = contact_sheet(actor=request.actor, book=found)
    return list_response(
        request,
        "scanning/book.html",
        list(sheet.pages),
        pages_list(found, BookNumbers(found)),
        book_context(request.actor, found),
    )


@require_POST
@requires("scan.upload")
def process(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have what waits processed: for pages whose processing was stopped or failed."""
    found = book_asked(request, key, "scan.upload")
    process_start(actor=request.actor, book=found)
    return redirect("scanning:book", key=key)


@require_GET
@requires("scan.confirm")
def sheet(request: ActorRequest, key: UUID) -> HttpResponse:
    """The contact sheet; reading it shows every page of the book, which the log keeps."""
    found = book_asked(request, key, "scan.confirm")
    data = sheet_data(actor=request.actor, book=found)
    stamps_opened(actor=request.actor, seen=found, pages=len(data["pages"]))
    steps = after_sheet(request.actor, found)
    context = {"breadcrumb": trail(found, "Bảng ảnh"), "next_steps": steps}
    return contact_sheet_screen(request, data, context)


@require_GET
@requires("scan.upload")
def page(request: ActorRequest, key: UUID) -> HttpResponse:
    """One page: its image, what is wrong with it, and the place for a new scan."""
    found = page_asked(request, key, "scan.upload")
    width, height = shape_of(found)
    context = {
        "page": found,
        "book": found.book,
        "numbers": BookNumbers(found.book).on(cuts_of(found)),
        "signed": approval_in_force(found.book) is not None,
        "to_rescan": found.state == PageState.RESCAN,
        "waiting": found.state == PageState.NEW,
        "width": width,
        "height": height,
        "accept": ACCEPTED_ENDINGS,
        "then": reverse("scanning:book", args=[found.book_id]),
        "breadcrumb": trail(found.book, f"Trang {found.order}"),
    }
    return render(request, "scanning/page.html", context)


@require_POST
@requires("scan.confirm")
def page_keep(request: ActorRequest, key: UUID) -> HttpResponse:
    """Somebody looked and finds that the page need not be scanned again."""
    found = page_asked(request, key, "scan.confirm")
    page_mark(actor=request.actor, page=found.key, state=PageState.PROCESSED)
    messages.success(request, f"Trang {found.order} giữ ảnh cũ, chờ xác nhận ở bảng ảnh.")
    return redirect("scanning:book", key=found.book_id)
