"""One decision table played over a drawn world, as the system would: measuring while it goes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bench.double_errors import KEYERS, SEED, Cells, Flags, Readings
from bench.double_records import Warned
from sohotich.domain.second_key import CLASSES, LEGIBILITY, Risk, Table, Treatment, judged_errors

# What second looks found is known when so many more registrations have been keyed.
_BATCH = 200
_KINDS, _VERDICTS = tuple(CLASSES), tuple(LEGIBILITY)
_CODES = {Treatment.ACCEPT: 0, Treatment.VERIFY: 1, Treatment.SECOND: 2}
_ACCEPT, _VERIFY, _SECOND = _CODES.values()
ALL_KEYED = _SECOND


@dataclass(frozen=True)
class Outcome:
    """`error`: share of fields wrong at the end; `keyings`: looks per field, the first included."""

    error: float
    keyings: float


@dataclass(frozen=True)
class World:
    """Everything that hangs on a seed: the same for every table."""

    cells: Cells
    drawn: Readings
    seen: Warned
    seed: int


def play(world: World, table: Table, *counted: Flags) -> list[Outcome]:
    """The outcome over all fields, then over each of the parts asked for."""
    wrong, looks = ends(world, _treated(world, table))
    parts = (np.ones(len(wrong), bool), *counted)
    return [Outcome(float(wrong[part].mean()), float(looks[part].mean())) for part in parts]


def ends(world: World, treated: NDArray[np.int64]) -> tuple[Flags, NDArray[np.int64]]:
    """Which fields are wrong at the end, and at how many looks each, under these treatments."""
    seen, drawn = world.seen, world.drawn
    keyed = treated == _SECOND
    differ = keyed & (seen.first | seen.second) & ~seen.same
    neither = seen.first & seen.second
    misjudged = np.where(neither, drawn.misjudged_neither, drawn.misjudged)
    changes = (treated == _VERIFY) & np.where(seen.first, ~drawn.overlooked, drawn.hurt)
    arbitrated = differ | changes
    wrong = np.where(arbitrated, misjudged, seen.first)
    return wrong, 1 + (treated != _ACCEPT) + arbitrated


def _treated(world: World, table: Table) -> NDArray[np.int64]:
    """Treatments in the order of keying: each batch by what was measured before it."""
    cells, seen = world.cells, world.seen
    sampled = np.random.default_rng([SEED, world.seed, 8]).random(cells.records) < table.share
    treated = np.zeros(len(seen.first), np.int64)
    found = np.zeros((len(KEYERS), len(_KINDS), 2), np.int64)
    edges = np.searchsorted(cells.record, np.arange(0, cells.records + _BATCH, _BATCH))
    for start, end in pairwise(edges):
        part = slice(start, end)
        judged = _judged(table, found)
        drawn = sampled[cells.record[part]]
        treated[part] = _decided(world, table, part, judged)
        treated[part][drawn] = _SECOND
        measuring = drawn | (_decided(world, table, part, judged, plain=True) != _ACCEPT)
        _learn(world, part, treated[part], found, measuring)
    return treated


Judged = list[dict[str, float | None]]


def _judged(table: Table, found: NDArray[np.int64]) -> Judged:
    """What the system knows of each keyer by now."""
    return [
        judged_errors(dict(zip(_KINDS, map(tuple, one), strict=True)), table.least_looks)
        for one in found.tolist()
    ]


def _decided(
    world: World, table: Table, part: slice, judged: Judged, *, plain: bool = False
) -> NDArray[np.int64]:
    """`plain`: as if no value were warned of and every image clear, see `measuring_fields`."""
    seen, drawn = world.seen, world.drawn
    record = world.cells.record[part]
    suspect = 0 if plain else 1
    sizes = (len(KEYERS), len(_KINDS), len(_VERDICTS), 2, 2)
    facts = (
        drawn.keyer[record],
        seen.kind[part],
        drawn.verdict[record] * suspect,
        seen.warned[part] * suspect,
        drawn.completed[part].astype(int),
    )
    risks, which = np.unique(np.ravel_multi_index(facts, sizes), return_inverse=True)
    each = zip(*(fact.tolist() for fact in np.unravel_index(risks, sizes)), strict=True)
    said = [_CODES[table.treatment(_risk(judged, *risk))] for risk in each]
    return np.array(said)[which]


def _risk(judged: Judged, keyer: int, kind: int, verdict: int, warned: int, offer: int) -> Risk:
    name = _KINDS[kind]
    aid = "completed" if offer else "typed"
    return Risk(name, judged[keyer][name], _VERDICTS[verdict], bool(warned), aid)


def _learn(
    world: World,
    part: slice,
    treated: NDArray[np.int64],
    found: NDArray[np.int64],
    measuring: Flags,
) -> None:
    """Count what second looks changed: an error is what the end says, right or not."""
    seen, drawn = world.seen, world.drawn
    first, second, same = seen.first[part], seen.second[part], seen.same[part]
    keyed = (treated == _SECOND) & (first | second) & ~same
    changes = (treated == _VERIFY) & np.where(first, ~drawn.overlooked[part], drawn.hurt[part])
    misjudged = np.where(first & second, drawn.misjudged_neither[part], drawn.misjudged[part])
    # An arbiter who is wrong keeps an error, and changes what was right.
    blamed = (keyed | changes) & (first != misjudged) & measuring
    looked = (treated != _ACCEPT) & measuring
    who, kind = drawn.keyer[world.cells.record[part]], seen.kind[part]
    np.add.at(found, (who[looked], kind[looked], 1), 1)
    np.add.at(found, (who[blamed], kind[blamed], 0), 1)
