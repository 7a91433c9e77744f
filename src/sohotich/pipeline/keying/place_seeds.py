"""Places as they were called when a book was written, to be offered before the book names any."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from sohotich.domain.places import Level, PlaceError, Unit, units_on
from sohotich.domain.places.units import parents
from sohotich.domain.record_types import record_type
from sohotich.domain.schema import Kind
from sohotich.register.books.models import Book
from sohotich.register.books.offices import offices_proposed

# Where children were born as registers put it; inferred, the book's own wording comes before.
_BORN: Final = ("Trạm y tế {commune}", "Trạm xá {commune}", "Bệnh viện {district}",
                "Bệnh viện {province}", "Bệnh viện phụ sản {province}", "Tại nhà")  # fmt: skip
_ISSUED: Final = "Công an {province}"


def place_seeds(book: Book) -> dict[str, list[str]]:
    """Phrases by line, "" for every place line: the commune of the book first, then every unit of
    its province then, with and without what is above; `tails` are what follows a hamlet's name.
    """
    seats = [office.unit for office in offices_proposed(book)]
    day = date(book.year_to, 12, 31)
    found: list[str] = []
    tails: list[str] = []
    lines: dict[str, list[str]] = {}
    for seat in seats:
        named = _above(seat, day)
        tails += [", ".join(named[:1]), ", ".join(named[:2]), ", ".join(named)]
        found += [_sentence(tail) for tail in tails]
        _own_lines(lines, book, named)
    found += [place for seat in seats[:1] for place in _province(_top(seat, day), day)]
    return {"": _once(found), "tails": _once(tails), **lines}


def _own_lines(lines: dict[str, list[str]], book: Book, named: list[str]) -> None:
    if len(named) < len(Level):
        return
    said = dict(zip(("commune", "district", "province"), named, strict=True))
    kind = record_type(book.type_code)
    for field in kind.fields:
        if field.kind is Kind.PLACE and field.key.endswith("NoiSinh"):
            lines.setdefault(field.key, []).extend(words.format(**said) for words in _BORN)
        if field.key.endswith("NoiCapGiayToTuyThan"):
            lines.setdefault(field.key, []).append(_ISSUED.format(**said))


def _above(one: Unit, day: date) -> list[str]:
    """`xã Mỹ Hương`, `huyện Gia Lương`, `tỉnh Hà Bắc`: as inside a sentence."""
    return [_inside(unit.name) for unit in (one, *parents(one, day))]


def _top(one: Unit, day: date) -> str:
    return [one, *parents(one, day)][-1].code


@lru_cache(maxsize=64)
def _province(code: str, day: date) -> tuple[str, ...]:
    """Every commune of the province on that day, with its district and with all above."""
    try:
        units = units_on(day, code)
    except PlaceError:
        return ()
    found: list[str] = []
    for one in units:
        if one.level is Level.COMMUNE:
            named = _above(one, day)
            found += [_sentence(", ".join(named[:2])), _sentence(", ".join(named))]
    return tuple(found)


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _once(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))
