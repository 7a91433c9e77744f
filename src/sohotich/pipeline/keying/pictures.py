"""The picture of a registration for the screens of this station."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404

from sohotich.engines.guard import inspect
from sohotich.foundation.files.services import open_link
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.register.images.models import EntryImage, Page
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry


def picture_data(image: EntryImage | None, address: str) -> tuple[list[dict[str, Any]], str]:
    """The `images` of the islands' contract, and the name of the book's pages they show."""
    label = _pages(image)
    if image is None or image.view is None:
        return [], label
    width, height = _size(image.view.sha256)
    return [{"url": address, "width": width, "height": height, "label": label}], label


def picture_response(*, actor: Actor, entry: Entry, purpose: str) -> FileResponse:
    """The registration as a JPEG, kept in no cache; Http404 where there is none. Audited."""
    image = image_of(entry)
    if image is None or image.view is None:
        raise Http404
    return FileResponse(
        open_link(actor=actor, link=image.view, purpose=purpose),
        content_type=image.view.media_type,
        headers={"Cache-Control": "private, no-store"},
    )


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
