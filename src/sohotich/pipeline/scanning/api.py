"""The scanning station's JSON: files taken in, and every step of the contact sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake.resumable import Receipt, Take
from sohotich.foundation.intake.tus import begun, went_on
from sohotich.foundation.pages.json_body import json_body, unreadable
from sohotich.foundation.people.permissions import ActorRequest, requires, unattended
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.pipeline.scanning.receive import FileReceived, image_receive, page_rescan
from sohotich.pipeline.scanning.services import process_start
from sohotich.pipeline.scanning.sheet_data import pages_json
from sohotich.pipeline.scanning.sheet_edit import (
    certain_take,
    change_of,
    layout_repeat,
    page_take,
    sheet_save,
)
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page, PageState

_BATCH = 64


@require_POST
@requires("scan.upload")
def upload(request: ActorRequest, key: UUID) -> JsonResponse:
    """Take in one file of a book (field `file`); `dot` in the address names the upload."""
    book = book_asked(request, key, "scan.upload")
    file = _file(request)
    return JsonResponse(_taker(request, book)(file.name, file))


@require_POST
@requires("scan.upload")
def uploads(request: ActorRequest, key: UUID) -> HttpResponse:
    """Promise a file of a book that comes in parts (tus); `dot` as for `upload`."""
    book = book_asked(request, key, "scan.upload")
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return begun(
        request,
        actor=request.actor,
        subject=_subject(book),
        address=lambda part: reverse("scanning:upload_part", args=[book.key, part]) + asked,
    )


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@requires("scan.upload")
def upload_part(request: ActorRequest, key: UUID, part: UUID) -> HttpResponse:
    """The parts of a promised file, and how far it has come."""
    book = book_asked(request, key, "scan.upload")
    return went_on(
        request,
        actor=request.actor,
        subject=_subject(book),
        key=part,
        take=_taker(request, book),
    )


def _subject(book: Book) -> str:
    return f"book:{book.key}"


def _taker(request: ActorRequest, book: Book) -> Take:
    """Takes one whole file into the book and has its pages processed; answers the receipt."""
    batch = request.GET.get("dot", "")[:_BATCH] or f"web:{request.actor.key}"

    def take(name: str, stream: BinaryIO) -> Receipt:
        with images_named():
            received = image_receive(
                actor=request.actor, book=book, name=name, stream=stream, batch=batch
            )
        if received.pages:
            process_start(actor=request.actor, book=book)
        return receipt_of(received)

    return take


def receipt_of(received: FileReceived) -> Receipt:
    """What the sender of a file is told."""
    return {
        "pages": received.pages,
        "duplicate": not received.pages,
        "message": _receipt(received),
    }


def _receipt(received: FileReceived) -> str:
    if not received.pages:
        same = f" (ảnh {received.same_as})" if received.same_as else ""
        return f"đã có từ trước{same}, không nhận lại"
    count = f"đã nhận {received.pages} trang" if received.pages > 1 else "đã nhận"
    return f"{count}; các trang khác đã có từ trước" if received.same_as else count


@require_POST
@requires("scan.upload")
def rescan_upload(request: ActorRequest, key: UUID) -> JsonResponse:
    """Take in the new image of a page; the old one is kept behind it."""
    page = page_asked(request, key, "scan.upload")
    file = _file(request)
    with images_named():
        page_rescan(actor=request.actor, page=page, name=file.name, stream=file)
    process_start(actor=request.actor, book=page.book)
    return JsonResponse({"pages": 1, "duplicate": False, "message": "đã nhận, đang xử lý"})


@contextmanager
def images_named() -> Iterator[None]:
    """Of a file that is nothing known, say what comes in here rather than what the guard knows."""
    try:
        yield
    except Refused as error:
        if error.code != "khong_nhan_dang":
            raise
        mend = "Chọn tệp JPEG, PNG, TIFF hoặc PDF do máy quét tạo ra."
        raise UserError("Không phải ảnh hay PDF.", where=error.what, mend=mend) from None


def _file(request: ActorRequest) -> Any:
    file = request.FILES.get("file")
    if file is None:
        raise UserError("Chưa có tệp nào.", mend="Chọn tệp ảnh rồi gửi lại.")
    return file


@unattended
@require_GET
@requires("scan.confirm")
def sheet_pages(request: ActorRequest, key: UUID) -> JsonResponse:
    """Every page as the server holds it now."""
    book = book_asked(request, key, "scan.confirm")
    return JsonResponse({"pages": list(pages_json(actor=request.actor, book=book).values())})


@require_POST
@requires("scan.confirm")
def page_save(request: ActorRequest, key: UUID) -> JsonResponse:
    """Cuts, numbers, layout or state of one page, as drawn."""
    page = page_asked(request, key, "scan.confirm")
    change = change_of(json_body(request), f"Trang {page.order}")
    return _changed(
        request, page, lambda: sheet_save(actor=request.actor, page=page.key, change=change)
    )


@require_POST
@requires("scan.confirm")
def page_accept(request: ActorRequest, key: UUID) -> JsonResponse:
    """Accept one page; `numbers` are those the person saw, one per cut."""
    page = page_asked(request, key, "scan.confirm")
    numbers = json_body(request).get("numbers")
    seen = [str(number) for number in numbers] if isinstance(numbers, list) else None
    page_take(actor=request.actor, page=page.key, numbers=seen)
    # The numbers it had are the numbers it keeps: no other page changes with it.
    after = pages_json(actor=request.actor, book=page.book)
    return JsonResponse({"pages": [after[str(page.key)]]})


@require_POST
@requires("scan.confirm")
def page_mark_rescan(request: ActorRequest, key: UUID) -> JsonResponse:
    """The page waits for a new scan."""
    page = page_asked(request, key, "scan.confirm")
    change = change_of({"state": PageState.RESCAN}, f"Trang {page.order}")
    return _changed(
        request, page, lambda: sheet_save(actor=request.actor, page=page.key, change=change)
    )


@require_POST
@requires("scan.confirm")
def page_repeat(request: ActorRequest, key: UUID) -> JsonResponse:
    """The cutting of this page on all later ones that nobody accepted."""
    page = page_asked(request, key, "scan.confirm")
    return _changed(request, page, lambda: layout_repeat(actor=request.actor, page=page.key))


@require_POST
@requires("scan.confirm")
def sheet_accept_sure(request: ActorRequest, key: UUID) -> JsonResponse:
    """Accept the pages shown as certain (`keys`) that still are."""
    book = book_asked(request, key, "scan.confirm")
    shown = json_body(request).get("keys", [])
    if not isinstance(shown, list):
        raise unreadable("keys")
    keys = {str(key) for key in shown}
    return _answer(
        request,
        book,
        lambda: certain_take(actor=request.actor, book=book, shown=keys),
        always=keys,
    )


def _changed(request: ActorRequest, page: Page, deed: Callable[[], object]) -> JsonResponse:
    return _answer(request, page.book, deed, always={str(page.key)})


def _answer(
    request: ActorRequest, book: Book, deed: Callable[[], object], always: Collection[str]
) -> JsonResponse:
    """Do it and answer the pages it changed: numbers run on from page to page."""
    before = pages_json(actor=request.actor, book=book)
    deed()
    after = pages_json(actor=request.actor, book=book)
    changed = [page for key, page in after.items() if key in always or page != before.get(key)]
    return JsonResponse({"pages": changed})
