"""Register books of a commune: each type and year by itself, numbered and signed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sohotich.domain.record_types import record_type
from sohotich.domain.schema import RecordType
from sohotich.sample.world.chance import dice
from sohotich.sample.world.records import date_text, office
from sohotich.sample.world.registers.events import Event
from sohotich.sample.world.registers.homes import home_on, home_then
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
    hand = Hand.of(chance, seed, unit_code, type_code, f"{volume:02d}/{year}")
    rows: list[Written] = []
    numbers = count((volume - 1) * PER_BOOK + 1)
    number, suffix = 0, ""
    for at, event in enumerate(events):
        page = hand.begin(event)
        squeezed = bool(at) and not suffix and chance.random() < _SQUEEZED_IN
        number, suffix = (number, "bis") if squeezed else (next(numbers), "")
        rows.append(hand.finish(page, number, suffix, leaf=at // 2 + 1))
    return Register(type_code, year, volume, unit_code, tuple(rows))


@dataclass(frozen=True, slots=True)
class Hand:
    """How one book is written: its volume's text, its ways with numbers and the office's name."""

    chance: random.Random
    seed: int
    unit_code: str
    kind: RecordType
    volume: str
    padded: bool
    way: int

    @classmethod
    def of(
        cls, chance: random.Random, seed: int, unit_code: str, type_code: str, volume: str
    ) -> Hand:
        """The hand that `chance` gives a book; `volume` as the ministry writes it: `02/1998`."""
        padded, way = chance.random() < 0.7, chance.randrange(4)
        return cls(chance, seed, unit_code, record_type(type_code), volume, padded, way)

    def begin(self, event: Event) -> Page:
        """The event's page, not yet numbered."""
        home = home_then(self.unit_code, event.day)
        page = Page(self.kind, event.day, home, self.chance)
        event.write(page)
        return page

    def finish(self, page: Page, number: int, suffix: str, *, leaf: int) -> Written:
        """Number and sign the page."""
        year = page.day.year
        people = office(self.seed, self.unit_code, year)
        shown = f"{number:02d}" if self.padded else str(number)
        page.put(
            so=f"{shown}{suffix}/{year}",
            quyenSo=self.volume,
            trangSo=str(leaf),
            ngayDangKy=date_text(page.day),
            nguoiKy=people.chair,
            chucVuNguoiKy=people.chair_post,
            nguoiThucHien=people.clerk,
        )
        page.put(**{self.kind.office: page.home.office(self.way, year)})
        return page.done()
