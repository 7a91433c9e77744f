"""Second keyings by risk: field error at the end against keyings per field, beside random ones.

20.000 births of invented books; the keyers' errors are `bench.double_errors`, fixed before any
table was tried on them and blind to all of them.
"""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.double_bound import bound
from bench.double_errors import CLUSTERED, REPORTED, UNIFORM, VARIANTS, draw
from bench.double_play import Outcome, World, play
from bench.double_plot import Line, svg
from bench.double_records import RECORDS, Births, births, warned
from bench.one import PLOT_WANTED, ROWS_WANTED
from bench.tables import Table, figure
from sohotich.domain.second_key import NAMED, Assumptions, Row, Treatment, expect
from sohotich.domain.second_key import Table as Decisions

PROCESSES = 2
RANDOM = (0.0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0)
# Named tables that no risk decides: to compare with.
NOT_OURS = ("mot-lan", "ngau-nhien", "tat-ca")
_BY = {True: "table", False: "ours"}
TARGET, HOPED = 0.0005, 1.3
# 97,5 % of Student's t with seven degrees of freedom: eight seeds.
_T = 2.365
COLUMNS = (
    "errors", "table", "keyings per field", "fields wrong, %", "random at that cost, %",
    "of random's", "typed fields only", "policy simulate says",
)  # fmt: skip
NOTE = (
    "Means over eight seeds ± half of their 95 % interval. Every look at a field counts as one: a "
    "first keying, a second one, a verification, an arbiter's. “random” is full double keying of "
    "registrations drawn by chance, as many as cost the same. “typed fields only” leaves out lines "
    "that carry a value on. “bound” is what a policy would reach that knew every keyer's true rate "
    "by class and image: no table of these columns can do better on these errors. Tables were "
    "chosen on other seeds."
)


@dataclass(frozen=True)
class Seen:
    """One table in one world: ours, its error as a share of random's at equal cost, and so over
    typed fields alone; `beside` is random's error there.
    """

    outcome: Outcome
    beside: float
    ratio: float
    ratio_typed: float


Results = Mapping[str, Seen | Outcome]


def rows() -> Table:
    """Every named table and random shares between them, by variant; a plot where one is wanted."""
    jobs = [(variant, seed) for variant in VARIANTS for seed in REPORTED]
    with get_context("spawn").Pool(PROCESSES) as pool:
        found = pool.map(_world, jobs, chunksize=1)
    by_variant = {
        variant: [one for (v, _), one in zip(jobs, found, strict=True) if v == variant]
        for variant in VARIANTS
    }
    wanted = os.environ.get(PLOT_WANTED)
    if wanted:
        Path(wanted).write_text(_plot(by_variant), encoding="utf-8")
    lines = [line for variant in VARIANTS for line in _lines(variant, by_variant[variant])]
    return Table("Second keyings by risk", COLUMNS, lines, NOTE)


@cache
def _births() -> Births:
    return births(int(os.environ.get(ROWS_WANTED) or RECORDS))


def _world(job: tuple[str, int]) -> Results:
    variant, seed = job
    truth = _births()
    drawn = draw(truth.cells, variant, seed)
    world = World(truth.cells, drawn, warned(truth, drawn, seed), seed)
    typed = ~truth.cells.offered
    played = {
        share: play(world, Decisions((Row(Treatment.ACCEPT),), share), typed) for share in RANDOM
    }
    random, random_typed = (
        {share: outcomes[at] for share, outcomes in played.items()} for at in (0, 1)
    )
    found: dict[str, Seen | Outcome] = {
        f"random {100 * share:.0f} %": outcome for share, outcome in random.items()
    }
    for name, named in NAMED.items():
        ours, ours_typed = play(world, named.table, typed)
        beside = _at(random, ours.keyings)
        of_typed = ours_typed.error / _at(random_typed, ours_typed.keyings)
        found[name] = Seen(ours, beside, ours.error / beside, of_typed)
    for cost, error in bound(world):
        found[f"bound {figure(cost)}"] = Outcome(error, cost)
    return found


