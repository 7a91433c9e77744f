"""Register books of a commune: each type and year by itself, numbered and signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sohotich.domain.record_types import record_type
from sohotich.sample.world.chance import dice
from sohotich.sample.world.records import date_text, office
from sohotich.sample.world.registers.events import Event
from sohotich.sample.world.registers.homes import home_on
from sohotich.sample.world.registers.lives import events_of
from sohotich.sample.world.registers.page import Page, Written

PER_BOOK = 200
_SQUEEZED_IN = 0.003


@dataclass(frozen=True, slots=True)
class Register:
    """One book: the type's code, the year it was opened, and its registrations by number."""

    type_code: str
    year: int
    volume: int
    unit_code: str
    rows: tuple[Written, ...]


def registers(seed: int, unit_code: str, couples: int = 12) -> Iterator[Register]:
    """Every book of a commune from 1956 to 2018, as far back as its history is known.

    The same arguments give the same books.
    """
    by_book: dict[tuple[str, int], list[Event]] = {}
    for event in events_of(seed, unit_code, couples):
        if home_on(unit_code, event.day) is None:
            continue
        by_book.setdefault((event.type_code, event.day.year), []).append(event)
    for (type_code, year), events in sorted(by_book.items()):
        events.sort(key=lambda event: event.day)
        for start in range(0, len(events), PER_BOOK):
            volume = start // PER_BOOK + 1
            part = events[start : start + PER_BOOK]
            yield _book(seed, unit_code, type_code, year, volume, part)


def _book(
    seed: int, unit_code: str, type_code: str, year: int, volume: int, events: list[Event]
) -> Register:
    chance = dice("register", seed, unit_code, type_code, year, volume)
    kind, people = record_type(type_code), office(seed, unit_code, year)
    padded, way = chance.random() < 0.7, chance.randrange(4)
    rows: list[Written] = []
    numbers = count((volume - 1) * PER_BOOK + 1)
    number, suffix = 0, ""
    for at, event in enumerate(events):
        home = home_on(unit_code, event.day)
        assert home is not None
        page = Page(kind, event.day, home, chance)
        event.write(page)
        squeezed = bool(at) and not suffix and chance.random() < _SQUEEZED_IN
        number, suffix = (number, "bis") if squeezed else (next(numbers), "")
        shown = f"{number:02d}" if padded else str(number)
        page.put(
            so=f"{shown}{suffix}/{year}",
            quyenSo=f"{volume:02d}/{year}",
            trangSo=str(at // 2 + 1),
            ngayDangKy=date_text(event.day),
            nguoiKy=people.chair,
            chucVuNguoiKy=people.chair_post,
            nguoiThucHien=people.clerk,
        )
        page.put(**{kind.office: home.office(way, year)})
        rows.append(page.done())
    return Register(type_code, year, volume, unit_code, tuple(rows))
