"""Which communes and books the invented province has, and how far each book has come: a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sohotich.domain.naming import book_label
from sohotich.domain.places import units_on
from sohotich.sample.world import BookOptions
from sohotich.sample.world.options import BIRTHS
from sohotich.sample.world.places import known_units

STARTS_ON: Final = date(2025, 1, 1)
ENDS_ON: Final = date(2025, 1, 15)
OPENS_ON: Final = date(2025, 1, 7)
# Enough for the press to call every page legible, and quicker to draw than 300.
DPI: Final = 200
ALL: Final = 10_000


@dataclass(frozen=True, slots=True)
class BookPlan:
    """One book and where it stands.

    `drawn` registrations exist as images, 0: inventoried only, with `declared` numbers. `first`
    and `second` of them are keyed once and twice, in the order of the book; the two readings differ
    at the positions `disputed` (from 0), of which the first `settled` are settled; `reviewed` are
    reviewed. `stage` is what the whole book has reached, `returned`: its last agreed registration
    was sent back to keying. `essential` books are there before anybody signs in.
    """

    year: int
    volume: int = 1
    unit_code: str = ""
    layout: str = "two"
    drawn: int = 0
    declared: int = 0
    photo: bool = False
    placed: tuple[tuple[int, str], ...] = ()
    confirmed: bool = True
    first: int = 0
    second: int = 0
    disputed: tuple[int, ...] = ()
    settled: int = 0
    reviewed: int = 0
    returned: bool = False
    stage: str = ""
    place: str = "Tủ hồ sơ hộ tịch, ngăn 2"
    essential: bool = False
    type_code: str = BIRTHS

    @property
    def label(self) -> str:
        """`09508/KS.2004.01`."""
        return book_label(self.unit_code, self.type_code, self.year, self.year, self.volume)

    def options(self, seed: int) -> BookOptions:
        """The book as the register maker wants it described."""
        return BookOptions(
            seed=seed,
            entries=self.drawn,
            layout=self.layout,
            photo=self.photo,
            year=self.year,
            volume=self.volume,
            unit_code=self.unit_code,
            rows=8,
            placed=self.placed,
            dpi=DPI,
            type_code=self.type_code,
        )


@dataclass(frozen=True, slots=True)
class CommunePlan:
    """A commune and its books."""

    unit_code: str
    books: tuple[BookPlan, ...]


def _finished(year: int, stage: str, *, drawn: int = 8, **rest: object) -> BookPlan:
    plan = BookPlan(
        year, layout="rows", drawn=drawn, first=ALL, second=ALL, settled=ALL, reviewed=ALL,
        stage=stage,
    )  # fmt: skip
    return replace(plan, **rest)  # type: ignore[arg-type]


_TROUBLED: Final = ((2, "bis"), (4, "cancelled"), (6, "skipped"))


def _halved(type_code: str, year: int, stage: str) -> BookPlan:
    return _finished(year, stage, drawn=2, layout="two", type_code=type_code)


def _walked(type_code: str, year: int, second: tuple[int, ...]) -> BookPlan:
    """Half done: registrations to key, keyed once, disputed, agreed and reviewed."""
    return BookPlan(year, drawn=8, first=7, second=6, disputed=second, settled=1, reviewed=2,
                    type_code=type_code)  # fmt: skip


def _small(type_code: str, year: int, **rest: object) -> BookPlan:
    plan = BookPlan(year, drawn=2, type_code=type_code)
    return replace(plan, **rest)  # type: ignore[arg-type]


_FROM_ABROAD: Final = ((1, "abroad"),)

# Marriages and deaths in every state, and of each other type a few registrations to key.
_TYPES: Final[tuple[BookPlan, ...]] = (
    _small("KH", 2017, layout="one", placed=_FROM_ABROAD),
    _walked("KH", 2004, (1, 3, 4)),
    _small("KH", 1996, confirmed=False),
    _halved("KH", 2003, "submitted"),
    _halved("KH", 2001, "signed"),
    _halved("KH", 1999, "packaged"),
    _small("KT", 2016, layout="one", placed=_FROM_ABROAD),
    _walked("KT", 2005, (0, 2, 5)),
    _small("KT", 1997, confirmed=False),
    _halved("KT", 2002, "submitted"),
    _halved("KT", 2000, "signed"),
    _halved("KT", 1998, "packaged"),
    _small("CMC", 2017, layout="one", placed=_FROM_ABROAD),
    _small("HN", 2018),
    _small("GH", 2012),
    _small("CDGH", 2017),
    _small("CN", 2013, layout="one"),
    _small("TDCC", 2016),
    _small("GCLH", 2017),
)

# An Tập shows every state; the two others are further on and further back.
_BOOKS: Final[dict[str, tuple[BookPlan, ...]]] = {
    "09508": (
        BookPlan(1998, drawn=10, essential=True),
        BookPlan(1996, drawn=8, confirmed=False, essential=True),
        BookPlan(1997, drawn=10, first=8, second=6, disputed=(1, 3, 4), essential=True),
        _finished(1995, "", layout="two", drawn=6, reviewed=2, disputed=(3,)),
        _finished(2001, "submitted", disputed=(1,), placed=_TROUBLED),
        _finished(2000, "signed", placed=((3, "skipped"),)),
        _finished(1994, "packaged", disputed=(5,)),
        BookPlan(1999, declared=214),
        BookPlan(2003, declared=191),
        BookPlan(2002, declared=163, place="Kho lưu trữ, giá 1"),
        BookPlan(2004, declared=187, place="Kho lưu trữ, giá 1"),
        BookPlan(2005, declared=158),
        *_TYPES,
    ),
    "09322": (
        BookPlan(1999, layout="rows", drawn=8, first=7, second=6, disputed=(1, 4), settled=1,
                 returned=True),
        BookPlan(1997, drawn=4, photo=True, confirmed=False),
        _finished(2000, "packaged", placed=((1, "bis"),)),
        BookPlan(1998, declared=241),
        BookPlan(2003, declared=176),
        BookPlan(2005, declared=171),
    ),
    "09202": (
        _finished(1998, "submitted"),
        BookPlan(1996, layout="spread", drawn=3, confirmed=False),
        BookPlan(2004, layout="one", drawn=4, first=2),
        BookPlan(1997, declared=198),
        BookPlan(1999, declared=205),
        BookPlan(2005, declared=149),
    ),
}  # fmt: skip


def communes(scale: float) -> tuple[CommunePlan, ...]:
    """The province at a scale: below 1 the first books only, above 1 more communes like these."""
    base = [_commune(code, books) for code, books in _BOOKS.items()]
    if scale < 1:
        return tuple(_first(base, max(1, round(scale * sum(len(c.books) for c in base)))))
    patterns = list(_BOOKS.values())
    # Some are known to the register maker by their old names, but are communes no more.
    present = {unit.code for unit in units_on(OPENS_ON)}
    others = [code for code in known_units() if code not in _BOOKS and code in present]
    wanted = min(round(scale * len(base)), len(base) + len(others))
    for index, code in enumerate(others[: wanted - len(base)]):
        later = [replace(book, essential=False) for book in patterns[index % len(patterns)]]
        base.append(_commune(code, later))
    return tuple(base)


def _commune(code: str, books: tuple[BookPlan, ...] | list[BookPlan]) -> CommunePlan:
    return CommunePlan(code, tuple(replace(book, unit_code=code) for book in books))


def _first(communes: list[CommunePlan], wanted: int) -> Iterator[CommunePlan]:
    for commune in communes:
        if wanted > 0:
            yield replace(commune, books=commune.books[:wanted])
        wanted -= len(commune.books)
