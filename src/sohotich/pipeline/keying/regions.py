"""The places of a registration's fields on its picture, as they were shown for its book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sohotich.foundation.people.actors import Actor
from sohotich.register.books.models import Book
from sohotich.register.books.selectors import form_of
from sohotich.register.images.errors import RegionError
from sohotich.register.images.field_regions import place_of, regions_known, regions_teach
from sohotich.register.images.models import EntryImage, FieldRegions
from sohotich.register.images.selectors import image_of
from sohotich.register.ledger.models import Entry


@dataclass(frozen=True)
class Shown:
    """`regions`: field → {page, x, y, w, h}, shares of the picture; `version` 0: none known.

    `place`: form and place on the page, of which all pictures share them.
    """

    version: int
    place: str
    regions: Mapping[str, Mapping[str, float]]


def shown_regions(book: Book, year: int, image: EntryImage | None) -> Shown:
    """What the island is given for one registration."""
    form, place = form_of(book, year).era or "", place_of(image, book.layout)
    known = regions_known(book=book, form=form, place=place) if image is not None else None
    version, taught = (known.version, _boxes(known)) if known is not None else (0, {})
    return Shown(version, f"{form} {place}", taught)


def regions_save(*, actor: Actor, entry: Entry, regions: Mapping[str, Any]) -> Shown:
    """Keep what the keyer showed on this registration's picture, for all like it in the book.

    Raises RegionError, also where the registration is no longer in the keyer's hands.
    """
    book, image = entry.book, image_of(entry)
    if image is None:
        raise RegionError(
            f"Số {entry.label} không còn do anh/chị giữ.",
            where=book.label,
            mend="Mở số khác của sổ này rồi chỉ vị trí các ô.",
        )
    form, place = form_of(book, entry.year).era or "", place_of(image, book.layout)
    row = regions_teach(actor=actor, book=book, form=form, place=place, regions=regions)
    return Shown(row.version, f"{form} {place}", _boxes(row))


def _boxes(row: FieldRegions) -> dict[str, dict[str, float]]:
    return {field: _region(box) for field, box in row.regions.items()}


def _region(box: list[float]) -> dict[str, float]:
    x, y, w, h = box
    # The picture of a registration is one, whatever pages it was cut from.
    return {"page": 0, "x": x, "y": y, "w": w, "h": h}
