"""Which communes hold how much: the plan's 2.606 books and 327.822 registrations, shared out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sohotich.domain.places import Level, units_on
from sohotich.domain.places.units import parents
from sohotich.sample.world.chance import dice
from sohotich.sample.world.places import PROVINCE
from sohotich.sample.world.province.paces import Pace, dealt
from sohotich.sample.world.province.sharing import split

# Kế hoạch 563/KH-UBND: books of 2005 and before.
BOOKS: Final = 2_606
ENTRIES: Final = 327_822
_ON: Final = date(2025, 1, 1)
_FEWEST_BOOKS: Final = 4


@dataclass(frozen=True, slots=True)
class Holding:
    """What a commune holds and how it works."""

    unit_code: str
    books: int
    entries: int
    pace: Pace


def commune_codes() -> tuple[str, ...]:
    """The 121 communes of Bắc Ninh during the campaign, by code."""
    found = (u for u in units_on(_ON) if u.level is Level.COMMUNE)
    return tuple(sorted(u.code for u in found if parents(u, _ON)[-1].code == PROVINCE))


def holdings(seed: int, scale: float) -> tuple[Holding, ...]:
    """Every commune of the province at a scale up to 1; a smaller one has fewer communes of the
    usual size. At 1 they add up to the plan's figures.
    """
    codes = commune_codes()
    wanted = max(1, round(len(codes) * scale))
    chosen = [codes[index * len(codes) // wanted] for index in range(wanted)]
    weights = [dice("holding", seed, code).lognormvariate(0, 0.3) for code in chosen]
    entries = split(max(60 * wanted, round(ENTRIES * scale)), weights)
    books = split(max(_FEWEST_BOOKS * wanted, round(BOOKS * scale)), weights, _FEWEST_BOOKS)
    paces = dealt(dice("paces", seed), wanted)
    return tuple(map(Holding, chosen, books, entries, paces))
