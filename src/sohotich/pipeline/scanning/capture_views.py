"""Taking pages with a telephone: its address as a code to read, and the screen itself."""

from __future__ import annotations

import base64
import io
from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning.book_screen import trail
from sohotich.pipeline.scanning.receive import why_closed
from sohotich.register.books.asked import book_asked
from sohotich.register.books.models import Book

_CAMERA = "camera=(self), geolocation=(), microphone=()"
# What a telephone cannot reach: the machine's word for itself.
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@require_GET
@requires("scan.upload")
def link(request: ActorRequest, key: UUID) -> HttpResponse:
    """The address of the book's camera screen, as a code a telephone reads, and in letters."""
    book = book_asked(request, key, "scan.upload")
    address = request.build_absolute_uri(reverse("scanning:capture", args=[book.key]))
    host = request.get_host().rsplit(":", 1)[0]
    context = {
        "book": book,
        "address": address,
        "qr": _qr(address),
        "own_name": host in _OWN_NAMES,
        "secure": request.is_secure(),
        "breadcrumb": trail(book, "Chụp bằng điện thoại"),
    }
    return render(request, "scanning/capture_link.html", context)


@require_GET
@requires("scan.upload")
def capture(request: ActorRequest, key: UUID) -> HttpResponse:
    """The camera of a book: the one screen whose answer lets a browser open a camera."""
    book = book_asked(request, key, "scan.upload")
    return _screen(request, book)


def _screen(request: ActorRequest, book: Book) -> HttpResponse:
    closed = why_closed(book)
    context = {
        "book": book,
        "closed": closed,
        "capture": {
            "partsUrl": reverse("scanning:uploads", args=[book.key]),
            "bookUrl": reverse("scanning:book", args=[book.key]),
        },
    }
    answer = render(request, "scanning/capture.html", context)
    answer.headers["Permissions-Policy"] = _CAMERA
    return answer


def _qr(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    return base64.b64encode(out.getvalue()).decode("ascii")