def _at(random: Mapping[float, Outcome], cost: float) -> float:
    """Random's error at a cost, between the shares that were played."""
    points = sorted((outcome.keyings, outcome.error) for outcome in random.values())
    return float(np.interp(cost, *zip(*points, strict=True)))


def _lines(variant: str, found: Sequence[Results]) -> Iterator[list[str]]:
    for name in found[0]:
        each = [results[name] for results in found]
        seen = [one for one in each if isinstance(one, Seen)]
        if seen:
            whose = f"{_BY[name in NOT_OURS]}: {name}"
            yield [variant, whose, *_ours(seen), _foretold(name)]
            continue
        plain = [_outcome(one) for one in each]
        cost = figure(statistics.mean(one.keyings for one in plain), 3)
        yield [variant, name, cost, _percent([one.error for one in plain]), "", "", "", ""]
    yield _target(variant, found)


def _ours(seen: Sequence[Seen]) -> list[str]:
    def of(value: Callable[[Seen], float], digits: int, times: float = 1.0) -> str:
        return _spread([times * value(one) for one in seen], digits)

    return [
        figure(statistics.mean(one.outcome.keyings for one in seen), 3),
        of(lambda one: one.outcome.error, 3, 100),
        figure(100 * statistics.mean(one.beside for one in seen), 3),
        of(lambda one: one.ratio, 2),
        of(lambda one: one.ratio_typed, 2),
    ]


def _percent(shares: Sequence[float]) -> str:
    return _spread([100 * share for share in shares], 3)


def _spread(values: Sequence[float], digits: int) -> str:
    half = _T * statistics.stdev(values) / math.sqrt(len(values))
    return f"{figure(statistics.mean(values), digits)} ± {figure(half, digits)}"


def _foretold(name: str) -> str:
    said = expect(NAMED[name].table, Assumptions())
    return f"{figure(100 * said.error, 3)} % at {figure(said.keyings, 3)}"


def _target(variant: str, found: Sequence[Results]) -> list[str]:
    """The cheapest table that meets the target, or how far the best is from it."""
    means = {
        name: (
            statistics.mean(_outcome(results[name]).keyings for results in found),
            statistics.mean(_outcome(results[name]).error for results in found),
        )
        for name in found[0]
        if name in NAMED
    }
    meets = [(cost, name) for name, (cost, error) in means.items() if error <= TARGET]
    if meets:
        cost, name = min(meets)
        said = f"{name} at {figure(cost, 2)} keyings"
    else:
        error, name = min((error, name) for name, (_, error) in means.items())
        said = f"missed: {name} leaves {figure(error / TARGET, 1)} times as much"
    return [variant, f"≤ {figure(100 * TARGET, 2)} % (hoped at {figure(HOPED)})", said, *[""] * 5]


def _outcome(one: Seen | Outcome) -> Outcome:
    return one.outcome if isinstance(one, Seen) else one


def _plot(found: Mapping[str, Sequence[Results]]) -> str:
    lines = []
    for variant in (UNIFORM, CLUSTERED):
        for prefix in ("random", "bound", ""):
            names = [n for n in found[variant][0] if _drawn(n, prefix)]
            points = [
                (
                    statistics.mean(_outcome(r[name]).keyings for r in found[variant]),
                    100 * statistics.mean(_outcome(r[name]).error for r in found[variant]),
                )
                for name in names
            ]
            lines.append(Line(variant, prefix or "ours", sorted(points)))
    return svg(lines, 100 * TARGET)


def _drawn(name: str, prefix: str) -> bool:
    """Ours begins where risk decides, and ends where everything is keyed twice."""
    if prefix:
        return name.startswith(prefix)
    return name in NAMED and name not in NOT_OURS[:2]
