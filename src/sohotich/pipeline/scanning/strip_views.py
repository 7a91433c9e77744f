"""The contact sheet's pictures: strips of stamps, and a page as it came from the scanner."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_GET

from sohotich.engines.guard import Refused
from sohotich.engines.imaging import ImageError
from sohotich.foundation.files.services import open_link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.pipeline.scanning import pictures
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.pipeline.scanning.looking import stamp_looked_at
from sohotich.pipeline.scanning.strips import STRIP, strip_jpeg
from sohotich.register.books.asked import book_asked
from sohotich.register.images.models import Page


@require_GET
@requires("scan.confirm")
def sheet_strip(request: ActorRequest, key: UUID, strip: int) -> HttpResponse:
    """The stamps of 24 pages, strip 0 those that come first: kept by the browser, but asked for
    again each time (the right may end).

    The log names the sheet as a whole: a line for each stamp would bury everything else.
    """
    book = book_asked(request, key, "scan.confirm")
    first = strip * STRIP["pages"]
    rows = Page.objects.filter(book=book, order__gt=first, order__lte=first + STRIP["pages"])
    found = dict(rows.values_list("order", "thumb__sha256"))
    if not found:
        raise Http404
    # A place is a page's own, whether or not its picture is there yet.
    shown = [found.get(first + place) for place in range(1, STRIP["pages"] + 1)]
    tag = f'"{hashlib.sha256(repr(shown).encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    stamp_looked_at(actor=request.actor, seen=book)
    jpeg = strip_jpeg([blob_path(sha256) if sha256 else None for sha256 in shown])
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)


@require_GET
@requires("book.view")
def page_before(request: ActorRequest, key: UUID) -> HttpResponse:
    """The page as it came from the scanner, as wide as a screen needs."""
    page = page_asked(request, key, "book.view")
    with open_link(actor=request.actor, link=page.link, purpose="screen"):
        try:
            jpeg = pictures.original(blob_path(page.sha256), page.frame)
        except (ImageError, Refused):
            raise Http404 from None
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)
