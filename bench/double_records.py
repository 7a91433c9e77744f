"""20.000 births of invented books as fields to key, and what the real rules say of wrong ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.double_errors import MENDED, ODD_BOOK, SEED, Cells, Flags, Readings
from bench.double_slips import slip
from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.rules import Context, check
from sohotich.domain.second_key import CLASSES, field_class
from sohotich.sample.world.places import known_units
from sohotich.sample.world.registers import registers
from sohotich.sample.world.registers.page import Written

RECORDS = 20_000
_SEED, _COUPLES = 41, 20
_TODAY = Context(today=date(2025, 1, 7))
_CARRIED = tuple(CLASSES).index("carried")


@dataclass(frozen=True)
class Births:
    """The records' truth, and their filled fields one after another (`Cells`).

    `keys[n]` is the field of cell n, `before[n]` what the record before it in the book had there.
    """

    rows: Sequence[Written]
    cells: Cells
    keys: Sequence[str]
    before: Sequence[str]
    starts: NDArray[np.int64]


@dataclass(frozen=True)
class Warned:
    """A drawn world as the second look finds it: errors the first keyer mended are gone.

    By cell: `first` and `second` wrong, `same` both and alike, `warned`, `kind`: class by what the
    keyer did there (carried or keyed).
    """

    first: Flags
    second: Flags
    same: Flags
    warned: Flags
    kind: NDArray[np.int64]


def births(wanted: int = RECORDS) -> Births:
    """The first so many births of communes taken one after another, in the order of their books."""
    rows: list[Written] = []
    numbers: list[tuple[int, int, int, bool, bool]] = []
    keys: list[str] = []
    before: list[str] = []
    for book, register in enumerate(_books()):
        last: dict[str, str] = {}
        for row in register[: wanted - len(rows)]:
            for key, value in row.values.items():
                offer = last.get(key, "") if key in KHAI_SINH.repeated else ""
                kind = tuple(CLASSES).index(field_class(KHAI_SINH.field(key)))
                numbers.append((len(rows), book, kind, bool(offer), bool(offer) and offer != value))
                keys.append(key)
                before.append(offer)
            rows.append(row)
            last = dict(row.values)
        if len(rows) == wanted:
            break
    record, books, kind, offered, changed = (
        np.array(column) for column in zip(*numbers, strict=True)
    )
    cells = Cells(record, books, kind, offered, changed)
    starts = np.searchsorted(record, np.arange(len(rows) + 1))
    return Births(rows, cells, keys, before, starts)


def _books() -> Iterator[Sequence[Written]]:
    for unit in known_units():
        for register in registers(_SEED, unit, _COUPLES):
            if register.type_code == "KS":
                yield register.rows


def warned(truth: Births, drawn: Readings, seed: int) -> Warned:
    """Ask the rules about every first reading; mend what a keyer mends on a warning."""
    cells = truth.cells
    chance = np.random.default_rng([SEED, seed, 7])
    said = _warnings(truth, drawn.first, seed)
    mends = chance.random(len(said)) < MENDED
    gone = drawn.first & said & mends
    # The second keyer is warned as often where the first one was not wrong.
    share = said[drawn.first].mean() * MENDED
    gone_too = drawn.second & (chance.random(len(said)) < share)
    first, second = drawn.first & ~gone, drawn.second & ~gone_too
    carried = cells.offered & (~cells.changed | drawn.first) & ~gone
    kind = np.where(carried, _CARRIED, cells.kind)
    odd = _odd(truth, chance)
    return Warned(first, second, drawn.same & first & second, (said & ~gone) | odd, kind)


def _odd(truth: Births, chance: np.random.Generator) -> Flags:
    """One field of every registration on which the book itself is odd."""
    odd = np.zeros(len(truth.keys), bool)
    widths = np.diff(truth.starts)
    at = truth.starts[:-1] + (chance.random(len(widths)) * widths).astype(int)
    odd[at[chance.random(len(widths)) < ODD_BOOK]] = True
    return odd


def _warnings(truth: Births, wrong: Flags, seed: int) -> Flags:
    """Wrong cells, and right ones beside them, that a finding of the reading names."""
    said = np.zeros(len(wrong), bool)
    for record in np.unique(truth.cells.record[wrong]):
        start, end = truth.starts[record], truth.starts[record + 1]
        cells = range(start, end)
        row = truth.rows[record]
        read = {**row.values, **_slips(truth, [n for n in cells if wrong[n]], seed)}
        values = {key: value for key, value in read.items() if value}
        named = {
            key
            for finding in check(KHAI_SINH, values, row.marks, _TODAY)
            for key in (finding.field, *finding.related)
        }
        for n in cells:
            said[n] = truth.keys[n] in named
    return said


def _slips(truth: Births, wrong: Sequence[int], seed: int) -> dict[str, str]:
    """What was keyed in the wrong cells: the value before it where that was passed by."""
    read = {}
    for n in wrong:
        key = truth.keys[n]
        value = truth.rows[truth.cells.record[n]].values[key]
        passed = truth.cells.changed[n]
        chance = random.Random(f"{seed}/{n}")
        read[key] = truth.before[n] if passed else slip(key, value, chance)
    return read
