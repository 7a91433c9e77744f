"""The piece of a registration's picture on which one field stands."""

from __future__ import annotations

import io
from typing import Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from sohotich.foundation.files.services import open_link
from sohotich.foundation.people.acting import as_service
from sohotich.foundation.people.actors import Actor
from sohotich.pipeline.keying.pictures import picture_response
from sohotich.pipeline.keying.regions import shown_regions
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry

# Around a taught region: descenders, and a hand that does not keep the line.
_AROUND: Final = 0.35
_QUALITY: Final = 80
_WIDEST: Final = 900


def field_region(entry: Entry, field: str) -> tuple[float, float, float, float] | None:
    """(x, y, w, h) in fractions of the picture, where the book's regions were taught; else None."""
    with as_service("keying", frozenset({entry.unit_code})):
        shown = shown_regions(entry.book, entry.year, image_of(entry))
    box = shown.regions.get(field)
    return (box["x"], box["y"], box["w"], box["h"]) if box is not None else None


def has_picture(entry: Entry) -> bool:
    """Whether there is anything to show of the registration."""
    with as_service("keying", frozenset({entry.unit_code})):
        image = image_of(entry)
    return image is not None and image.view is not None


def crop_or_whole(*, actor: Actor, entry: Entry, field: str, purpose: str) -> HttpResponseBase:
    """The field's piece alone as a JPEG, kept in no cache; the whole registration where the place
    is not known, so only for who has read all of it. Http404 where there is no picture.

    Audited as the opening of the picture.
    """
    region = field_region(entry, field)
    with as_service("keying", frozenset({entry.unit_code})):
        if region is None:
            return picture_response(actor=actor, entry=entry, purpose=purpose, fitted=True)
        image = image_of(entry)
        if image is None or image.view is None:
            raise Http404
        with open_link(actor=actor, link=image.view, purpose=purpose) as file:
            jpeg = _cut(file.read(), region)
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)


def _cut(picture: bytes, region: tuple[float, float, float, float]) -> bytes:
    # Only whoever looks at pictures pays for loading this.
    from PIL import Image

    x, y, w, h = region
    with Image.open(io.BytesIO(picture)) as image:
        more = h * _AROUND
        box = (
            round(x * image.width),
            round(max(0.0, y - more) * image.height),
            round(min(1.0, x + w) * image.width),
            round(min(1.0, y + h + more) * image.height),
        )
        cut = image.convert("RGB").crop(box)
        if cut.width > _WIDEST:
            cut = cut.resize((_WIDEST, max(1, round(cut.height * _WIDEST / cut.width))))
        out = io.BytesIO()
        cut.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue()
