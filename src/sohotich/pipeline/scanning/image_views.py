"""Images of pages and registrations: each behind a right, a unit and an entry in the log."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from sohotich.foundation.files.models import Link
from sohotich.foundation.files.services import open_link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.permissions import ActorRequest, requires
from sohotich.foundation.worklists.selectors import held
from sohotich.pipeline.scanning import pictures
from sohotich.pipeline.scanning.asked import page_asked
from sohotich.register.images.models import EntryImage
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry

_FOR_SCREEN = "screen"
# What a browser draws itself; anything else is handed over as a file.
_DRAWN = frozenset({"image/jpeg", "image/png"})
# The reader built into browsers draws a PDF with a style sheet and an object of its own.
_PDF_POLICY = "default-src 'self'; object-src 'self'; style-src 'unsafe-inline'"


@require_GET
@requires("book.view")
def page_image(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The straightened page, large enough to read."""
    return _file(request, page_asked(request, key, "book.view").thumb)


@require_GET
@requires("book.view")
def page_original(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The file as it came from the scanner."""
    return _file(request, page_asked(request, key, "book.view").link)


@require_GET
@requires("page.home")
def entry_view(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """One registration as a JPEG, cut from the original pixels."""
    return _file(request, _image(request, key).view)


@require_GET
@requires("page.home")
def entry_pdf(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The registration's PDF, shown in the browser."""
    headers = {"Content-Security-Policy": f"{_PDF_POLICY}; frame-ancestors 'self'"}
    return _file(request, _image(request, key).pdf, headers=headers, shown=True)


@require_GET
@requires("scan.confirm")
def entry_result(request: ActorRequest, key: UUID) -> HttpResponseBase:
    """The PDF drawn as wide as `entry_view`, to lay the two over each other."""
    image = _image(request, key)
    if image.pdf is None or image.view is None:
        raise Http404
    with blob_path(image.view.sha256).open("rb") as jpeg:
        width = pictures.width_of(jpeg)
    with open_link(actor=request.actor, link=image.pdf, purpose=_FOR_SCREEN) as pdf:
        return HttpResponse(pictures.rendered(pdf, width), content_type="image/jpeg")


def _image(request: ActorRequest, key: UUID) -> EntryImage:
    """The entry's image, for somebody of its unit or to whom the entry is handed out now."""
    entry = get_object_or_404(Entry, pk=key)
    actor = request.actor
    if not actor.can("book.view", entry.unit_code) and not _held(request, key):
        raise Http404
    image = image_of(entry)
    if image is None:
        raise Http404
    return image


def _held(request: ActorRequest, key: UUID) -> bool:
    # A keyer has no right to the book, only to the registration in hand.
    return held(request.actor).filter(subject_key=key).exists()


def _file(
    request: ActorRequest,
    link: Link | None,
    headers: Mapping[str, str] | None = None,
    shown: bool = False,
) -> HttpResponseBase:
    if link is None:
        raise Http404
    file = open_link(actor=request.actor, link=link, purpose=_FOR_SCREEN)
    return FileResponse(
        file,
        as_attachment=not shown and link.media_type not in _DRAWN,
        filename=link.name,
        content_type=link.media_type,
        headers={"Cache-Control": "private, no-store", **(headers or {})},
    )
