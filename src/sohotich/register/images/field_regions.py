"""Where the fields stand on the pictures of a book: shown once by a person, used for every number.

What is kept says where on paper a line is printed, never what stands on it: showing it to both
keyers of a registration tells neither anything of the other's reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from sohotich.domain.record_types import record_type
from sohotich.foundation.audit import services as audit
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.actors import Actor
from sohotich.foundation.people.permissions import ensure
from sohotich.register.books.models import Book, Layout
from sohotich.register.books.services import book_lock
from sohotich.register.images.errors import RegionError
from sohotich.register.images.models import EntryImage, FieldRegions

# x, y, width, height as shares of the registration's picture.
Region = tuple[float, float, float, float]
# A piece that takes less of the page than this was cut out of it.
_WHOLE: Final = 0.75
# A slip of the mouse is no region.
_LEAST: Final = 0.004


def place_of(image: EntryImage | None, layout: str) -> str:
    """Where on its page a registration was cut: "" whole, l r leaves, t b halves, n one of rows;
    before it o or e where images show one page each: odd or even among them, so which side of the
    gutter.

    A registration of several pieces has this for each, in reading order.
    """
    regions = image.regions if image is not None else []
    pieces = (_side(region, layout) + _piece(region["box"], layout) for region in regions)
    return "+".join(filter(None, pieces))[:20]


def _side(region: Mapping[str, Any], layout: str) -> str:
    # Images confirmed before their order was kept with them tell no side.
    if layout in (Layout.SPREAD, Layout.LEAVES) or "order" not in region:
        return ""
    return "eo"[region["order"] % 2]


def _piece(box: Sequence[float], layout: str) -> str:
    x0, y0, x1, y1 = box
    across = "" if x1 - x0 > _WHOLE else "lr"[(x0 + x1) / 2 > 0.5]
    if y1 - y0 > _WHOLE:
        return across
    return across + ("n" if layout == Layout.ROWS else "tb"[(y0 + y1) / 2 > 0.5])


def regions_known(*, book: Book, form: str, place: str) -> FieldRegions | None:
    """The newest regions of this form shown at this very place: another half of the page or the
    other side of the gutter prints the same lines elsewhere.
    """
    rows = FieldRegions.objects.filter(book=book, form=form, place=place)
    return rows.order_by("-version").first()


@transaction.atomic
def regions_teach(
    *, actor: Actor, book: Book, form: str, place: str, regions: Mapping[str, Any]
) -> FieldRegions:
    """Keep where the fields stand; the same said again adds no version, {} takes them all back.

    Raises RegionError for a field the type does not have and for a box outside the picture.
    """
    ensure(actor, "region.teach", book.unit_code)
    book_lock(book.key)
    kept = _checked(book, regions)
    rows = FieldRegions.objects.filter(book=book, form=form, place=place)
    last = rows.order_by("-version").first()
    if last is not None and last.regions == kept:
        return last
    row = FieldRegions.objects.create(
        book=book,
        unit_code=book.unit_code,
        form=form,
        place=place,
        version=last.version + 1 if last is not None else 1,
        regions=kept,
        taught_at=now(),
        taught_by=actor.key,
    )
    audit.record(
        actor=actor,
        action="book.regions",
        unit=book.unit_code,
        subject="book",
        key=book.key,
        facts={"label": book.label, "fields": len(kept), "version": row.version},
    )
    return row


def _checked(book: Book, regions: Mapping[str, Any]) -> dict[str, list[float]]:
    known = record_type(book.type_code).by_key
    kept: dict[str, list[float]] = {}
    for field, box in regions.items():
        if field not in known:
            raise RegionError(f"Không có trường “{field}”.", where=book.label)
        if not _lies_on_the_picture(box):
            raise RegionError(
                "Vùng của ô nằm ngoài ảnh.",
                where=known[field].label,
                mend="Kéo lại vùng của ô này trên ảnh.",
            )
        kept[field] = [round(float(share), 5) for share in box]
    return kept


def _lies_on_the_picture(box: Any) -> bool:
    if not isinstance(box, list | tuple) or len(box) != 4:
        return False
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in box):
        return False
    x, y, width, height = box
    inside = x >= 0 and y >= 0 and x + width <= 1.0001 and y + height <= 1.0001
    return bool(inside and width >= _LEAST and height >= _LEAST)
