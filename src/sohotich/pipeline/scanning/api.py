"""Files taken in, whole or part by part; answers are JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake.resumable import Receipt, Take
from sohotich.foundation.intake.tus import begun, went_on
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.pipeline.scanning.receive import FileReceived, image_receive, page_rescan
from sohotich.pipeline.scanning.services import process_start
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book

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
    if received.also_in:
        count += (
            f"; tệp này cũng có trong sổ {', '.join(received.also_in)}: kiểm tra có lẫn sổ không"
        )
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
        mend = "Chọn tệp JPEG, PNG, TIFF, HEIC hoặc PDF."
        raise UserError("Không phải ảnh hay PDF.", where=error.what, mend=mend) from None


def _file(request: ActorRequest) -> Any:
    file = request.FILES.get("file")
    if file is None:
        raise UserError("Chưa có tệp nào.", mend="Chọn tệp ảnh rồi gửi lại.")
    return file
