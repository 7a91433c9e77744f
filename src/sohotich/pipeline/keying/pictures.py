"""The picture of a registration for the screens of this station."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

from sohotich.engines.guard import inspect
from sohotich.foundation.files.scaling import scaled_jpeg
from sohotich.foundation.files.services import open_link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.register.images.models import EntryImage, Page
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry

# The viewer is 820 pixels wide on an office laptop and 1.150 on a screen of 1920; whoever
# magnifies gets the whole picture then.
FITTED_WIDTH: Final = 1200
_FITTED_QUALITY: Final = 72
FITTED: Final = "vua=1"


def picture_data(image: EntryImage | None, address: str) -> tuple[list[dict[str, Any]], str]:
    """The `images` of the islands' contract, and the name of the book's pages they show."""
    label = _pages(image)
    if image is None or image.view is None:
        return [], label
    width, height = _size(image.view.sha256)
    whole = {"large": address} if width > FITTED_WIDTH else {}
    shown = {"url": f"{address}?{FITTED}", "width": width, "height": height, "label": label}
    return [shown | whole], label


def picture_response(
    *, actor: Actor, entry: Entry, purpose: str, fitted: bool = False
) -> HttpResponseBase:
    """The registration as a JPEG, kept in no cache; Http404 where there is none. Audited.

    `fitted`: as wide as the screen shows it, a third of the bytes.
    """
    image = image_of(entry)
    if image is None or image.view is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store"}
    file = open_link(actor=actor, link=image.view, purpose=purpose)
    if not fitted:
        return FileResponse(file, content_type=image.view.media_type, headers=headers)
    with file:
        jpeg = scaled_jpeg(file, FITTED_WIDTH, _FITTED_QUALITY)
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)


@lru_cache(maxsize=4096)
def _size(sha256: str) -> tuple[int, int]:
    facts = inspect(blob_path(sha256))
    return facts.width or 0, facts.height or 0


def _pages(image: EntryImage | None) -> str:
    if image is None:
        return ""
    keys = [UUID(str(region["page"])) for region in image.regions]
    # The places alone: a keyer sees the registration, not the pages around it.
    with as_service("keying", frozenset({image.unit_code})):
        orders = sorted(set(Page.objects.filter(pk__in=keys).values_list("order", flat=True)))
    if not orders:
        return ""
    return f"Trang {orders[0]}" if len(orders) == 1 else f"Trang {orders[0]}–{orders[-1]}"
