"""The way to where one is: province › district › commune › book › …"""

from __future__ import annotations

from django.urls import reverse

from sohotich.foundation.people.models import Unit
from sohotich.foundation.people.units import unit_on
from sohotich.register.books.models import Book

Trail = list[tuple[str, str]]
_KINDS = ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Thị trấn ", "Phường ", "Xã ")


def trail_of(book: Book, *here: str) -> Trail:
    """The breadcrumb of a book, or of a place below it; the last part has no address."""
    units = [(short(unit.name), _books_of(unit)) for unit in units_above(book.unit_code)]
    steps = [*units, (book.label.split("/")[-1], reverse("book", args=[book.key]))]
    steps += [(words, "") for words in here]
    return [*steps[:-1], (steps[-1][0], "")]


def units_above(code: str) -> list[Unit]:
    """The unit and those above it, the province first."""
    found: list[Unit] = []
    unit = unit_on(code)
    while unit is not None and unit not in found:
        found.insert(0, unit)
        unit = unit_on(unit.parent_code) if unit.parent_code else None
    return found


def short(name: str) -> str:
    """A unit's name without its kind: `Xã An Tập` → `An Tập`; `Phường 1` stays."""
    for kind in _KINDS:
        rest = name.removeprefix(kind)
        if rest != name and not rest.isdigit():
            return rest
    return name


def _books_of(unit: Unit) -> str:
    words = f"?don_vi={unit.code}" if unit.level == "commune" else ""
    return f"{reverse('books')}{words}"
