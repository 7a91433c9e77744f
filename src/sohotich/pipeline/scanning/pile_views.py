"""Piles: taking in, what the QR sheets say, handing to the books, what a person has to place."""

from __future__ import annotations

from typing import Any, BinaryIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.intake.resumable import Receipt, Take
from sohotich.foundation.intake.tus import begun, went_on
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.api import images_named, receipt_of
from sohotich.pipeline.scanning.looking import stamp_looked_at, stamps_opened
from sohotich.pipeline.scanning.models import Pile, PileSheet
from sohotich.pipeline.scanning.pile_screen import pile_context
from sohotich.pipeline.scanning.piles import (
    pile_deliver,
    pile_open,
    pile_receive,
    read_start,
    sheets_put,
    sheets_set_aside,
)
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import books_visible


@require_POST
@requires("scan.upload")
def open_pile(request: ActorRequest) -> HttpResponse:
    """A new pile at the desk of the unit named (`unit`), or of the person's only one."""
    unit = request.POST.get("unit", "") or _only_unit(request)
    pile = pile_open(actor=request.actor, unit=unit)
    return redirect("scanning:pile", key=pile.key)


def _only_unit(request: ActorRequest) -> str:
    units = request.actor.units("scan.upload")
    if units is None or len(units) != 1:
        raise UserError("Chưa chọn đơn vị của chồng ảnh.", mend="Chọn xã rồi làm lại.")
    (unit,) = units
    return unit


@require_GET
@requires("scan.upload")
def pile(request: ActorRequest, key: UUID) -> HttpResponse:
    """One pile: its runs with the books they go to, and those a person has to place."""
    found = _asked(request, key)
    context = pile_context(request.actor, found)
    stamps_opened(actor=request.actor, seen=found, sheets=context["sheets"])
    return render(request, "scanning/pile.html", context)


@require_POST
@requires("scan.upload")
def read(request: ActorRequest, key: UUID) -> HttpResponse:
    """Have what waits read: for sheets whose reading was stopped or failed."""
    read_start(actor=request.actor, pile=_asked(request, key))
    return redirect("scanning:pile", key=key)


@require_POST
@requires("scan.upload")
def deliver(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put every run whose book is known into it."""
    made = pile_deliver(actor=request.actor, pile=_asked(request, key))
    for book, count in made.items():
        messages.success(request, f"Sổ {book.label}: nhận {count} trang, đang xử lý.")
    return redirect("scanning:pile", key=key)


@require_POST
@requires("scan.upload")
def place(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put the chosen sheets (`sheet`, several) into a book (`book`), or set them aside."""
    found = _asked(request, key)
    sheets = [_key(text) for text in request.POST.getlist("sheet")]
    if not sheets:
        raise UserError("Chưa chọn ảnh nào.", mend="Đánh dấu ảnh rồi làm lại.")
    if request.POST.get("aside"):
        count = sheets_set_aside(actor=request.actor, pile=found, sheets=sheets)
        messages.success(request, f"Đã để riêng {count} ảnh; ảnh gốc vẫn giữ.")
    else:
        book = _book(request)
        count = sheets_put(actor=request.actor, pile=found, sheets=sheets, book=book)
        messages.success(request, f"Sổ {book.label}: nhận {count} trang, đang xử lý.")
    return redirect("scanning:pile", key=key)


def _book(request: ActorRequest) -> Book:
    if not request.POST.get("book"):
        raise UserError("Chưa chọn sổ.", mend="Chọn sổ nhận các ảnh này rồi làm lại.")
    books = books_visible(request.actor, permission="scan.upload")
    return get_object_or_404(books, pk=_key(request.POST["book"]))


@require_GET
@requires("scan.upload")
def sheet_thumb(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """A sheet of a pile as a stamp."""
    sheet = get_object_or_404(PileSheet.objects.select_related("thumb", "pile"), pk=key)
    if not request.actor.can("scan.upload", sheet.unit_code) or sheet.thumb is None:
        raise Http404
    stamp_looked_at(actor=request.actor, seen=sheet.pile)
    headers = {"Cache-Control": "private, no-store"}
    jpeg = blob_path(sheet.thumb.sha256).open("rb")
    return FileResponse(jpeg, content_type="image/jpeg", headers=headers)


@require_POST
@requires("scan.upload")
def uploads(request: ActorRequest, key: UUID) -> HttpResponse:
    """Promise a file of a pile that comes in parts (tus)."""
    found = _asked(request, key)
    return begun(
        request,
        actor=request.actor,
        subject=_subject(found),
        address=lambda part: reverse("scanning:pile_upload_part", args=[found.key, part]),
    )


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@requires("scan.upload")
def upload_part(request: ActorRequest, key: UUID, part: UUID) -> HttpResponse:
    """The parts of a promised file, and how far it has come."""
    found = _asked(request, key)
    return went_on(
        request,
        actor=request.actor,
        subject=_subject(found),
        key=part,
        take=_taker(request, found),
    )


def _taker(request: ActorRequest, found: Pile) -> Take:
    def take(name: str, stream: BinaryIO) -> Receipt:
        with images_named():
            received = pile_receive(actor=request.actor, pile=found, name=name, stream=stream)
        if received.pages:
            read_start(actor=request.actor, pile=found)
        return receipt_of(received)

    return take


def _subject(found: Pile) -> str:
    return f"pile:{found.key}"


def _asked(request: ActorRequest, key: UUID) -> Pile:
    found = get_object_or_404(Pile, pk=key)
    if not request.actor.can("scan.upload", found.unit_code):
        raise Http404
    return found


def _key(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise Http404 from None
