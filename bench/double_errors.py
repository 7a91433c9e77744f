"""The error process of `bench.double`: fixed before any table was tried, and blind to all of them.

Nothing here was changed after the first table was played on it, and nothing here knows of tables.
What stands behind each figure: the issue gives the keyers (1 %, 3 %, one of 8 % of fields wrong).
Published trials have 0,04–0,65 % of fields wrong after one keying and 0,005–0,17 % after two with
arbitration; keyers as bad as ours leave more after one, so only the second range can hold for us:
`MISLEADING` is set so that full double keying of the clustered variant lies about its middle.
For the rest no published figure was at hand: they are round numbers, said here once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sohotich.domain.second_key import CLASSES

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

UNIFORM, CLUSTERED = "uniform", "clustered"
VARIANTS: Final = (UNIFORM, CLUSTERED)
SEED: Final = 563
# Seeds on which tables were chosen; what is reported comes from others.
CHOOSING: Final = range(100, 104)
REPORTED: Final = range(8)

# Share of typed fields wrong before the screen warned. As many of 1 % as of 3 %, one of 8 %.
KEYERS: Final = (0.01, 0.01, 0.01, 0.01, 0.03, 0.03, 0.03, 0.03, 0.08)
# Of a value that changed where the one before is offered: passed by so many times the keyer's rate.
PASSED_BY: Final = 3.0
# A warning on what is wrong makes the keyer look again and mend it, in so many cases.
MENDED: Final = 0.7
# Registrations on which the book itself is odd: a warning on what is right.
ODD_BOOK: Final = 0.015
# Of names and places, chosen from offers; two who choose take the same wrong one more often.
COMPLETED: Final = 0.5

# Clustered only: each a factor on the keyer's rate, all brought back to the same mean.
OF_CLASS: Final = {"name": 1.5, "place": 1.3, "text": 1.2, "code": 0.5}
HARD_IMAGES, HARD = 0.12, 3.5
FADED_BOOKS, FADED = 0.15, 3.0  # ink faded in the names of a whole book
TIRED_HOURS, TIRED = (6, 7), 2.0  # the last two of eight
A_DAY, AN_HOUR = 8, 40  # hours; registrations of one keyer
HIGHEST: Final = 0.6
# Fields whose writing misleads whoever reads them, all to the same wrong value.
MISLEADING, MISLED = 0.001, 0.5
# What the scanner's verdict sees of hard images, and of the others; every fifth of these is worst.
SEEN_HARD, SEEN_EASY, WORST = 0.7, 0.06, 0.2

# Two who are wrong in the same field are so with the same value.
SAME_SLIP, SAME_OFFER, SAME_IMAGE = 0.15, 0.3, 0.5
# Somebody looking at a value beside the image (anchored by it): errors overlooked, right ones hurt.
OVERLOOKED, OVERLOOKED_IMAGE, OVERLOOKED_MISLED = 0.25, 0.5, 0.8
HURT: Final = 0.001
# An arbiter with both values and the image: as good as the best keyer, worse where the image is,
# and where neither value is right.
ARBITER, ARBITER_IMAGE, ARBITER_MISLED, ARBITER_NEITHER = 0.01, 0.03, 0.3, 0.05


@dataclass(frozen=True)
class Cells:
    """The fields keyed, one after another: of which record and book, of which class (index).

    `offered`: the value before it in the book stands there; `changed`: and is not this one's.
    """

    record: NDArray[np.int64]
    book: NDArray[np.int64]
    kind: NDArray[np.int64]
    offered: Flags
    changed: Flags

    @property
    def records(self) -> int:
        return int(self.record[-1]) + 1


@dataclass(frozen=True)
class Readings:
    """What two keyers, a verifier and an arbiter would do in every field, whoever asks them to.

    By record: `keyer`, `verdict` (0 best). By field: `first`, `second` wrong; `same`: both and
    alike; `completed`: the first chose it from offers; `overlooked`, `hurt`: the verifier misses an
    error, changes what is right; `misjudged`, `misjudged_neither`: the arbiter is wrong.
    """

    keyer: NDArray[np.int64]
    verdict: NDArray[np.int64]
    first: Flags
    second: Flags
    same: Flags
    completed: Flags
    overlooked: Flags
    hurt: Flags
    misjudged: Flags
    misjudged_neither: Flags


@dataclass(frozen=True)
class _Page:
    """How hard each field is to read: a factor, the same for everybody; and why."""

    factor: Numbers
    poor: Flags
    misleading: Flags
    hard: Flags


def draw(cells: Cells, variant: str, seed: int) -> Readings:
    """Readings of every field; the same arguments give the same ones."""
    chance = np.random.default_rng([SEED, seed, VARIANTS.index(variant)])
    page = _page(cells, variant, chance)
    keyer = chance.integers(0, len(KEYERS), cells.records)
    other = (keyer + chance.integers(1, len(KEYERS), cells.records)) % len(KEYERS)
    tired = _hours(cells.records), chance.integers(0, A_DAY, cells.records)
    first, second = (
        chance.random(len(cells.kind)) < _wrong(cells, page, who, hours, variant)
        for who, hours in zip((keyer, other), tired, strict=True)
    )
    offers = np.isin(cells.kind, [_index("name"), _index("place")]) & ~cells.offered
    completed, too = (offers & (chance.random(len(offers)) < COMPLETED) for _ in range(2))
    alike = np.where(completed & too, SAME_OFFER, SAME_SLIP)
    alike = np.where(page.poor, SAME_IMAGE, alike)
    alike[page.misleading | cells.changed] = 1.0
    return Readings(
        keyer,
        _verdicts(page.hard, chance),
        first,
        second,
        first & second & _happens(alike, chance),
        completed,
        _happens(_by_page(page, OVERLOOKED, OVERLOOKED_IMAGE, OVERLOOKED_MISLED), chance),
        chance.random(len(cells.kind)) < HURT,
        _happens(_by_page(page, ARBITER, ARBITER_IMAGE, ARBITER_MISLED), chance),
        _happens(_by_page(page, ARBITER_NEITHER, ARBITER_NEITHER, ARBITER_MISLED), chance),
    )


def _index(name: str) -> int:
    return list(CLASSES).index(name)


def _happens(share: Numbers, chance: np.random.Generator) -> Flags:
    return chance.random(len(share)) < share


def _page(cells: Cells, variant: str, chance: np.random.Generator) -> _Page:
    """Uniform: no field is harder than another, and images are hard without making errors."""
    count = len(cells.kind)
    hard = chance.random(cells.records) < HARD_IMAGES
    faded = chance.random(int(cells.book[-1]) + 1) < FADED_BOOKS
    misleading = (chance.random(count) < MISLEADING) & ~cells.offered
    if variant == UNIFORM:
        return _Page(np.ones(count), np.zeros(count, bool), np.zeros(count, bool), hard)
    factors = np.array([OF_CLASS.get(name, 1.0) for name in CLASSES])
    in_faded = faded[cells.book] & (cells.kind == _index("name"))
    factor = factors[cells.kind]
    factor = factor * np.where(hard[cells.record], HARD, 1.0) * np.where(in_faded, FADED, 1.0)
    return _Page(factor, hard[cells.record] | in_faded, misleading, hard)


def _hours(records: int) -> NDArray[np.int64]:
    """The hour of the day in which each record is keyed first: all keyers go at the same pace."""
    return (np.arange(records) // (AN_HOUR * len(KEYERS))) % A_DAY


def _wrong(
    cells: Cells,
    page: _Page,
    who: NDArray[np.int64],
    hours: NDArray[np.int64],
    variant: str,
) -> Numbers:
    factor = page.factor
    if variant == CLUSTERED:
        factor = factor * np.where(np.isin(hours, TIRED_HOURS), TIRED, 1.0)[cells.record]
        factor = factor / factor[~cells.offered].mean()
    rate = np.array(KEYERS)[who][cells.record]
    share = np.minimum(rate * factor, HIGHEST)
    share = np.where(page.misleading, MISLED, share)
    share = np.where(cells.changed, np.minimum(PASSED_BY * rate, HIGHEST), share)
    return np.where(cells.offered & ~cells.changed, 0.0, share)


def _by_page(page: _Page, usual: float, poor: float, misled: float) -> Numbers:
    return np.where(page.misleading, misled, np.where(page.poor, poor, usual))


def _verdicts(hard: Flags, chance: np.random.Generator) -> NDArray[np.int64]:
    seen = chance.random(len(hard)) < np.where(hard, SEEN_HARD, SEEN_EASY)
    worst = chance.random(len(hard)) < WORST
    return np.where(seen, np.where(worst, 2, 1), 0)
