"""Every step of the contact sheet, as JSON.

A letter may say in `seen` which marks the sender knows (`sheet_marks`); the answer holds the pages
under other marks: numbers run on from page to page, and others work on the book as well.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.http import JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.pipeline.scanning.sheet_data import pages_json, sheet_answer
from sohotich.pipeline.scanning.sheet_edit import (
    certain_take,
    change_of,
    layout_repeat,
    page_take,
    sheet_save,
)
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.images.models import PageState


@unattended
@require_http_methods(["GET", "POST"])
@requires("scan.confirm")
def sheet_pages(request: ActorRequest, key: UUID) -> JsonResponse:
    """The pages as the server holds them now: all of them (GET), or those that changed (POST)."""
    book = book_asked(request, key, "scan.confirm")
    return _answer(request, book)


@require_POST
@requires("scan.confirm")
def page_save(request: ActorRequest, key: UUID) -> JsonResponse:
    """Cuts, numbers, layout or state of one page, as drawn."""
    page = page_asked(request, key, "scan.confirm")
    change = change_of(json_body(request), f"Trang {page.order}")
    sheet_save(actor=request.actor, page=page.key, change=change)
    return _answer(request, page.book, always={str(key)})


@require_POST
@requires("scan.confirm")
def page_accept(request: ActorRequest, key: UUID) -> JsonResponse:
    """Accept one page; `numbers` are those the person saw, one per cut."""
    page = page_asked(request, key, "scan.confirm")
    numbers = json_body(request).get("numbers")
    seen = [str(number) for number in numbers] if isinstance(numbers, list) else None
    page_take(actor=request.actor, page=page.key, numbers=seen)
    return _answer(request, page.book, always={str(key)})


@require_POST
@requires("scan.confirm")
def page_rescan(request: ActorRequest, key: UUID) -> JsonResponse:
    """The page waits for a new scan."""
    page = page_asked(request, key, "scan.confirm")
    change = change_of({"state": PageState.RESCAN}, f"Trang {page.order}")
    sheet_save(actor=request.actor, page=page.key, change=change)
    return _answer(request, page.book, always={str(key)})


@require_POST
@requires("scan.confirm")
def page_repeat(request: ActorRequest, key: UUID) -> JsonResponse:
    """The cutting of this page on all later ones that nobody accepted."""
    page = page_asked(request, key, "scan.confirm")
    layout_repeat(actor=request.actor, page=page.key)
    return _answer(request, page.book, always={str(key)})


@require_POST
@requires("scan.confirm")
def sheet_accept_sure(request: ActorRequest, key: UUID) -> JsonResponse:
    """Accept the pages shown as certain (`keys`) that still are."""
    book = book_asked(request, key, "scan.confirm")
    shown = json_body(request).get("keys", [])
    if not isinstance(shown, list):
        raise unreadable("keys")
    keys = {str(key) for key in shown}
    certain_take(actor=request.actor, book=book, shown=keys)
    return _answer(request, book, always=keys)


def _answer(request: ActorRequest, book: Book, always: Collection[str] = ()) -> JsonResponse:
    seen = str(json_body(request).get("seen", "")) if request.method == "POST" else ""
    pages = pages_json(actor=request.actor, book=book)
    return JsonResponse(sheet_answer(pages, seen, always))
